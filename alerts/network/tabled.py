"""What is counted, as columns: figures of every buyer, trade and month of a region in a few milliseconds.

One entry a lot; a lot of several trades is one entry a trade where trades are counted. `Columns.figures` adds them up
by group; what is counted in opportunities is counted once a group, however many lots it has there.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from alerts.network.deeds import Open
from alerts.network.scorecard import Figures, ReservedTo, Told
from alerts.network.seen import ENVIRONMENTAL, SOCIAL, End, SeenLot, SeenOpportunity

Kept = tuple[SeenOpportunity, tuple[SeenLot, ...]]  # and those of its lots that are counted
Numbers = npt.NDArray[np.intp]

_RESERVED, _CLAUSED, _CRITERION, _ENVIRONMENTAL, _FAILED, _UNCOVERED, _SOMEBODY = (1 << bit for bit in range(7))
_TO = {one: 1 << 7 + rank for rank, one in enumerate(Beneficiary)}
_OF_CLAUSES = {
    **dict.fromkeys(SOCIAL, _CLAUSED),
    **dict.fromkeys(ENVIRONMENTAL, _ENVIRONMENTAL),
    ClauseKind.CRITERE_SOCIAL: _CRITERION,
}


class Columns:
    """`opportunity` and `lot` entries in the order of `kept`. As of `now`, which says what has closed."""

    def __init__(self, kept: Iterable[Kept], known: Open, now: datetime) -> None:
        held = list(kept)
        self.lots = [lot for _, lots in held for lot in lots]
        self._of = np.repeat(np.arange(len(held)), [len(lots) for _, lots in held])
        self._bits = np.array([_bits(one, lot, known, now) for one, lots in held for lot in lots], dtype=np.intp)
        self._cancelled = np.array([one.end is End.CANCELLED for one, _ in held], dtype=np.bool_)
        done = (known.answered, known.won, known.lost)
        self._done = [np.array([one.id in some for one, _ in held], dtype=np.bool_) for some in done]

    def figures(
        self, groups: Numbers, count: int, *, told: bool, entries: Numbers | None = None, by_lot: bool = False
    ) -> list[Figures]:
        """Of each group, from 0 to `count`. `groups`: one a opportunity; one a lot when `by_lot`, of these `entries`.

        `told`: with what members did."""
        entries = np.arange(len(self._of)) if entries is None else entries
        of, bits = self._of[entries], self._bits[entries]
        mine = groups if by_lot else groups[of]
        each = np.unique(mine * max(1, len(self._cancelled)) + of)
        group, opportunity = np.divmod(each, max(1, len(self._cancelled)))
        sums = {bit: _count(mine[(bits & bit) != 0], count) for bit in (*_ALL, *_TO.values(), _SOMEBODY)}
        seen, lots = _count(group, count), _count(mine, count)
        cancelled = _count(group[self._cancelled[opportunity]], count)
        done = [_count(group[some[opportunity]], count) for some in self._done]
        return [
            Figures(
                *(seen[one], lots[one], sums[_RESERVED][one], _reserved_to(sums, one), sums[_CLAUSED][one]),
                *(sums[_CRITERION][one], sums[_ENVIRONMENTAL][one], sums[_FAILED][one], cancelled[one]),
                sums[_UNCOVERED][one] if told else None,
                *(Told(some[one]) if told else Told() for some in done),
            )
            for one in range(count)
        ]


_ALL = (_RESERVED, _CLAUSED, _CRITERION, _ENVIRONMENTAL, _FAILED, _UNCOVERED)


def _count(groups: Numbers, count: int) -> list[int]:
    found: list[int] = np.bincount(groups, minlength=count).tolist()
    return found


def _reserved_to(sums: dict[int, list[int]], group: int) -> tuple[ReservedTo, ...]:
    """The most lots first; those that say nothing last at equal numbers."""
    told = [ReservedTo(to, sums[bit][group]) for to, bit in _TO.items()] + [ReservedTo(None, sums[_SOMEBODY][group])]
    return tuple(sorted((one for one in told if one.lots), key=lambda one: (-one.lots, one.to is None, one.to or "")))


def _bits(one: SeenOpportunity, lot: SeenLot, known: Open, now: datetime) -> int:
    bits = _FAILED if lot.unsuccessful else 0
    for clause in lot.clauses:
        bits |= _OF_CLAUSES[clause.kind]
    if bits & _CLAUSED:
        bits &= ~_CRITERION
    if lot.status is not ReservationStatus.NONE:
        bits |= _RESERVED | _to(lot)
    if bits & (_RESERVED | _CLAUSED) and uncovered(one, lot, known, now):
        bits |= _UNCOVERED
    return bits


def _to(lot: SeenLot) -> int:
    if lot.status is not ReservationStatus.RESERVED or not lot.to:
        return _SOMEBODY
    return sum(_TO[to] for to in set(lot.to))


def uncovered(one: SeenOpportunity, lot: SeenLot, known: Open, now: datetime) -> bool:
    """Of a lot that is reserved or claused: it is over, and no member is known to have been on it."""
    if one.end is End.CANCELLED or lot.deadline is None or lot.deadline > now:
        return False
    return not known.covers(one.id, lot)


def numbered(keys: Sequence[str]) -> tuple[Numbers, list[str]]:
    """The number of each key, and the keys in the order in which they come first."""
    known: dict[str, int] = {}
    numbers = [known.setdefault(key, len(known)) for key in keys]
    return np.array(numbers, dtype=np.intp), list(known)
