"""All the territories: who can work where this lot is?"""

from array import array

import numpy as np

from alerts.matching.facets.interned import Flags, Interned, Postings
from alerts.matching.reasons.place import is_nowhere, listed
from alerts.model.structure import Radius, Territory
from alerts.territory.distance import EARTH_KM, Point
from alerts.territory.france import France
from alerts.territory.places import Spot, WhereFacts

SLACK_KM = 0.001  # rounding of arrays against rounding of single numbers: when in doubt the oracle is asked
EVERYWHERE, SOMEWHERE = "everywhere", "somewhere"


class Territories(Interned[Territory]):
    """Keys: "d01" a département listed, "e200071751" an EPCI, "t01" an EPCI that touches a département."""

    def __init__(self, france: France) -> None:
        super().__init__()
        self._france = france
        self._postings = Postings()
        self._circles: dict[str, Circles] = {}

    def came(self, value: Territory, number: int) -> None:
        """Files a territory under all its keys."""
        self._postings.add(self._keys(value), number)
        for circle in value.around:
            if (centre := self._france.point_at(circle.postcode)) is not None:
                for departement in self._france.reach(circle.postcode, circle.km).touched:
                    self._circles.setdefault(departement, Circles()).add(number, centre, circle.km)

    def left(self, value: Territory, number: int) -> None:
        """Takes a territory out of all its keys."""
        self._postings.discard(self._keys(value), number)
        for departement in self._touched(value.around):
            self._circles[departement].discard(number)

    def _touched(self, circles: tuple[Radius, ...]) -> set[str]:
        reached = (self._france.reach(circle.postcode, circle.km).touched for circle in circles)
        return {departement for touched in reached for departement in touched}

    def _keys(self, value: Territory) -> set[str]:
        if value.whole_france:
            return {EVERYWHERE, SOMEWHERE}
        keys = {f"d{code}" for code in listed(value.departements, value.regions, self._france)}
        for siren in value.epci:
            keys.add(f"e{siren}")
            keys.update(f"t{code}" for code in self._france.epci_departements(siren))
        return keys if is_nowhere(value) else keys | {SOMEWHERE}

    def missed(self, where: WhereFacts) -> Flags:
        """1 for the territories that the lot is surely out of."""
        flags = self.flags(1)
        if not where.spots:
            self._postings.clear_flags((SOMEWHERE,), flags)
        for spot in where.spots:
            self._reached(spot, flags)
        return flags

    def _reached(self, spot: Spot, flags: Flags) -> None:
        if not spot.departements:
            return
        keys = {EVERYWHERE, *(f"d{code}" for code in spot.departements)}
        if spot.communes:
            keys.update(f"e{siren}" for insee in spot.communes for siren in self._france.epci_of(insee))
        else:
            keys.update(f"t{code}" for code in spot.departements)
        self._postings.clear_flags(keys, flags)
        for departement in spot.departements & self._circles.keys():
            self._circles[departement].clear_flags(spot.point, flags)


class Circles:
    """The circles that touch one département: numbers of their territories, and latitude, longitude, km of each."""

    def __init__(self) -> None:
        self._numbers = array("L")
        self._measures = array("d")

    def add(self, number: int, centre: Point, km: float) -> None:
        """One circle of a territory."""
        self._numbers.append(number)
        self._measures.extend((*centre, km))

    def discard(self, number: int) -> None:
        """Every circle of a territory."""
        while number in self._numbers:
            at = self._numbers.index(number)
            del self._numbers[at]
            del self._measures[3 * at : 3 * at + 3]

    def clear_flags(self, point: Point | None, flags: Flags) -> None:
        """Puts 0 for the territories with a circle that holds the point; for all of them when the point is unknown."""
        if not self._numbers:
            return
        numbers = np.frombuffer(self._numbers, dtype=np.uint64)
        if point is None:
            flags[numbers] = 0
            return
        latitude, longitude, km = np.frombuffer(self._measures).reshape(-1, 3).T
        north, east = np.radians(latitude - point[0]) / 2, np.radians(longitude - point[1]) / 2
        chord = np.sin(north) ** 2 + np.cos(np.radians(latitude)) * np.cos(np.radians(point[0])) * np.sin(east) ** 2
        far = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
        flags[numbers[far <= km + SLACK_KM]] = 0
