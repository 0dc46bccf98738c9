"""Readings and expectations in one vocabulary of labels, so that they can be compared.

`res:siae` is "reserved to SIAE"; a lot reserved to both groups has both labels; `res:?` is a reservation whose
beneficiary is unknown or contradictory. Clauses are named as in `ClauseKind`.
"""

from collections.abc import Iterable

from alerts.model.reading import ClauseKind, LotReading, ReservationStatus

UNSURE = "res:?"
# The labels of the labelled set, which says of a notice what we say of a lot.
FROM_SET = {
    "RESERVE_EA_ESAT": frozenset({"res:ea_esat"}),
    "RESERVE_SIAE": frozenset({"res:siae"}),
    "RESERVE_ESS": frozenset({"res:ess"}),
    "RESERVE_PENIT": frozenset({"res:prison"}),
    "RESERVE_MIXTE": frozenset({"res:ea_esat", "res:siae"}),
    "RESERVE_INDETERMINE": frozenset({UNSURE}),
    **{kind.value.upper(): frozenset({kind.value}) for kind in ClauseKind},
}


def of_reading(reading: LotReading) -> frozenset[str]:
    """What one lot's reading says, as labels."""
    reservation = reading.reservation
    found = {clause.kind.value for clause in reading.clauses}
    if reservation.status is ReservationStatus.RESERVED:
        found |= {f"res:{group.value}" for group in reservation.to}
    elif reservation.status is not ReservationStatus.NONE:
        found.add(UNSURE)
    return frozenset(found)


def of_readings(readings: Iterable[LotReading]) -> frozenset[str]:
    """What a whole notice says: the labels of its lots together."""
    return frozenset[str]().union(*(of_reading(reading) for reading in readings))


def of_set(names: Iterable[str]) -> frozenset[str]:
    """The labels of one line of the labelled set. Raises KeyError on a label that we do not know."""
    return frozenset[str]().union(*(FROM_SET[name] for name in names))


def hours_of(readings: Iterable[LotReading]) -> float | None:
    """Hours of insertion of a notice: the largest that one of its lots states."""
    stated = [clause.hours for reading in readings for clause in reading.clauses if clause.hours is not None]
    return max(stated, default=None)
