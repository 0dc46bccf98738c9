"""What a notice asks of whoever answers one of its lots, each thing with the words that say it."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

from alerts.messages.french import day, moment
from alerts.model.reading import Evidence

_NO_HOUR = (time(0), time(23, 59))


def told_moment(at: datetime) -> str:
    """« mardi 8 décembre 2026 à 12 h 00 », or the day alone when the notice gave no hour: it is read until 23:59."""
    return moment(at) if has_hour(at) and at.tzinfo else day(at.date())


def has_hour(at: datetime) -> bool:
    return at.time() not in _NO_HOUR


class Procedure(StrEnum):
    """Code de la commande publique, L2120-1 to L2125-1, L3121-1 (concessions)."""

    OPEN = "open"  # appel d'offres ouvert
    RESTRICTED = "restricted"  # appel d'offres restreint: a candidacy first
    NEGOTIATED = "negotiated"  # procédure avec négociation: a candidacy first
    DIALOGUE = "dialogue"  # dialogue compétitif: a candidacy first
    ADAPTED = "adapted"  # procédure adaptée (MAPA), R2123-1
    DIRECT = "direct"  # without publication nor competition, R2122-1 and after
    CONCESSION = "concession"
    OTHER = "other"  # concours, partenariat d'innovation, système d'acquisition dynamique…
    UNKNOWN = "unknown"  # the notice does not say


class CriterionFamily(StrEnum):
    PRICE = "price"
    TECHNICAL = "technical"
    SOCIAL = "social"
    ENVIRONMENT = "environment"
    DELAY = "delay"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AwardCriterion:
    """`weight` is a percentage (0 to 100), None when the notice gives none or only an order. `name` as published."""

    name: str
    family: CriterionFamily
    weight: float | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Of the site. `on` keeps the wall clock of the buyer, None when the notice gives no date."""

    mandatory: bool
    evidence: Evidence
    on: datetime | None = None

    @property
    def at(self) -> datetime | None:
        """Its moment, None when the notice gives no hour: a day alone is read until 23:59."""
        return self.on if self.on and has_hour(self.on) else None

    @property
    def when(self) -> str:
        """« mercredi 2 décembre 2026 à 10 h 00 », or the day alone; "" without a date."""
        return told_moment(self.on) if self.on else ""


@dataclass(frozen=True, slots=True)
class Asks:
    """Nothing here is guessed: None and () mean that the notice does not say, and the RC must be read.

    `candidacy_first`: a first file is sent (DC1, DC2 or DUME), the offer only if the buyer invites. `questions_until`:
    the last moment for questions. `months`: how long the contract lasts, without its renewals (`renewals` times).
    `turnover`: yearly, in euros, asked as a minimum. `lots_won`: how many lots one bidder may win.
    `starts`: when the work begins. The fields named after a subject hold the sentences that speak of it.
    """

    procedure: Procedure = Procedure.UNKNOWN
    candidacy_first: bool = False
    criteria: tuple[AwardCriterion, ...] = ()
    visit: Visit | None = None
    questions_until: datetime | None = None
    months: float | None = None
    renewals: int | None = None
    starts: datetime | None = None
    turnover: Decimal | None = None
    turnover_words: Evidence | None = None
    lots_bid: int | None = None
    lots_won: int | None = None
    insurance: tuple[Evidence, ...] = ()
    qualifications: tuple[Evidence, ...] = ()
    references: tuple[Evidence, ...] = ()
    takeover: tuple[Evidence, ...] = ()
    penalties: tuple[Evidence, ...] = ()
    group: tuple[Evidence, ...] = ()
    samples: tuple[Evidence, ...] = ()
    guarantee: tuple[Evidence, ...] = ()  # retenue de garantie, caution
    advance: tuple[Evidence, ...] = ()
    subcontracting: tuple[Evidence, ...] = ()
    facilitator: tuple[Evidence, ...] = ()  # who follows the social clause, when the notice names a service
    hours: float | None = None  # of insertion, stated for this lot
    renewal_months: float | None = None  # of one renewal, when it is told; as long as the first period otherwise
    insertion_share: float | None = None  # between 0 and 1, of the hours or of the labour, stated

    def with_renewals(self, months: float) -> float:
        """A first period of so many months, and all its renewals."""
        return months + (self.renewals or 0) * (self.renewal_months or months)
