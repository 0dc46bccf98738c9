"""Members who bring the same to a lot, as one class: a few dozen classes stand for thousands of members.

`Classes` weighs groups as `brought.weight` does, all the classes at once.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import overload

import numpy as np
import numpy.typing as npt

from alerts.network.brought import WHOLE, Asked, Brought

Words = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.intp]
SURE, TWELFTHS = np.uint64(20), np.uint64(40)  # where they begin in a key; a lot has a dozen pieces at most
_LOW = np.uint64((1 << 20) - 1)
_MANY = 64  # doubts are always fewer


class Classes:
    """The classes of the members before one lot. `number`: the class of each member."""

    def __init__(self, to: Asked, maybe: Words, sure: Words, twelfths: Words) -> None:
        keys, self.number = np.unique(maybe | sure << SURE | twelfths << TWELFTHS, return_inverse=True)
        self._maybe, self._sure = keys & _LOW, keys >> SURE & _LOW
        self._twelfths = keys >> TWELFTHS
        self._all, self._volume, self._right = (np.uint64(bits) for bits in (to.all, to.volume, to.right))

    def __len__(self) -> int:
        return len(self._maybe)

    def of(self, number: int) -> Brought:
        """What a member of this class brings."""
        return Brought(int(self._maybe[number]), int(self._sure[number]), int(self._twelfths[number]))

    def bringing(self, bits: int) -> npt.NDArray[np.bool_]:
        """Members who bring at least one of these pieces."""
        found: npt.NDArray[np.bool_] = ((self._maybe & np.uint64(bits)) != 0)[self.number]
        return found

    def alone(self) -> Numbers:
        """What each class weighs by itself."""
        return self._weights((np.arange(len(self)),))

    def adding(self, own: int) -> Numbers:
        """Classes that bring something that this one lacks."""
        missing = self._all & ~self._maybe[own]
        adds = (self._maybe & missing) != 0
        if missing & self._volume:
            adds |= self._twelfths > 0
        return np.flatnonzero(adds)

    def pairs(self, own: int, others: Numbers) -> Numbers:
        """What each of them weighs with this one."""
        return self._weights((np.full(len(others), own), others))

    def threes(self, own: int, others: Numbers) -> Iterator[list[tuple[int, int]]]:
        """Couples of these classes that cover everything with this one, those of a weight together, the lightest
        first."""
        first, second = (others[one] for one in np.triu_indices(len(others)))
        weights = self._weights((np.full(len(first), own), first, second))
        whole = np.flatnonzero(weights < _MANY)
        for weight in np.unique(weights[whole]).tolist():
            chosen = whole[weights[whole] == weight]
            yield list(zip(first[chosen].tolist(), second[chosen].tolist(), strict=True))

    def _weights(self, groups: Sequence[Numbers]) -> Numbers:
        """`brought.weight` of groups of the same size, column by column, as one number: pieces left, then doubts."""
        maybe, sure = _united(self._maybe, groups), _united(self._sure, groups)
        if self._volume:
            total = np.sum([self._twelfths[one] for one in groups], axis=0)
            enough = np.where(total >= WHOLE, self._volume, np.uint64(0))
            maybe, sure = maybe | enough, sure | enough
        left, doubts = np.bitwise_count(self._all & ~maybe), np.bitwise_count(maybe & ~sure)
        found: Numbers = left.astype(np.intp) * _MANY + doubts + self._mixed(groups)
        return found

    def _mixed(self, groups: Sequence[Numbers]) -> npt.NDArray[np.bool_]:
        having = [(self._maybe[one] & self._right) != 0 for one in groups]
        found: npt.NDArray[np.bool_] = reduce(np.logical_or, having) & ~reduce(np.logical_and, having)
        return found


def _united(of: Words, groups: Sequence[Numbers]) -> Words:
    found: Words = reduce(np.bitwise_or, [of[one] for one in groups])
    return found


@overload
def whole(weight: int) -> bool: ...
@overload
def whole(weight: Numbers) -> npt.NDArray[np.bool_]: ...
def whole(weight: int | Numbers) -> bool | npt.NDArray[np.bool_]:
    """Nothing is left to look for."""
    return weight < _MANY
