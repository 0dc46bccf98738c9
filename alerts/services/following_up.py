"""After the deadline: « avez-vous répondu ? », then « avez-vous été retenus ? », each asked once.

Those who said that they answer, alone or together, are asked; so are those who kept it and prepared something: a
bookmark that nobody worked on asks nothing. The one who said so is asked, on one channel; everybody, when they are no
longer there. « Pas encore » brings the question back once, a month later. What is older than the windows below is left
in peace: nobody remembers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.ledger import book
from alerts.messages.deadline import believable
from alerts.messages.french import PARIS
from alerts.messages.message import Message
from alerts.messages.reply.after import after_message
from alerts.model.delivery import DeliveryKind, Owed, Refused
from alerts.model.reply import Outcome, Told
from alerts.model.response import KEEPING
from alerts.model.rhythm import soonest
from alerts.reply_help.after import AGAIN, ANSWERED_AFTER, DECIDED_AFTER, NOT_YET, Stage, settled
from alerts.reply_help.case import Case
from alerts.services import audience, reminding
from alerts.services.audience import Listener
from alerts.services.responding import held_for
from alerts.store import awarded, notices, opportunities, outcomes, replies, responses
from alerts.store.engine import Session
from alerts.store.opportunities import Opportunity
from alerts.store.outcomes import Asked
from alerts.store.recipients import PERSON, TELEGRAM
from alerts.store.responses import Held
from scrapers.notice import Deadline

KNOWN = "la structure a déjà dit ce qu'il en est"
CANCELLED = "consultation annulée : il n'y a rien à demander"
DROPPED = "la structure ne suit plus ce marché"
POSTPONED = "l'échéance a été repoussée : la question viendra plus tard"

LOOKED_BACK = timedelta(days=400)  # since when somebody said that they answer
ANSWERED_UNTIL = timedelta(days=30)  # after the deadline
DECIDED_UNTIL = timedelta(days=120)
NEWS = timedelta(days=30)  # an award notice is news
FIRST, SECOND = 1, 2


@dataclass(frozen=True, slots=True)
class Said:
    """What is known now. `outcome` is None after « pas encore » when nothing was known. `again`: it will be asked once
    more; False after a second « pas encore »."""

    outcome: Outcome | None
    again: bool = False


def say(session: Session, person_id: int, match_id: int, code: str, now: datetime) -> Said:
    """What somebody tells: a code of `Outcome`, or "not_yet". The last word wins; the same word twice changes nothing.

    Raises NotYours; ValueError for another code.
    """
    held = held_for(session, person_id, match_id, for_update=True)
    known = replies.outcomes_of(session, [match_id]).get(match_id)
    before = known.outcome if known else None
    if code == NOT_YET:
        return Said(before, _ask_again(session, held, person_id, before, now))
    outcome = Outcome(code)
    if outcome is not before:
        replies.put_outcome(session, Told(match_id, outcome, now.astimezone(PARIS).date(), person_id), now)
    return Said(outcome)


def owe_questions(session: Session, now: datetime) -> int:
    """Owe the questions whose time has come; how many are new. Once a day is enough."""
    wanted = list(_wanted(session, now))
    told = audience.recipients_of(session, {held.structure_id for held, _, _ in wanted})
    owed = [
        _owed(held, stage, FIRST, closes, listener, now)
        for held, stage, closes in wanted
        for listener in _whom(told.get(held.structure_id, ()), held.response.by if held.response else None)
    ]
    return book.owe(session, owed, now)


def message(case: Case, cause: Mapping[str, object], now: datetime) -> Message | Refused:
    """The question of this row, unless it has its answer or its ground is gone."""
    stage = Stage(str(cause["stage"]))
    if settled(stage, case.outcome):
        return Refused(KNOWN)
    if case.closed == "cancelled":
        return Refused(CANCELLED)
    if case.status not in KEEPING:
        return Refused(DROPPED)
    if case.closed is None and case.deadline is not None and case.deadline.at > now:
        return Refused(POSTPONED)
    return after_message(case, stage, now)


def _wanted(session: Session, now: datetime) -> Iterator[tuple[Held, Stage, str]]:
    """What was never asked, and is due, with the day of the deadline: one that moves is another ground."""
    held = responses.held_of(session, outcomes.to_ask(session, now - LOOKED_BACK))
    known = opportunities.load_opportunities(session, {one.opportunity_id for one in held})
    news = awarded.awarded_lately(session, known.keys(), now - NEWS)
    ids = [one.match_id for one in held]
    told, asked = replies.outcomes_of(session, ids), outcomes.asked(session, ids)
    for one in held:
        deadline = _deadline(session, one, known[one.opportunity_id], now)
        outcome = told[one.match_id].outcome if one.match_id in told else None
        stage = _due(deadline, outcome, one.opportunity_id in news, now)
        if stage is not None and not _was_asked(asked.get(one.match_id, ()), stage):
            yield one, stage, f"{deadline.at:%Y%m%d}" if deadline else ""


def _due(deadline: Deadline | None, outcome: Outcome | None, is_awarded: bool, now: datetime) -> Stage | None:
    """An award calls for the second question at once, whether or not the first one had its answer."""
    if is_awarded:
        return Stage.DECIDED
    if deadline is None or not believable(deadline, now):
        return None
    past = now - deadline.at
    if outcome is None and ANSWERED_AFTER <= past < ANSWERED_UNTIL:
        return Stage.ANSWERED
    return Stage.DECIDED if DECIDED_AFTER <= past < DECIDED_UNTIL else None


def _deadline(session: Session, held: Held, opportunity: Opportunity, now: datetime) -> Deadline | None:
    """The last one of the lots that concern the structure, or the next one when some are to come."""
    if "told" in opportunity.facts:
        return reminding.known_deadline(held.match, opportunity.facts, now)
    notice = notices.load_notices(session, [held.match.notice_id]).get(held.match.notice_id)
    return notice.deadline if notice else None


def _was_asked(asked: Iterable[Asked], stage: Stage) -> bool:
    return any(one.stage == stage.value and not one.refused for one in asked)


def _ask_again(session: Session, held: Held, person_id: int, outcome: Outcome | None, now: datetime) -> bool:
    """Whether the question comes back: once. Said twice before it does, it comes back all the same."""
    asked = outcomes.asked(session, [held.match_id]).get(held.match_id, [])
    stage = _stage(asked, outcome)
    again = [one for one in asked if one.stage == stage.value and one.turn == SECOND]
    if again or settled(stage, outcome):
        return not settled(stage, outcome) and any(one.waiting for one in again)
    told = audience.recipients_of(session, [held.structure_id]).get(held.structure_id, ())
    owed = [_owed(held, stage, SECOND, "again", one, now + AGAIN) for one in _whom(told, person_id)]
    return book.owe(session, owed, now) > 0


def _stage(asked: Iterable[Asked], outcome: Outcome | None) -> Stage:
    """Which question « pas encore » answers: the last one asked."""
    last = [one.stage for one in asked][-1:]
    return Stage.DECIDED if outcome is Outcome.WAITING or last == [Stage.DECIDED.value] else Stage.ANSWERED


def _whom(told: Sequence[Listener], person_id: int | None) -> list[Listener]:
    """This person, on one channel (the chat, where one tap answers); everybody when they are told no more."""
    theirs = [one for one in told if one.recipient.key == f"{PERSON}{person_id}"]
    return sorted(theirs, key=lambda one: one.recipient.channel != TELEGRAM)[:1] or list(told)


def _owed(held: Held, stage: Stage, turn: int, ground: str, listener: Listener, at: datetime) -> Owed:
    to = listener.recipient
    return Owed(
        held.structure_id,
        to.channel,
        DeliveryKind.OUTCOME,
        {"notice": held.match.notice_id, "stage": stage.value, "turn": turn},
        f"outcome:{held.match_id}:{stage.value}:{turn}:{ground}:{to.channel}:{to.key}",
        soonest(listener.preference, at, paused_until=listener.paused_until),
        to.key,
        held.match_id,
    )
