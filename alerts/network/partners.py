"""Partners by complementarity: what the lot asks, minus what the seeker has, is what partners are looked for.

Pairs come before groups of three, the best cover first; at equal cover, what is surest, then the fair order
(`fairness`). A partner always brings something that the seeker lacks: likeness counts for nothing.

A group of structures that may answer a reserved lot and others that may not is doubtful in law (code de la commande
publique, L2113-12 to L2113-14: no express text; fiche DAJ of 23/09/2011, [S]; [?], checked on 22/11/2026): it is
proposed, marked « à vérifier », and the buyer is whom to ask.

`oracle.partners` is the plain loop that defines the result; here members who bring the same pieces are one class.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import groupby

import numpy as np
import numpy.typing as npt

from alerts.network.brought import Asked, Brought, adds, asked, mixed, together, weight
from alerts.network.crowd import Crowd, Numbers, Words
from alerts.network.peers import OpenLot
from alerts.network.pieces import Piece

MOST = 10  # groups proposed
Weight = tuple[int, int, int]
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
    """The members before one lot, those who bring the same in one class."""

    def __init__(self, to: Asked, crowd: Crowd) -> None:
        self.to, self.crowd = to, crowd
        self._brought = crowd.brought(to)
        self.left_out: npt.NDArray[np.bool_] = np.zeros(len(crowd), dtype=np.bool_)
        self._weights: dict[Brought, list[tuple[Weight, list[int]]]] = {}

    @cached_property
    def ranks(self) -> Words:
        return self.crowd.ranks(self.to.what)

    def place_of(self, structure_id: str) -> int:
        """Raises KeyError when it is no member."""
        for place, one in enumerate(self.crowd.peers):
            if one.id == structure_id:
                return place
        raise KeyError(structure_id)

    def of(self, place: int) -> Brought:
        maybe, sure, twelfths = self._brought
        return Brought(int(maybe[place]), int(sure[place]), int(twelfths[place]))

    def bring_one_of(self, bits: int) -> Numbers:
        """Places of the members, not left out, who bring at least one of these pieces."""
        found: Numbers = np.flatnonzero((self._brought[0] & np.uint64(bits)).astype(np.bool_) & ~self.left_out)
        return found

    def best(self, places: Iterable[int], most: int) -> list[int]:
        """Those who lack least, then the surest, then in the fair order."""
        known: dict[Brought, Weight] = {}
        ranked: list[tuple[Weight, int, int]] = []
        for place in places:
            own = self.of(place)
            if own not in known:
                known[own] = weight((own,), self.to)
            ranked.append((known[own], int(self.ranks[place]), place))
        return [place for _, _, place in nsmallest(most, ranked)]

    def partnership(self, places: Sequence[int]) -> Partnership:
        return partnership([(self.crowd.peers[place].id, self.of(place)) for place in places], self.to)

    @cached_property
    def classes(self) -> list[tuple[Brought, Numbers]]:
        """What members who are not left out bring, with their places, by rank."""
        places: Numbers = np.flatnonzero(~self.left_out)
        order = places[np.argsort(self.ranks[places], kind="stable")]
        maybe, sure, twelfths = (one[order] for one in self._brought)
        keys, found = np.unique(maybe | sure << np.uint64(20) | twelfths << np.uint64(40), return_inverse=True)
        by_class = np.argsort(found, kind="stable")
        members = np.split(order[by_class], np.cumsum(np.bincount(found, minlength=len(keys)))[:-1])
        return [(self.of(int(some[0])), some) for some in members if len(some)]

    def partners(self, seeker: int, most: int) -> list[tuple[int, ...]]:
        """Places of the partners of each group: see `partners`."""
        pairs = list(self._pairs(seeker, most))
        if not pairs or pairs[0][0][0] == 0:
            return [others for _, others in pairs]
        three = list(self._threes(seeker, most))
        return [*three, *(others for _, others in pairs)][:most]

    def _pairs(self, seeker: int, most: int) -> Iterator[tuple[Weight, tuple[int, ...]]]:
        own, left = self.of(seeker), most
        for heavy, numbers in self._by_weight(own):
            for place in self._in_order(numbers, left + 1):
                if left and place != seeker:
                    left -= 1
                    yield heavy, (place,)
            if not left:
                return

    def _by_weight(self, own: Brought) -> list[tuple[Weight, list[int]]]:
        """Weight of a pair → numbers of the classes of the partner, for those that add something."""
        if own not in self._weights:
            weighed = sorted(
                (weight((own, one), self.to), number)
                for number, (one, _) in enumerate(self.classes)
                if adds(one, own, self.to)
            )
            grouped = groupby(weighed, key=lambda pair: pair[0])
            self._weights[own] = [(heavy, [number for _, number in some]) for heavy, some in grouped]
        return self._weights[own]

    def _in_order(self, numbers: Sequence[int], most: int) -> list[int]:
        """The first members of some classes."""
        placed = sorted(one for number in numbers for one in self._first(number, most))
        return [place for _, place in placed[:most]]

    def _first(self, number: int, most: int) -> list[Placed]:
        places = self.classes[number][1][:most]
        return list(zip(self.ranks[places].tolist(), places.tolist(), strict=True))

    def _threes(self, seeker: int, most: int) -> list[tuple[int, ...]]:
        """Groups of three that cover everything, where no pair does."""
        own = self.of(seeker)
        numbers = sorted(number for _, some in self._by_weight(own) for number in some)
        weighed = sorted(
            (heavy, first, second)
            for at, first in enumerate(numbers)
            for second in numbers[at:]
            if (heavy := weight((own, self.classes[first][0], self.classes[second][0]), self.to))[0] == 0
        )
        found: list[tuple[int, ...]] = []
        for _, some in groupby(weighed, key=lambda one: one[0]):
            if len(found) < most:
                found += self._couples([(first, second) for _, first, second in some], seeker, most - len(found))
        return found

    def _couples(self, classes: Sequence[tuple[int, int]], seeker: int, most: int) -> list[tuple[int, ...]]:
        """The first couples of members of these couples of classes. The first of each class are enough: whoever comes
        later in it is in a couple that comes later."""
        couples = {
            tuple(sorted((one, other)))
            for first, second in classes
            for one in self._first(first, most + 2)
            for other in self._first(second, most + 2)
            if one != other and seeker not in (one[1], other[1])
        }
        return [tuple(place for _, place in couple) for couple in sorted(couples)[:most]]
