"""Back-planning: from the deadline of the lot, backwards in working days, for one who answers alone or together."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from alerts.messages.deadline import believable
from alerts.reply_help.case import Case
from alerts.reply_help.plan.comeback import comeback_of
from alerts.reply_help.plan.instead import instead_of, others_of
from alerts.reply_help.plan.notes import holidays_ahead, notes_of
from alerts.reply_help.plan.place import Ground, ground_of
from alerts.reply_help.plan.step import Comeback, Other, Pace, Plan, Step, StepId
from alerts.reply_help.plan.steps import done_of, rules_of, steps_of
from alerts.reply_help.plan.window import QUIET_SHARE, Window, quiet, window_of, working_days

__all__ = ["Comeback", "Other", "Pace", "Plan", "Step", "StepId", "plan"]

_OVER = frozenset({Pace.PASSED, Pace.CLOSED})
_UNCOUNTED = frozenset({Pace.NO_DATE, Pace.UNBELIEVABLE})


@dataclass(frozen=True, slots=True)
class _Time:
    """Working days: those left, and what is still to do."""

    worked: tuple[date, ...]
    slow: int
    least: int
    usual: int


def plan(case: Case, now: datetime) -> Plan:
    """As of `now` (aware). It begins on the day when the structure became interested (`case.since`), today otherwise:
    a plan of yesterday says what is late. What is already done asks for no more time."""
    ground = ground_of(case)
    time = _time(case, ground, now)
    pace = _pace(case, time, now)
    whole = Plan(
        pace,
        case.manner,
        ground.day(now),
        deadline=case.deadline,
        candidacy=case.asks.candidacy_first,
        notes=notes_of(case, time.worked, ground, now) if pace not in _OVER else (),
        instead=instead_of(case, pace, len(time.worked), ground, now),
        comeback=comeback_of(case, now),
        others=others_of(case),
        departement=ground.departement,
        away=ground.away,
    )
    if pace in _OVER:
        return whole
    if pace in _UNCOUNTED or case.deadline is None:
        return replace(whole, steps=steps_of(case, None, ground, now))
    window = window_of(case.deadline.at, min(case.since or now, now), ground)
    return replace(
        whole,
        steps=steps_of(case, window, ground, now),
        left=len(time.worked),
        slow=time.slow,
        least=time.least,
        usual=time.usual,
        compressed=_compressed(case, window),
        holidays=holidays_ahead(ground.day(now), window.closes, ground.departement),
    )


def _pace(case: Case, time: _Time, now: datetime) -> Pace:
    """Away, people work half: that makes a plan tight, never too late by itself."""
    stopped = _stopped(case, now)
    if stopped is not None:
        return stopped
    if len(time.worked) < time.least:
        return Pace.TOO_LATE
    return Pace.TIGHT if len(time.worked) - time.slow * QUIET_SHARE < time.usual else Pace.ENOUGH


def _stopped(case: Case, now: datetime) -> Pace | None:
    """Why no day is counted; None when they are."""
    if case.closed is not None:
        return Pace.CLOSED
    if case.deadline is None:
        return Pace.NO_DATE
    if not believable(case.deadline, now):
        return Pace.UNBELIEVABLE
    return Pace.PASSED if case.deadline.at <= now else None


def _time(case: Case, ground: Ground, now: datetime) -> _Time:
    worked: tuple[date, ...] = ()
    if case.deadline is not None and _stopped(case, now) is None:
        worked = working_days(ground.day(now), ground.day(case.deadline.at), ground.departement)
    slow = sum(quiet(one, ground.departement) for one in worked)
    done = done_of(case)
    undone = [one for one in rules_of(case) if one.id not in done]
    if StepId.DEPOSIT in done:
        return _Time(worked, slow, 0, 0)
    return _Time(worked, slow, sum(one.least for one in undone), 1 + max((one.before for one in undone), default=0))


def _compressed(case: Case, window: Window) -> bool:
    return window.room < max(one.before for one in rules_of(case))
