"""Reminders of the steps of a plan: on the morning of each, to those who are told of what concerns the structure.

Only a few days are owed ahead. A correction that moves the deadline moves the steps: the new days are owed when they
come near, and what was owed for a day that no longer holds is refused when it is written.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from alerts.ledger import book
from alerts.messages.message import Message
from alerts.messages.reply.plan import steps_message
from alerts.model.delivery import DeliveryKind, Owed, Rank, Refused
from alerts.model.response import KEEPING
from alerts.model.rhythm import soonest, zone_of
from alerts.reply_help.case import Case
from alerts.reply_help.planning import Plan, Step, StepId, plan
from alerts.services import audience, reminding
from alerts.services.audience import Listener
from alerts.store import responses, stepping
from alerts.store.engine import Database, Session
from alerts.store.stepping import Reminded

AHEAD = timedelta(days=2)  # a few beats may be missed, and no correction needs a revival
NOTICE = timedelta(hours=2)  # what begins sooner after the morning's message is told the day before
NOT_FOLLOWED = "l'annonce n'est plus suivie, ou les rappels de ses étapes sont arrêtés"
OVER = "échéance ou étape passée avant l'envoi"
MOVED = "ces étapes sont faites, ou leur date a changé : ce rappel n'a plus lieu d'être"

logger = logging.getLogger(__name__)

CaseOf = Callable[[int, str | None], Case | None]


@dataclass(frozen=True, slots=True)
class _Recalled:
    """A plan whose steps are recalled."""

    row: Reminded
    notice_id: str
    plan: Plan


def owe_steps(database: Database, case_of: CaseOf, now: datetime) -> int:
    """Owe what is to be told in the next two days; how many messages are new. Safe to repeat at any time.

    `case_of`: (match, lot) → the case as of now, in a session of its own. One query when nothing is recalled.
    """
    with database.read() as session:
        rows = _to_come(session, stepping.reminded(session), now)
    plans = [found for row in rows if (found := _recalled(row, case_of, now))]
    if not plans:
        return 0
    with database.write() as session:
        told = audience.recipients_of(session, {one.row.structure_id for one in plans})
        owed = [
            message
            for one in plans
            for listener in told.get(one.row.structure_id, ())
            for message in _of_listener(one, listener, now)
        ]
        return book.owe(session, owed, now)


def message(case: Case, cause: Mapping[str, Any], now: datetime) -> Message | Refused:
    """What a row says on the day when it is written: the steps that still fall on its day and are not done."""
    if case.status not in KEEPING or case.closed is not None or not case.work.reminded:
        return Refused(NOT_FOLLOWED)
    if case.lot_key != cause["lot"]:
        return Refused(MOVED)
    day, hour, zone = date.fromisoformat(cause["day"]), int(cause["hour"]), ZoneInfo(cause["zone"])
    begun = replace(case, since=case.since or datetime.fromisoformat(cause["since"]))
    made = plan(begun, now)
    if not made.steps or now.astimezone(zone).date() > day:
        return Refused(OVER)
    chosen = [one.id for one in _to_tell(made) if _told_on(one, hour, zone) == day]
    return steps_message(begun, chosen, now) if chosen else Refused(MOVED)


def _to_come(session: Session, rows: Sequence[Reminded], now: datetime) -> list[Reminded]:
    """Without those whose last deadline has passed, as far as it is known: a plan takes a hundred times longer."""
    if not rows:
        return []
    held = responses.held_of(session, {one.match_id for one in rows})
    closing = reminding.deadlines(session, held, now)
    return [one for one in rows if one.match_id not in closing or closing[one.match_id].at > now]


def _recalled(row: Reminded, case_of: CaseOf, now: datetime) -> _Recalled | None:
    """None when the match is gone, or its lot: then nobody knows what to recall."""
    try:
        case = case_of(row.match_id, row.lot)
        if case is None or case.lot_key != row.lot:
            return None
        begun = replace(case, since=case.since or row.said_at)  # so that it does not slide each morning
        return _Recalled(row, case.notice.id, plan(begun, now))
    except Exception:  # a fault of ours on one lot: the others are recalled all the same
        logger.exception("the plan of match %d cannot be made", row.match_id)
        return None


def _of_listener(one: _Recalled, listener: Listener, now: datetime) -> Iterator[Owed]:
    """One message a day, however many steps fall on it; none for a moment that has passed."""
    wish = listener.preference
    zone = zone_of(wish)
    for day in sorted({told for step in _to_tell(one.plan) if (told := _told_on(step, wish.hour, zone))}):
        due = soonest(wish, datetime.combine(day, time(wish.hour), zone), paused_until=listener.paused_until)
        if now < due <= now + AHEAD and due.astimezone(zone).date() == day:
            yield _owed(one, listener, day, due, str(zone))


def _to_tell(made: Plan) -> Sequence[Step]:
    """Nobody is told of a deadline that no longer binds: the answer is there."""
    sent = any(one.id is StepId.DEPOSIT and one.done for one in made.steps)
    return () if sent else [one for one in made.steps if not one.done]


def _told_on(step: Step, hour: int, zone: tzinfo) -> date | None:
    """The day of the step, on whose morning it is told; the day before when it has an hour that comes too soon."""
    if step.on is None or step.at is None:
        return step.on
    morning = datetime.combine(step.at.astimezone(zone).date(), time(hour), zone)
    return morning.date() - timedelta(days=1 if step.at < morning + NOTICE else 0)


def _owed(one: _Recalled, listener: Listener, day: date, due: datetime, zone: str) -> Owed:
    to, row = listener.recipient, one.row
    cause: dict[str, object] = {
        "notice": one.notice_id,
        "lot": row.lot,
        "day": day.isoformat(),
        "hour": listener.preference.hour,
        "zone": zone,
        "since": row.said_at.isoformat(),
    }
    return Owed(
        row.structure_id,
        to.channel,
        DeliveryKind.STEP,
        cause,
        f"step:{row.match_id}:{row.lot}:{day.isoformat()}:{to.channel}:{to.key}",
        due,
        to.key,
        row.match_id,
        Rank.SOON,
    )
