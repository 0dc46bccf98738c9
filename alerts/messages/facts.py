"""What matters in a notice, kept as plain facts that can be stored, compared and merged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts.messages.french import is_named, lot_number
from alerts.model.reading import Beneficiary, Clause, ClauseKind, LotReading, Reservation, ReservationStatus
from scrapers.notice import Deadline, Lot, Notice, NoticeKind


@dataclass(frozen=True, slots=True)
class LotFacts:
    """One lot (`id` None: the whole contract). `told` is False when the notice is silent about a reservation.

    `clauses` maps each kind of clause to its hours of insertion (None when not stated), sorted by kind.
    """

    id: str | None = None
    title: str | None = None
    deadline: Deadline | None = None
    reservation: ReservationStatus = ReservationStatus.NONE
    to: tuple[Beneficiary, ...] = ()
    possible: tuple[Beneficiary, ...] = ()
    told: bool = False
    clauses: tuple[tuple[ClauseKind, float | None], ...] = ()

    @property
    def key(self) -> str | None:
        """The same lot under its several spellings: « LOT-0001 », « 01 », « 1 »; None for the whole contract."""
        return lot_number(self.id).casefold() if is_named(self.id) else None

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "title": self.title,
            "deadline": self.deadline.at.isoformat() if self.deadline else None,
            "doubt": self.deadline.doubt if self.deadline else None,
            "reservation": self.reservation.value,
            "to": [one.value for one in self.to],
            "possible": [one.value for one in self.possible],
            "told": self.told,
            "clauses": [[kind.value, hours] for kind, hours in self.clauses],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "LotFacts":
        at = stored["deadline"]
        return cls(
            stored["id"],
            stored["title"],
            Deadline(datetime.fromisoformat(at), stored["doubt"]) if at else None,
            ReservationStatus(stored["reservation"]),
            tuple(Beneficiary(one) for one in stored["to"]),
            tuple(Beneficiary(one) for one in stored["possible"]),
            stored["told"],
            tuple((ClauseKind(kind), hours) for kind, hours in stored["clauses"]),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds of an opportunity at one moment. `lots` is never empty."""

    cancelled: bool = False
    lots: tuple[LotFacts, ...] = (LotFacts(),)

    def to_json(self) -> dict[str, object]:
        """Plain JSON, stable: equal facts give equal JSON."""
        return {"cancelled": self.cancelled, "lots": [lot.to_json() for lot in self.lots]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Facts":
        """The inverse of `to_json`. Raises KeyError or ValueError on anything else."""
        return cls(stored["cancelled"], tuple(LotFacts.from_json(lot) for lot in stored["lots"]))


def facts(notice: Notice, readings: Iterable[LotReading]) -> Facts:
    """What `notice` says by itself, `readings` being what was read in its lots."""
    by_lot = {reading.lot_id: reading for reading in readings}
    return Facts(
        notice.kind is NoticeKind.CANCELLATION,
        tuple(_lot_facts(lot, notice.deadline, by_lot.get(lot.id) or LotReading(lot.id)) for lot in notice.lots),
    )


def _lot_facts(lot: Lot, common: Deadline | None, reading: LotReading) -> LotFacts:
    held: Reservation = reading.reservation
    return LotFacts(
        lot.id,
        lot.title,
        lot.deadline or common,
        held.status,
        tuple(sorted(held.to)),
        tuple(sorted(held.possible)),
        bool(held.evidence) or held.status is not ReservationStatus.NONE,
        clause_facts(reading.clauses),
    )


def clause_facts(clauses: Iterable[Clause]) -> tuple[tuple[ClauseKind, float | None], ...]:
    """Kind and hours of each clause, sorted by kind."""
    return tuple(sorted(((clause.kind, clause.hours) for clause in clauses), key=lambda pair: pair[0].value))
