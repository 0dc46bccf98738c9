"""What the radar and the search of partners look at: the members of a network, and the lots that are open."""

from dataclasses import dataclass
from datetime import datetime

from alerts.matching.document import Document, LotFacts
from alerts.model.reading import ReservationStatus
from alerts.model.structure import Structure, Territory, Want

CLAUSED = frozenset({Want.CLAUSE_SOCIALE, Want.SERVICE_INSERTION})


@dataclass(frozen=True, slots=True)
class Peer:
    """A member, as its shares let it be seen. `fte`: full-time equivalents of its people on an insertion path or
    disabled, None when it does not say or does not share it. `answers_seen`: what it keeps and answers is shared."""

    structure: Structure
    joined_at: datetime
    fte: float | None = None
    answers_seen: bool = True

    @property
    def id(self) -> str:
        return self.structure.id


@dataclass(frozen=True, slots=True)
class OpenLot:
    """A lot of an opportunity. `opportunity` is whatever names it for answers. `fte`: full-time equivalents that the
    lot takes while it lasts, None when nobody can tell."""

    opportunity: str
    document: Document
    lot: LotFacts
    fte: float | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        return self.opportunity, self.lot.lot_id

    @property
    def reserved(self) -> bool:
        """Reserved, or perhaps so."""
        return self.lot.reservation.status is not ReservationStatus.NONE

    @property
    def claused(self) -> bool:
        """With a social clause, or a service of insertion; a criterion is none."""
        return not self.lot.clauses.isdisjoint(CLAUSED)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a network looks at; None: all that its members do, everywhere they work."""

    trades: frozenset[str] | None = None
    territory: Territory | None = None
