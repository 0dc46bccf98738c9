"""When somebody won a lot with a social clause: structures that provide hours are told who, once.

Award notices are looked for among those read lately; they close an opportunity (`services.telling.decide`) and reach
nobody else. The award of a lot is told once, whatever the number of notices that publish it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache, partial

from alerts.ledger import book
from alerts.messages.change import Facts
from alerts.messages.facts import LotFacts
from alerts.messages.message import Message
from alerts.messages.reply.award import award_message
from alerts.messages.still import concerned
from alerts.model.delivery import DeliveryKind, Owed, Refused
from alerts.model.match import Match
from alerts.model.reading import ClauseKind, ReservationStatus
from alerts.model.response import ResponseStatus
from alerts.model.rhythm import soonest
from alerts.reply_help.case import Case, key_of
from alerts.reply_help.selling import offer, sells_hours
from alerts.services import audience
from alerts.services.audience import Listener
from alerts.store import awarded, matches, opportunities, structures
from alerts.store.engine import Session
from alerts.store.matches import Followed
from alerts.store.opportunities import Opportunity
from scrapers.notice import Notice

LATELY = timedelta(days=7)  # a beat that was missed is made up for
NO_WINNER = "le titulaire n'est plus indiqué dans l'avis d'attribution"
NO_OFFER = "ce lot n'appelle plus d'heures d'insertion de cette structure"
DROPPED = "écarté par la structure"
_CLAUSES = frozenset({ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE})


def owe_awards(session: Session, now: datetime, since: datetime | None = None) -> int:
    """Owe what awards read since then (a week ago) call for; how many messages are new. Once a day is enough."""
    found = _found(session, since or now - LATELY)
    told = awarded.lots_told(session, {one.id for one, _, _ in found})
    listeners = audience.recipients_of(session, {one.structure_id for one, _, _ in found})
    owed: list[Owed] = []
    for one, notice, lots in found:
        seen = told.setdefault(one.id, set())
        new = [lot for lot in lots if lot not in seen]
        seen.update(new)
        owed += [_owed(one, notice, new, who, now) for who in listeners.get(one.structure_id, ()) if new]
    return book.owe(session, owed, now)


def message(case: Case, cause: Mapping[str, object], now: datetime) -> Message | Refused:
    """`case` is of the lot that the cause names (`lot`): the first of those won."""
    if case.status is ResponseStatus.REFUSED:
        return Refused(DROPPED)
    if not case.winners:
        return Refused(NO_WINNER)
    won = cause.get("lots", ())
    others = [str(one) for one in won if one != case.lot_key] if isinstance(won, list) else []
    return award_message(case, now, others) if offer(case) is not None else Refused(NO_OFFER)


def _found(session: Session, since: datetime) -> list[tuple[Followed, Notice, list[str]]]:
    """Matches of structures that provide hours, with the award and the keys of the lots that call for theirs."""
    awards = [(key, notice) for key, notice in awarded.new_awards(session, since) if _won(notice)]
    ids = {key for key, _ in awards}
    known, followed = opportunities.load_opportunities(session, ids), matches.followed(session, ids)
    structure = cache(partial(structures.load_structure, session))
    found = []
    for key, notice in awards:
        for one in followed.get(key, ()):
            lots = list(_lots(known[key], one.match, notice)) if one.status is not ResponseStatus.REFUSED else []
            held = structure(one.structure_id) if lots else None
            if held is not None and sells_hours(held.kinds):
                found.append((one, notice, lots))
    return found


def _won(notice: Notice) -> set[str]:
    """Keys of the lots that have winners; "" for the whole."""
    return {key_of(one) for one in notice.lots if one.winners}


def _lots(opportunity: Opportunity, match: Match, notice: Notice) -> Iterator[str]:
    """Those of the match that were won, carry a social clause and are open to all."""
    if "told" not in opportunity.facts:
        return
    won, whole = _won(notice), len(notice.lots) == 1
    for lot in concerned(Facts.from_json(opportunity.facts["told"]), match):
        key = lot.key or ""
        if (key in won or ("" in won and whole)) and _calls_for_hours(lot):
            yield key


def _calls_for_hours(lot: LotFacts) -> bool:
    return lot.reservation is ReservationStatus.NONE and any(kind in _CLAUSES for kind, _ in lot.clauses)


def _owed(one: Followed, notice: Notice, lots: list[str], listener: Listener, now: datetime) -> Owed:
    to = listener.recipient
    return Owed(
        one.structure_id,
        to.channel,
        DeliveryKind.AWARD,
        {"notice": one.match.notice_id, "award": notice.id, "lot": lots[0], "lots": lots},
        f"award:{one.id}:{','.join(lots)}:{to.channel}:{to.key}",
        soonest(listener.preference, now, paused_until=listener.paused_until),
        to.key,
        one.id,
    )
