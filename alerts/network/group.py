"""A group that answers together: who may do what in its room, and how each thing that is done changes it.

One table, read by the service of rooms. Members may compete with one another elsewhere: what a group prepares is for
those who are in it. The animators of their network know how many groups there are, nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from alerts.model.network import GroupForm, Room, Task

LONGEST = 1500  # characters of what a structure writes of its part


class Part(StrEnum):
    """What somebody is to a room. The animator of another network is a stranger."""

    ANIMATOR = "animator"  # of the network
    MANAGER = "manager"  # of a structure that is in
    MEMBER = "member"  # équipier of a structure that is in
    NEIGHBOUR = "neighbour"  # of a member of the network that is not in
    STRANGER = "stranger"


class Act(StrEnum):
    COUNT = "count"  # how many groups the network has, from five on
    SEE = "see"  # all that the group prepares, with its files
    WRITE = "write"  # what one's own structure does, never another's
    TICK = "tick"  # steps of the shared plan: done, and taken by one's own structure
    CHOOSE = "choose"  # the mandataire and the kind of group
    AGREE = "agree"  # in the name of one's own structure, or take it back
    LEAVE = "leave"  # take one's own structure out


_INSIDE = frozenset({Part.MANAGER, Part.MEMBER})
_MANAGER = frozenset({Part.MANAGER})

# What commits a structure is for whoever manages it; the work itself is for all its people.
TABLE: dict[Act, frozenset[Part]] = {
    Act.COUNT: frozenset({Part.ANIMATOR}),
    Act.SEE: _INSIDE,
    Act.WRITE: _INSIDE,
    Act.TICK: _INSIDE,
    Act.CHOOSE: _MANAGER,
    Act.AGREE: _MANAGER,
    Act.LEAVE: _MANAGER,
}


def may(act: Act, parts: Iterable[Part]) -> bool:
    """Whether somebody who is all of these at once may."""
    return not TABLE[act].isdisjoint(parts)


class Did(StrEnum):
    """What changed in a room."""

    JOINED = "joined"
    LEFT = "left"
    WROTE = "wrote"
    NAMED = "named"  # the mandataire
    SHAPED = "shaped"  # the kind of group
    AGREED = "agreed"
    DOUBTED = "doubted"  # took its agreement back
    TOOK = "took"  # a step of the plan, or gave it back
    TICKED = "ticked"


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the sharing still lacks before anybody can agree to it."""

    mandataire: bool
    form: bool
    silent: tuple[str, ...]  # structures that have not written their part
    alone: bool = False  # nobody else is in

    @property
    def nothing(self) -> bool:
        return not (self.mandataire or self.form or self.silent or self.alone)


def lacking(room: Room) -> Lacking:
    silent = tuple(one for one in room.members if not room.does.get(one))
    return Lacking(room.mandataire is None, room.form is None, silent, alone=len(room.members) < 2)


def everybody(room: Room) -> bool:
    """All who are in agree to the sharing as it stands."""
    return len(room.members) > 1 and room.agreed == frozenset(room.members)


def mark_of(room: Room) -> str:
    """Names the sharing as it stands: who is in, who does what, mandataire, kind of group. Eight hexadecimal digits.

    Whoever agrees says to what: of a sharing that changed since it was shown, nobody agrees unawares.
    """
    shared = (sorted(room.members), sorted(room.does.items()), room.mandataire, room.form)
    return sha256(repr(shared).encode()).hexdigest()[:8]


def wrote(room: Room, structure_id: str, words: str) -> Room:
    """`words` "": nothing any more. The agreements to what stood before are taken back."""
    others = {one: said for one, said in room.does.items() if one != structure_id}
    return _shared(room, replace(room, does={**others, structure_id: words} if words else others))


def named(room: Room, mandataire: str | None) -> Room:
    return _shared(room, replace(room, mandataire=mandataire))


def shaped(room: Room, form: GroupForm | None) -> Room:
    return _shared(room, replace(room, form=form))


def left(room: Room, structure_id: str) -> Room:
    """Without it nor anything it wrote, took or agreed to; what others agreed to is another group's."""
    stays = replace(
        room,
        members=tuple(one for one in room.members if one != structure_id),
        mandataire=None if room.mandataire == structure_id else room.mandataire,
        does={one: said for one, said in room.does.items() if one != structure_id},
        tasks=_tidy(replace(one, structure_id=_but(one.structure_id, structure_id)) for one in room.tasks),
    )
    return replace(stays, agreed=frozenset())


def joined(room: Room, structure_id: str) -> Room:
    return replace(room, members=(*room.members, structure_id), agreed=frozenset())


def took(room: Room, step: str, structure_id: str | None) -> Room:
    """This step of the plan is for this structure; None: for nobody yet."""
    return _task(room, replace(task_of(room, step), structure_id=structure_id))


def ticked(room: Room, step: str, *, done: bool) -> Room:
    return _task(room, replace(task_of(room, step), done=done))


def agreed(room: Room, structure_id: str, *, on: bool) -> Room:
    return replace(room, agreed=room.agreed | {structure_id} if on else room.agreed - {structure_id})


def task_of(room: Room, step: str) -> Task:
    return next((one for one in room.tasks if one.step == step), Task(step))


def _task(room: Room, task: Task) -> Room:
    """The plan is no part of what members agree to: a step ticked takes nothing back."""
    others = tuple(one for one in room.tasks if one.step != task.step)
    return replace(room, tasks=_tidy((*others, task)))


def _tidy(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Equal rooms are equal values, whatever was done and undone."""
    return tuple(sorted((one for one in tasks if one.structure_id or one.done), key=lambda one: one.step))


def _shared(before: Room, after: Room) -> Room:
    return replace(after, agreed=frozenset()) if mark_of(after) != mark_of(before) else before


def _but(one: str | None, gone: str) -> str | None:
    return None if one == gone else one
