"""The plan of a group: that of whoever answers together, each step with who takes it, the same for all who are in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.model.network import Room
from alerts.model.reply import Manner, Sheet, Work
from alerts.model.response import ResponseStatus
from alerts.network import group
from alerts.reply_help.case import Case
from alerts.reply_help.planning import Plan, Step, StepId, plan

_SAID = frozenset({StepId.DEADLINE, StepId.PARTNERS})


@dataclass(frozen=True, slots=True)
class Shared:
    """A step of the plan. `holder`: the name of who takes it, "" for nobody yet. `by`: its id."""

    step: Step
    holder: str = ""
    by: str | None = None

    @property
    def ticked(self) -> bool:
        """People say whether it is done: neither the deadline, nor what a group has done by being one."""
        return self.step.id not in _SAID

    @property
    def free(self) -> bool:
        """Somebody could still take it."""
        return self.by is None and not self.step.done and self.ticked


def group_case(case: Case, room: Room) -> Case:
    """The lot before the group: nothing of what one structure alone has, prepares or decided.

    `case` is that of any of them, on the lot of the room: steps then are the same whoever looks. The plan begins on the
    day when the room was opened.
    """
    done = frozenset(one.step for one in room.tasks if one.done)
    found = frozenset({StepId.PARTNERS.value}) if len(room.members) > 1 else frozenset[str]()
    return replace(
        case,
        sheet=Sheet(),
        proofs=(),
        work=Work(manner=Manner.TOGETHER, done=done | found),
        status=ResponseStatus.TOGETHER,
        outcome=None,
        since=room.created_at,
    )


def group_plan(case: Case, room: Room, now: datetime) -> Plan:
    """`case`: as `group_case` makes it."""
    return plan(group_case(case, room), now)


def shared(made: Plan, room: Room, names: Mapping[str, str]) -> tuple[Shared, ...]:
    """`names`: structure → its name."""
    return tuple(_shared(one, room, names) for one in made.steps)


def _shared(step: Step, room: Room, names: Mapping[str, str]) -> Shared:
    by = group.task_of(room, step.id.value).structure_id
    return Shared(step, names.get(by, "") if by else "", by)
