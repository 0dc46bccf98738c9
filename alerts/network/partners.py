"""Partners by complementarity: what the lot asks, minus what the seeker has, is what partners are looked for.

Pairs come before groups of three, the best cover first; at equal cover, what is surest, then the fair order
(`fairness`). A partner always brings something that the seeker lacks: likeness counts for nothing.

A group of structures that may answer a reserved lot and others that may not is doubtful in law (code de la commande
publique, L2113-12 to L2113-14: no express text; fiche DAJ of 23/09/2011, [S]; [?], checked on 22/11/2026): it is
proposed, marked « à vérifier », and the buyer is whom to ask.

`oracle.partners` is the plain loop that defines the result; here members who bring the same pieces are one class.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

import numpy as np
import numpy.typing as npt

from alerts.network.brought import Asked, Brought, asked, mixed, together
from alerts.network.classes import Classes, whole
from alerts.network.crowd import Crowd, Numbers
from alerts.network.peers import OpenLot
from alerts.network.pieces import Piece

MOST = 10  # groups proposed
Placed = tuple[int, int]  # rank, position among the members
MIXED = (
    "Groupement mixte sur un lot réservé (certains membres peuvent y répondre seuls, d'autres non) : le code ne dit pas"
    " expressément s'il est admis. À vérifier auprès de l'acheteur, par la plateforme, avant de déposer."
)


@dataclass(frozen=True, slots=True)
class Part:
    """What a structure adds to those named before it."""

    structure_id: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Partnership:
    """Who does what, the seeker first. `left`: what nobody brings. `to_check`: what is not sure that they bring."""

    parts: tuple[Part, ...]
    left: tuple[Piece, ...] = ()
    to_check: tuple[Piece, ...] = ()
    mixed: bool = False

    @property
    def whole(self) -> bool:
        """Nothing is missing, as far as is known."""
        return not self.left

    @property
    def who(self) -> tuple[str, ...]:
        return tuple(one.structure_id for one in self.parts)


def partnership(named: Sequence[tuple[str, Brought]], to: Asked) -> Partnership:
    """Of these structures, in this order."""
    parts: list[Part] = []
    before = Brought()
    for structure_id, one in named:
        after = together((before, one), to.volume)
        new = after.maybe & ~before.maybe
        if to.volume & ~before.maybe and one.twelfths:
            new |= to.volume
        parts.append(Part(structure_id, to.named(new)))
        before = after
    doubtful = before.maybe & ~before.sure
    uneven = mixed([one for _, one in named], to.right)
    return Partnership(tuple(parts), to.named(to.all & ~before.maybe), to.named(doubtful), uneven)


def partners(what: OpenLot, seeker_id: str, crowd: Crowd, most: int = MOST) -> tuple[Partnership, ...]:
    """Groups with the seeker that cover the rest of the lot, best first; then what comes nearest.

    Empty when the seeker lacks nothing, or nobody brings what it lacks. Raises KeyError when it is no member.
    """
    to = asked(what)
    field = Field(to, crowd)
    seeker = field.place_of(seeker_id)
    return tuple(field.partnership((seeker, *others)) for others in field.partners(seeker, most))


class Field:
    """The members before one lot. `left_out` are not proposed as partners."""

    def __init__(self, to: Asked, crowd: Crowd) -> None:
        self.to, self.crowd = to, crowd
        self.ranks = crowd.ranks(to.what)
        self.classes = Classes(to, *crowd.brought(to))
        self.left_out: npt.NDArray[np.bool_] = np.zeros(len(crowd), dtype=np.bool_)
        self._firsts: dict[int, list[Placed]] = {}
        self._pairs_of: dict[int, list[tuple[int, Numbers]]] = {}

    @cached_property
    def _order(self) -> Numbers:
        """Members that may be partners, in the fair order. Of sixty-three bits, two ranks are never equal."""
        order = np.argsort(self.ranks)
        found: Numbers = order[~self.left_out[order]]
        return found

    def place_of(self, structure_id: str) -> int:
        """Raises KeyError when it is no member."""
        return self.crowd.places[structure_id]

    def of(self, place: int) -> Brought:
        return self.classes.of(int(self.classes.number[place]))

    def bring_one_of(self, bits: int) -> Numbers:
        """Places of the members, not left out, who bring at least one of these pieces."""
        return np.flatnonzero(self.classes.bringing(bits) & ~self.left_out)

    def lacks_nothing(self, places: Numbers) -> npt.NDArray[np.bool_]:
        """Which of these members bring every piece."""
        found: npt.NDArray[np.bool_] = whole(self.classes.alone()[self.classes.number[places]])
        return found

    def best(self, places: Numbers, most: int) -> list[int]:
        """Those who lack least, then the surest, then in the fair order."""
        weights = self.classes.alone()[self.classes.number[places]]
        chosen: list[int] = places[np.lexsort((self.ranks[places], weights))[:most]].tolist()
        return chosen

    def partnership(self, places: Sequence[int]) -> Partnership:
        return partnership([(self.crowd.peers[place].id, self.of(place)) for place in places], self.to)

    def partners(self, seeker: int, most: int) -> list[tuple[int, ...]]:
        """Places of the partners of each group: see `partners`."""
        own = int(self.classes.number[seeker])
        pairs = list(self._pairs(seeker, own, most))
        if not pairs or whole(pairs[0][0]):
            return [others for _, others in pairs]
        three = self._threes(seeker, own, most)
        return [*three, *(others for _, others in pairs)][:most]

    def _pairs(self, seeker: int, own: int, most: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        left = most
        for weight, numbers in self._by_weight(own):
            chosen = [place for place in self._in_order(numbers, left + 1) if place != seeker][:left]
            yield from ((weight, (place,)) for place in chosen)
            left -= len(chosen)
            if not left:
                return

    def _by_weight(self, own: int) -> list[tuple[int, Numbers]]:
        """Weight of a pair → the classes of the partner, of those that add something and have members."""
        if own not in self._pairs_of:
            adding = self.classes.adding(own)
            adding = adding[self._living[adding]]
            weights = self.classes.pairs(own, adding)
            self._pairs_of[own] = [(one, adding[weights == one]) for one in np.unique(weights).tolist()]
        return self._pairs_of[own]

    @cached_property
    def _by_class(self) -> tuple[Numbers, Numbers]:
        """Members who may be partners, class after class, in the fair order; and where each class begins."""
        numbers = self.classes.number[self._order].astype(np.uint16)
        starts = np.concatenate(((0,), np.cumsum(np.bincount(numbers, minlength=len(self.classes)))))
        return self._order[np.argsort(numbers, kind="stable")], starts

    @cached_property
    def _living(self) -> npt.NDArray[np.bool_]:
        """Classes that have members who may be partners."""
        return np.diff(self._by_class[1]) > 0

    def _in_order(self, numbers: Numbers, most: int) -> list[int]:
        """The first members of some classes."""
        placed = sorted(one for number in numbers.tolist() for one in self._first(number, most))
        return [place for _, place in placed[:most]]

    def _first(self, number: int, most: int) -> list[Placed]:
        """The first members of a class."""
        if len(self._firsts.get(number, ())) < most:
            members, starts = self._by_class
            places = members[starts[number] : starts[number + 1]][:most]
            self._firsts[number] = list(zip(self.ranks[places].tolist(), places.tolist(), strict=True))
        return self._firsts[number][:most]

    def _threes(self, seeker: int, own: int, most: int) -> list[tuple[int, ...]]:
        """Groups of three that cover everything, where no pair does."""
        adding = np.sort(np.concatenate([some for _, some in self._by_weight(own)]))
        found: list[tuple[int, ...]] = []
        for classes in self.classes.threes(own, adding):
            found += self._couples(classes, seeker, most - len(found))
            if len(found) == most:
                break
        return found

    def _couples(self, classes: Sequence[tuple[int, int]], seeker: int, most: int) -> list[tuple[int, ...]]:
        """The first couples of members of these couples of classes. The first of each class are enough: whoever comes
        later in it is in a couple that comes later."""
        couples = {
            (min(one, other), max(one, other))
            for first, second in classes
            for one in self._first(first, most + 2)
            for other in self._first(second, most + 2)
            if one != other and seeker not in (one[1], other[1])
        }
        return [tuple(place for _, place in couple) for couple in nsmallest(most, couples)]
