"""Fictitious notices and structures that the stories of this folder are told with."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from alerts.messages.message import Message
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
from scrapers.notice import Amount, Buyer, Deadline, Lot, Notice, NoticeKind, Place

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 9, 20, 8, 0, tzinfo=PARIS)

GARDENERS = Structure("jardins-du-lien", "Les Jardins du Lien", frozenset({StructureKind.ACI}))

FOR_SIAE = Evidence("BT-71, LOT-0002", "Le lot 2 est réservé à des structures d'insertion.")
HOURS = Evidence("BT-70, LOT-0002", "Un volume de 140 heures sera confié à des personnes éloignées de l'emploi.")


def at(*moment: int) -> datetime:
    """A moment on the clock of Paris."""
    return datetime(*moment, tzinfo=PARIS)  # type: ignore[arg-type]


def until(*moment: int, doubt: str | None = None) -> Deadline:
    return Deadline(at(*moment), doubt)


GREEN_SPACES = Notice(
    source="boamp",
    publisher_id="26-900001",
    kind=NoticeKind.CALL,
    title="Entretien des espaces verts communaux",
    url="https://avis.example.org/boamp/26-900001",
    published=date(2026, 9, 18),
    buyer=Buyer("Commune de Saint-Exemple"),
    places=(Place(departement="69"),),
    deadline=until(2026, 10, 2, 12, 0),
    documents_url="https://dossiers.example.org/900001",
    lots=(
        Lot("LOT-0001", "Élagage des platanes"),
        Lot("LOT-0002", "Tonte et désherbage manuel", amount=Amount(Decimal(48500))),
        Lot("LOT-0003", "Fleurissement"),
    ),
)
ON_TED = replace(GREEN_SPACES, source="ted", publisher_id="700001-2026", url="https://avis.example.org/ted/700001-2026")

RESERVED_LOT = LotReading(
    "LOT-0002",
    Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), "L2113-13", (FOR_SIAE,)),
    (Clause(ClauseKind.CLAUSE_SOCIALE, HOURS, 140),),
)
READINGS = (LotReading("LOT-0001"), RESERVED_LOT, LotReading("LOT-0003"))

MATCH = Match(
    GARDENERS.id,
    GREEN_SPACES.id,
    Answer.YES,
    near_miss=False,
    reasons=(
        Reason(Criterion.ELIGIBILITY, Verdict.FOR, "le lot 2 est réservé aux SIAE et vous êtes un ACI"),
        Reason(Criterion.TRADE, Verdict.FOR, "votre métier « espaces verts » : CPV 77310000"),
        Reason(Criterion.PLACE, Verdict.FOR, "le Rhône (69) est dans votre territoire"),
    ),
    lots=("LOT-0002",),
)


def all_words(message: Message) -> str:
    """Every word of a message, block after block, to look for what is said or not said."""
    return "\n".join([message.title, message.summary, *(repr(block) for block in message.blocks)])
