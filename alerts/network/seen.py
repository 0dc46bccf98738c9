"""One opportunity as it is counted in a territory: read once, kept, and read again only when a notice of it changes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alerts.matching.document import WANTED_BY
from alerts.model.reading import Beneficiary, ClauseKind, Evidence, ReservationStatus
from alerts.network.peers import CLAUSED

ENVIRONMENTAL = frozenset({ClauseKind.CLAUSE_ENV, ClauseKind.CRITERE_ENV})


class End(StrEnum):
    """How it ended, as far as notices say."""

    CANCELLED = "cancelled"
    AWARDED = "awarded"
    UNSUCCESSFUL = "unsuccessful"  # « infructueux », « sans suite »: nobody was chosen


@dataclass(frozen=True, slots=True)
class SeenClause:
    """`notice_id`: where it stands; `hours` of insertion, None when not stated."""

    kind: ClauseKind
    quote: str
    field: str
    notice_id: str
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class SeenSpot:
    """As `alerts.territory.places.Spot`, without its words."""

    departements: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class SeenLot:
    """`trades` are those that it asks for; `perhaps`, others that its words let think of. `silent`: neither code nor
    words, it may be any trade. `proof` are the words that say it is reserved, perhaps empty. `spots`: where it is."""

    id: str | None
    title: str | None
    trades: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    silent: bool = False
    cpv: tuple[str, ...] = ()
    status: ReservationStatus = ReservationStatus.NONE
    to: tuple[Beneficiary, ...] = ()
    proof: Evidence | None = None
    clauses: tuple[SeenClause, ...] = ()
    deadline: datetime | None = None
    spots: tuple[SeenSpot, ...] = ()
    unsuccessful: bool = False

    @property
    def reserved(self) -> bool:
        """Reserved, or perhaps so: as the radar counts."""
        return self.status is not ReservationStatus.NONE

    @property
    def claused(self) -> bool:
        """With a social clause, or a service of insertion; a criterion is none."""
        return any(WANTED_BY[one.kind] in CLAUSED for one in self.clauses)

    @property
    def social_criterion(self) -> bool:
        return any(one.kind is ClauseKind.CRITERE_SOCIAL for one in self.clauses)

    @property
    def environmental(self) -> bool:
        return any(one.kind in ENVIRONMENTAL for one in self.clauses)


@dataclass(frozen=True, slots=True)
class SeenBuyer:
    """As published. `siret` as in `scrapers.notice.Buyer`."""

    name: str = ""
    siret: str | None = None
    spot: SeenSpot | None = None

    @property
    def siren(self) -> str | None:
        return self.siret[:9] if self.siret else None


@dataclass(frozen=True, slots=True)
class SeenOpportunity:
    """`appeared`: first day of publication. `notice_id`, `title` and `url` are those of its first notice. `end` None:
    no notice says that it has ended."""

    id: str
    appeared: date
    notice_id: str
    title: str
    url: str | None = None
    buyer: SeenBuyer = SeenBuyer()
    end: End | None = None
    lots: tuple[SeenLot, ...] = ()
