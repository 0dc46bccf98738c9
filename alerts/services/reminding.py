"""Reminders: they hang on the deadline of what a structure keeps, ten days and three days before.

A deadline that contradicts itself is reminded of all the same: a reminder too many costs less than a contract missed,
and the message says « à vérifier ». One in 2049 is not: nobody must count days to it, and /gardees says « à vérifier ».
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from alerts.ledger import book
from alerts.messages.change import Facts
from alerts.messages.deadline import believable
from alerts.messages.french import PARIS
from alerts.messages.still import concerned, deadline_now
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.model.match import Match
from alerts.model.preference import Preference
from alerts.model.response import KEEPING
from alerts.model.rhythm import soonest, zone_of
from alerts.services import audience, digesting
from alerts.services.audience import Listener
from alerts.store import notices, opportunities, responses
from alerts.store.engine import Session
from alerts.store.opportunities import Opportunity
from alerts.store.responses import Held
from scrapers.notice import Deadline

DAYS_BEFORE = (10, 3)
NO_LONGER_DUE = "l'annonce n'est plus gardée, ou son échéance a changé : rappel retiré"


def owe_reminders(session: Session, match_ids: Collection[int], now: datetime) -> int:
    """Put the reminders of these matches in step with what was said of them, with their deadline of today, and with
    whom they are for.

    Those that have no ground left are settled, those that are missing are owed, those that were settled and have their
    ground again wait again, those whose hour changed move. How many are new. Nothing is owed for a moment that has
    passed. What is due, or was held back by a pause that is over, is left alone: it is looked at when it is written.
    """
    held = responses.held_of(session, match_ids, for_update=True)
    wanted = {one.dedupe_key: one for one in _wanted(session, held, now)}
    waiting = responses.waiting_reminders(session, match_ids)
    gone = {key for key, at in waiting.items() if key not in wanted and at is not None and at > now}
    responses.settle_reminders(session, gone, NO_LONGER_DUE, now)
    responses.revive_reminders(session, {key: one.due_at for key, one in wanted.items()}, NO_LONGER_DUE)
    for key, at in waiting.items():
        if at is not None and key in wanted and wanted[key].due_at != at:
            responses.move_reminder(session, key, wanted[key].due_at)
    return book.owe(session, list(wanted.values()), now)


def after_correction(session: Session, opportunity_ids: Collection[str], now: datetime) -> int:
    """The same, for all who keep one of these opportunities: a deadline moved, a lot went, it was cancelled or awarded.

    To be called in the transaction that writes the opportunities, after them.
    """
    return owe_reminders(session, responses.kept_in(session, opportunity_ids), now)


def after_change_of_team(session: Session, structure_id: str, now: datetime) -> int:
    """The same, for all that a structure keeps: somebody joined or came back, a group was linked, an hour changed. The
    digests of its people are put in step too.

    To be called in the transaction that writes it, after it.
    """
    digesting.in_step(session, [structure_id], now)
    return owe_reminders(session, responses.kept_by(session, structure_id), now)


def days_to_come(session: Session, match_id: int, now: datetime) -> tuple[int, ...]:
    """Of 10 and 3, those whose morning (in Paris) is still to come, whatever was said of the match."""
    held = responses.held_of(session, [match_id])
    deadline = deadlines(session, held, now).get(match_id)
    if deadline is None or not believable(deadline, now):
        return ()
    usual = Preference()
    return tuple(days for days in DAYS_BEFORE if reminder_at(deadline, days, usual) > now)


def deadlines(session: Session, held: Iterable[Held], now: datetime) -> dict[int, Deadline]:
    """Match → the earliest deadline still to come of the lots that concern it (the last one when all have passed).

    Matches without any deadline, or whose consultation is cancelled or awarded, are left out.
    """
    found: dict[int, Deadline] = {}
    grounds = list(held)
    known = opportunities.load_opportunities(session, {one.opportunity_id for one in grounds})
    for one in grounds:
        opportunity = known.get(one.opportunity_id)
        deadline = _deadline(session, one.match, opportunity, now) if opportunity else None
        if deadline is not None:
            found[one.match_id] = deadline
    return found


def reminder_at(deadline: Deadline, days: int, preference: Preference) -> datetime:
    """At the hour of the preference on its own clock, `days` days before the day of the deadline in Paris."""
    day = deadline.at.astimezone(PARIS).date() - timedelta(days=days)
    return datetime.combine(day, time(preference.hour), zone_of(preference))


def known_deadline(match: Match, facts: Mapping[str, Any], now: datetime) -> Deadline | None:
    """As `deadlines`, from the facts of an opportunity; None when they tell none, or when all is cancelled."""
    if "told" not in facts:
        return None
    held = Facts.from_json(facts["told"])
    return None if held.cancelled else deadline_now(concerned(held, match), now)


def _wanted(session: Session, held: Iterable[Held], now: datetime) -> list[Owed]:
    keeping = [one for one in held if one.response is not None and one.response.status in KEEPING]
    due = {match: one for match, one in deadlines(session, keeping, now).items() if believable(one, now)}
    told = audience.recipients_of(session, {one.structure_id for one in keeping})
    return [
        owed
        for one in keeping
        if one.match_id in due
        for listener in told.get(one.structure_id, ())
        for owed in to_come(listener, one, due[one.match_id], now)
    ]


def to_come(listener: Listener, held: Held, deadline: Deadline, now: datetime) -> Iterator[Owed]:
    """Those still to come. When a pause ends after the second one was due, that one alone is left: one is enough."""
    moments = {days: _due_at(deadline, days, listener) for days in DAYS_BEFORE}
    last = {at: days for days, at in moments.items()}
    for at, days in last.items():
        if now < at < deadline.at:
            yield _owed(held, deadline, days, listener, at)


def _owed(held: Held, deadline: Deadline, days: int, listener: Listener, at: datetime) -> Owed:
    to = listener.recipient
    closes = deadline.at.astimezone(UTC).strftime("%Y%m%dT%H%M")  # with its hour: one that moves is told anew
    return Owed(
        held.structure_id,
        to.channel,
        DeliveryKind.REMINDER,
        {"notice": held.match.notice_id, "days": days, "deadline": deadline.at.isoformat()},
        f"reminder:{held.match_id}:{days}:{closes}:{to.channel}:{to.key}",
        at,
        to.key,
        held.match_id,
        Rank.SOON,
    )


def _due_at(deadline: Deadline, days: int, listener: Listener) -> datetime:
    """Not in quiet hours, nor during a pause."""
    at = reminder_at(deadline, days, listener.preference)
    return soonest(listener.preference, at, paused_until=listener.paused_until)


def _deadline(session: Session, match: Match, opportunity: Opportunity, now: datetime) -> Deadline | None:
    if opportunity.closed is not None:
        return None
    if "told" in opportunity.facts:
        return known_deadline(match, opportunity.facts, now)
    notice = notices.load_notices(session, [match.notice_id]).get(match.notice_id)
    return notice.deadline if notice else None
