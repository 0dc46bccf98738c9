"""What the stories of the services share: fictitious notices and structures, a judge that reads plain words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Sent
from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.reading import (
    Answer,
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from alerts.model.structure import Structure, StructureKind
from alerts.services.ingest import Ingested, ingest
from alerts.services.match_new import Matched, match_new
from alerts.services.structures import save_structures
from alerts.services.telling import Judge
from alerts.store.engine import Database
from alerts.store.history import Entry, entries
from scrapers.notice import Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Topic
from scrapers.source import Page

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
ATELIERS = Structure("ateliers", "Les Ateliers fictifs", frozenset({StructureKind.ACI}))
CHANTIERS = Structure("chantiers", "Les Chantiers fictifs", frozenset({StructureKind.EI}), channels=("folder", "email"))
FICTITIOUS_SIRET = "00000000000017"


def at(day: int, hour: int = 12) -> Deadline:
    """A deadline in December 2026, on the wall clock of Paris."""
    return Deadline(datetime(2026, 12, day, hour, 0, tzinfo=PARIS))


def notice(publisher_id: str, **fields: Any) -> Notice:
    """A call of the fictitious town of Sévigny, on BOAMP unless said."""
    given = {
        "source": "boamp",
        "kind": NoticeKind.CALL,
        "title": "Entretien des espaces verts de Sévigny-le-Vieux",
        "published": date(2026, 11, 20),
        "buyer": Buyer("Ville de Sévigny-le-Vieux"),
        "deadline": at(10),
        "url": f"https://avis.example.org/{publisher_id}",
        "shape": "mapa",
    }
    return Notice(publisher_id=publisher_id, **{**given, **fields})


def says(*texts: str, topic: Topic = Topic.CONDITIONS) -> tuple[Passage, ...]:
    return tuple(Passage("texte", text, topic) for text in texts)


def lot(lot_id: str, **fields: Any) -> Lot:
    return Lot(lot_id, **{"title": f"Secteur {lot_id}", **fields})


def ingested(database: Database, *notices: Notice, now: datetime = NOON) -> Ingested:
    """Each source's notices as one page."""
    total = Ingested()
    for source in dict.fromkeys(one.source for one in notices):
        page = Page(tuple(one for one in notices if one.source == source))
        with database.write() as session:
            total = total.plus(ingest(session, page, source, now))
    return total


def subscribed(database: Database, *structures: Structure) -> None:
    with database.write() as session:
        save_structures(session, structures, NOON)


def read(given: Notice) -> tuple[LotReading, ...]:
    """« insertion » is a social clause, « réservé » reserves to SIAE: on the lot, or on the whole contract."""
    return tuple(_read_lot(one, (*given.passages, *one.passages)) for one in given.lots)


def _read_lot(one: Lot, passages: Sequence[Passage]) -> LotReading:
    texts = [passage.text for passage in passages if passage.topic is not Topic.BEFORE]
    reserved = next((text for text in texts if "réservé" in text), None)
    insertion = next((text for text in texts if "insertion" in text), None)
    reservation = Reservation()
    if reserved:
        reservation = Reservation(
            ReservationStatus.RESERVED, (Beneficiary.SIAE,), evidence=(Evidence("texte", reserved),)
        )
    clauses = (Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("texte", insertion)),) if insertion else ()
    return LotReading(one.id, reservation, clauses)


def judge_for(*structures: str, wants: str = "", near: Sequence[str] = ()) -> Judge:
    """Every notice whose title or texts hold `wants` concerns these structures, and nearly concerns those of `near`."""

    def matches(given: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
        words = " ".join([given.title, *(passage.text for passage in given.passages)])
        if wants not in words:
            return []
        return [matched(one, given) for one in structures] + [
            replace(matched(one, given), near_miss=True) for one in near
        ]

    return Judge(read, matches)


def matched(structure: str, given: Notice) -> Match:
    reason = Reason(Criterion.TRADE, Verdict.FOR, "Le marché porte sur les espaces verts.")
    return Match(structure, given.id, Answer.YES, False, (reason,), tuple(one.id for one in given.lots))


def matched_new(database: Database, judge: Judge, now: datetime = NOON) -> Matched:
    return match_new(database, judge, lambda: now)


def all_sent(database: Database, now: datetime = NOON) -> None:
    """Every message due has left."""
    with database.write() as session:
        for one in book.claim(session, now, n=1000, lease=timedelta(minutes=2)):
            book.settle(session, one, Sent("kept"), now)


def owed(database: Database, kind: DeliveryKind | None = None) -> list[Entry]:
    """What is in the ledger, in the order in which it was owed."""
    with database.read() as session:
        found = list(reversed(entries(session)))
    return [one for one in found if kind is None or one.kind is kind]


def told_changes(database: Database) -> list[tuple[str, str, str, str]]:
    """(structure, kind, before, after) of each correction owed."""
    return [
        (entry.structure_id, change["kind"], change["before"], change["after"])
        for entry in owed(database, DeliveryKind.CORRECTION)
        for change in entry.cause["changes"]
    ]


def later(days: int = 1) -> datetime:
    return NOON + timedelta(days=days)
