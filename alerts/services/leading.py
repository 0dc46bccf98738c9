"""When a lot with a social clause is won near a network: its members that provide hours are told who won, once.

Whoever was told of the lot itself hears of its award as anybody does (`services.awarded`): these are the others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.ledger import book
from alerts.matching.document import describe
from alerts.messages.change import Facts
from alerts.messages.facts import LotFacts
from alerts.messages.message import Message
from alerts.messages.network.lead import lead_message
from alerts.model.delivery import DeliveryKind, Later, Owed, Refused
from alerts.model.reading import ClauseKind, ReservationStatus
from alerts.model.response import ResponseStatus
from alerts.model.rhythm import next_moment
from alerts.model.structure import Structure
from alerts.network.leads import Lead, Won, chosen, lead
from alerts.reply_help.case import key_of
from alerts.reply_help.selling import offer, sells_hours
from alerts.services import audience, replying
from alerts.services.audience import Listener
from alerts.services.awarded import DROPPED, NO_OFFER, NO_WINNER
from alerts.services.due import NOTHING_LEFT, Due
from alerts.services.replying import Replying
from alerts.store import leads, matches, network_people, networks, notices, opportunities, structures
from alerts.store.engine import Session
from alerts.store.leads import Told
from alerts.store.opportunities import Opportunity
from alerts.territory.france import France
from scrapers.notice import Lot, Notice, NoticeKind

LATELY = timedelta(days=3)  # a beat that was missed is made up for
WEEK = timedelta(days=7)
LEFT = "la structure ne fait plus partie du réseau"
_CLAUSES = frozenset({ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE})
_WHOLE = frozenset({NoticeKind.CALL, NoticeKind.PRIOR, NoticeKind.OTHER})
_Found = tuple["_Award", Lead]


def owe_leads(session: Session, now: datetime, since: datetime | None = None) -> int:
    """Owe what awards read since then (three days ago) call for; how many messages are new. Safe to repeat."""
    through = leads.members(session)
    sellers = [one for one in _structures(session, through) if sells_hours(one.kinds)]
    awards = list(_awards(session, since or now - LATELY)) if sellers else []
    told = leads.told_to(session, [one.id for one in sellers]) if awards else {}
    matched = matches.structures_told(session, {one.opportunity for one in awards})
    owed: list[Owed] = []
    for structure in sellers if awards else ():
        news = [one for one in awards if structure.id not in matched.get(one.opportunity, ())]
        worth = _worth(structure, news, told.get(structure.id, ()), now)
        owed += _owed(session, structure.id, through[structure.id], worth, now)
    return book.owe(session, owed, now)


def message(session: Session, made: Replying, one: Due, now: datetime) -> Message | Refused | Later:
    """Of a row of kind LEAD: what holds on the day when it leaves."""
    cause = one.row.cause
    network = networks.load_network(session, int(str(cause["network"])))
    if network is None or network_people.load_member(session, network.id, one.structure.id) is None:
        return Refused(LEFT)
    loaded = replying.load_notice(session, one.structure.id, str(cause["notice"]))
    if loaded is None:
        return Refused(NOTHING_LEFT)
    lots = _texts(cause["lots"])
    case = made.case(loaded, now, lots[0])
    if case.status is ResponseStatus.REFUSED:
        return Refused(DROPPED)
    if not case.winners:
        return Refused(NO_WINNER)
    if offer(case) is None:
        return Refused(NO_OFFER)
    others = [lot for lot in lots if lot != case.lot_key]
    return lead_message(case, network.name, now, others, sure=bool(cause["sure"]))


@dataclass(frozen=True, slots=True)
class _Award:
    """`call` is the notice that a case stands on, `notice_ids` all those of the opportunity."""

    opportunity: str
    call: str
    notice_ids: frozenset[str]
    won: tuple[Won, ...]


def _structures(session: Session, ids: Iterable[str]) -> list[Structure]:
    found = (structures.load_structure(session, one) for one in sorted(ids))
    return [one for one in found if one is not None]


def _awards(session: Session, since: datetime) -> Iterator[_Award]:
    """Of calls that Vigie read before: an award alone does not say enough of its clauses."""
    won: dict[str, set[str]] = {}
    for key, notice in leads.won_since(session, since):
        won.setdefault(key, set()).update(key_of(one) for one in notice.lots if one.winners)
    known = opportunities.load_opportunities(session, [key for key, lots in won.items() if lots])
    claused = {key: lots for key, one in known.items() if (lots := _claused(one))}
    for key, group in notices.of_opportunities(session, claused).items():
        call = next((one.notice for one in group if one.notice.kind in _WHOLE), None)
        found = () if call is None else tuple(_won(call, claused[key], won[key]))
        if call is not None and found:
            yield _Award(key, call.id, frozenset(one.notice.id for one in group), found)


def _claused(opportunity: Opportunity) -> dict[str, float | None]:
    """Keys of its lots that are open to all and carry a social clause → the hours, None when they are not told."""
    if "told" not in opportunity.facts:
        return {}
    lots = Facts.from_json(opportunity.facts["told"]).lots
    return {one.key or "": _hours(one) for one in lots if one.reservation is ReservationStatus.NONE and _clauses(one)}


def _clauses(lot: LotFacts) -> list[float | None]:
    return [hours for kind, hours in lot.clauses if kind in _CLAUSES]


def _hours(lot: LotFacts) -> float | None:
    return next((hours for hours in _clauses(lot) if hours is not None), None)


def _won(call: Notice, claused: Mapping[str, float | None], won: Collection[str]) -> Iterator[Won]:
    """An award of the whole holds for each lot."""
    document = describe(call, (), France.load())
    for lot in document.lots:
        key = key_of(Lot(lot.lot_id))
        if key in claused and (key in won or won == {""}):
            yield Won(key, lot, claused[key])


def _worth(structure: Structure, awards: Iterable[_Award], told: Sequence[Told], now: datetime) -> list[_Found]:
    """What it was not told of, as far as its week has room."""
    found: dict[str, _Found] = {}
    for award in awards:
        known = {lot for one in told if one.notice_id in award.notice_ids for lot in one.lots}
        fresh = [one for one in award.won if one.key not in known]
        best = lead(structure, award.opportunity, fresh, France.load())
        if best is not None:
            found[award.opportunity] = (award, best)
    lately = sum(one.at > now - WEEK for one in told)
    return [found[one.opportunity] for one in chosen((best for _, best in found.values()), lately)]


def _owed(session: Session, structure_id: str, network: int, worth: Iterable[_Found], now: datetime) -> Iterator[Owed]:
    listeners = audience.recipients_of(session, [structure_id]).get(structure_id, ())
    return (_row(structure_id, network, *found, who, now) for found in worth for who in listeners)


def _row(structure_id: str, network: int, award: _Award, found: Lead, who: Listener, now: datetime) -> Owed:
    """By their rhythm: nothing here closes tomorrow."""
    to, lots = who.recipient, ",".join(found.lots)
    return Owed(
        structure_id,
        to.channel,
        DeliveryKind.LEAD,
        {"network": str(network), "notice": award.call, "lots": list(found.lots), "sure": found.of_its_trade},
        f"lead:{award.call}:{structure_id}:{lots}:{to.channel}:{to.key}",
        next_moment(who.preference, now, paused_until=who.paused_until),
        to.key,
    )


def _texts(stored: object) -> list[str]:
    return [str(one) for one in stored] if isinstance(stored, list) and stored else [""]
