"""One opportunity as it is counted in a territory: read once, kept, and read again only when a notice of it changes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alerts.matching.document import WANTED_BY
from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from alerts.network.peers import CLAUSED
from scrapers.notice import NoticeKind

ENVIRONMENTAL = frozenset({ClauseKind.CLAUSE_ENV, ClauseKind.CRITERE_ENV})
SOCIAL = frozenset(kind for kind, want in WANTED_BY.items() if want in CLAUSED)  # clauses and services, no criterion


class End(StrEnum):
    """How it ended, as far as notices say."""

    CANCELLED = "cancelled"
    AWARDED = "awarded"
    UNSUCCESSFUL = "unsuccessful"  # « infructueux », « sans suite »: nobody was chosen, for any of its lots


@dataclass(frozen=True, slots=True)
class SeenNotice:
    """A notice that is quoted. `published` None: it has no date."""

    id: str
    url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a notice, and where they stand in it."""

    quote: str
    field: str
    notice: SeenNotice


@dataclass(frozen=True, slots=True)
class SeenClause:
    """`hours` of insertion, None when not stated."""

    kind: ClauseKind
    said: Quoted
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
    words, it may be any trade. `proof`: the words that say it is reserved. `spots`: where it is, empty when nobody
    knows."""

    id: str | None = None
    title: str | None = None
    trades: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    silent: bool = False
    cpv: tuple[str, ...] = ()
    status: ReservationStatus = ReservationStatus.NONE
    to: tuple[Beneficiary, ...] = ()
    proof: Quoted | None = None
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
        return any(one.kind in SOCIAL for one in self.clauses)

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
    """`appeared`: first day of publication. `kind`, `notice_id` and `url` are those of its first notice. `end` None: no
    notice says that it has ended."""

    id: str
    appeared: date
    notice_id: str
    title: str
    kind: NoticeKind = NoticeKind.CALL
    url: str | None = None
    buyer: SeenBuyer = SeenBuyer()
    end: End | None = None
    lots: tuple[SeenLot, ...] = ()

    @property
    def counted(self) -> bool:
        """Somebody could answer it: neither an announcement of a later call, nor an award whose call was not read."""
        if self.kind is NoticeKind.OTHER:
            return any(lot.deadline is not None for lot in self.lots)
        return self.kind not in (NoticeKind.AWARD, NoticeKind.PRIOR)
