"""Proofs that end are told of: sixty days before, fifteen days before, and the day after.

Each warning has its own day, reckoned from the last day of the proof: one message a structure and a day, however many
proofs. It is written from the drawer of the moment: what was renewed meanwhile is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from alerts.ledger import book
from alerts.messages.french import PARIS
from alerts.messages.message import Message
from alerts.messages.reply.drawer import ending_message
from alerts.model.delivery import DeliveryKind, Owed, Refused
from alerts.model.reply import Proof
from alerts.model.rhythm import soonest, zone_of
from alerts.model.structure import Structure
from alerts.reply_help.drawer import DAYS_BEFORE
from alerts.reply_help.proofs import current, last_day
from alerts.services import audience
from alerts.services.audience import Listener
from alerts.store import replies
from alerts.store.engine import Session

MISSED = 7  # days: a warning that no beat could owe is still worth telling
RENEWED = "documents renouvelés ou retirés du tiroir entre-temps : il n'y a plus rien à signaler"


def owe_endings(session: Session, now: datetime) -> int:
    """Owe the warnings of today, and those of the week before that were missed; how many are new. Safe to repeat."""
    today = now.astimezone(PARIS).date()
    since, before = today - timedelta(days=MISSED + 1), today + timedelta(days=DAYS_BEFORE[0] + 1)
    structure_ids = {structure for structure, _ in replies.ending(session, before, since)}
    drawers = replies.proofs_of(session, structure_ids)
    days = {one: _days_to_tell(proofs, today) for one, proofs in sorted(drawers.items())}
    told = audience.recipients_of(session, [one for one, found in days.items() if found])
    owed = [
        _owed(structure, listener, day, now)
        for structure, listeners in told.items()
        for listener in listeners
        for day in days[structure]
    ]
    return book.owe(session, owed, now)


def message(structure: Structure, proofs: Sequence[Proof], cause: Mapping[str, Any], today: date) -> Message | Refused:
    """What a row says on the day when it is written: the proofs of the drawer whose warning falls on the day of the
    row."""
    day = date.fromisoformat(cause["day"])
    chosen = [one for one in current(proofs) if day in _warnings(one)]
    return ending_message(structure, chosen, today) if chosen else Refused(RENEWED)


def _days_to_tell(proofs: Sequence[Proof], today: date) -> list[date]:
    """The days, among the last eight, on which something of this drawer is to be told."""
    days = {day for one in current(proofs) for day in _warnings(one)}
    return sorted(day for day in days if today - timedelta(days=MISSED) <= day <= today)


def _warnings(proof: Proof) -> Iterator[date]:
    ends = last_day(proof)
    if ends is not None:
        yield from (ends - timedelta(days=days) for days in DAYS_BEFORE)
        yield ends + timedelta(days=1)


def _owed(structure_id: str, listener: Listener, day: date, now: datetime) -> Owed:
    to, wish = listener.recipient, listener.preference
    morning = datetime.combine(now.astimezone(zone_of(wish)).date(), time(wish.hour), zone_of(wish))
    return Owed(
        structure_id,
        to.channel,
        DeliveryKind.PROOF,
        {"day": day.isoformat()},
        f"proof:{structure_id}:{day.isoformat()}:{to.channel}:{to.key}",
        soonest(wish, max(now, morning), paused_until=listener.paused_until),
        to.key,
    )
