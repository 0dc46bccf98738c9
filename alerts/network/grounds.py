"""Where members work, all at once: for each place of a lot, which of their activities reach it.

`place.spot_opinion` is the rule. Most territories need not be asked one by one: those that list départements, and those
that are one circle, well within or well out of it.
"""

from collections.abc import Iterable
from functools import reduce

import numpy as np
import numpy.typing as npt

from alerts.matching.facets.places import SLACK_KM, Territories
from alerts.matching.reasons import place
from alerts.model.match import Verdict
from alerts.model.structure import Territory
from alerts.network.brought import SURE_PLACES
from alerts.territory.distance import EARTH_KM, Point
from alerts.territory.france import France
from alerts.territory.places import Spot, WhereFacts

Levels = npt.NDArray[np.uint8]  # AGAINST, CHECK or FOR
Flags = npt.NDArray[np.bool_]
AGAINST, CHECK, FOR = range(3)
LEVELS = {Verdict.AGAINST: AGAINST, Verdict.CHECK: CHECK, Verdict.FOR: FOR}
MOST_KNOWN = 5000  # spots


class Grounds:
    """The territories of activities, in their order; each distinct one is looked at once a place."""

    def __init__(self, of_rows: Iterable[Territory], france: France) -> None:
        self._france, self._territories = france, Territories(france)
        self._row = np.array([self._territories.take(one) for one in of_rows], dtype=np.intp)
        distinct = [self._territories.of(number) for number in range(len(self._territories.values))]
        self._distinct = distinct
        self._everywhere = _flags(one.whole_france for one in distinct)
        self._listing = _flags(not (one.whole_france or one.epci or one.around) for one in distinct)
        self._circle, self._centre = self._circles()
        self._known: dict[tuple[Spot | None, bool], Levels] = {}

    def _circles(self) -> tuple[Flags, npt.NDArray[np.float64]]:
        """Which territories are one circle and nothing else; latitude, longitude and km of each."""
        measures = np.zeros((len(self._distinct), 3))
        alone = np.zeros(len(self._distinct), dtype=np.bool_)
        for number, one in enumerate(self._distinct):
            centre = self._france.point_at(one.around[0].postcode) if one.around else None
            if centre and one == Territory(around=one.around[:1]):
                alone[number], measures[number] = True, (*centre, one.around[0].km)
        return alone, measures

    def reached(self, where: WhereFacts) -> Levels:
        """`place.reason` of each activity: by the best of the places."""
        found: Levels = reduce(np.maximum, [self.at(one, where) for one in where.spots or (None,)])
        return found

    def at(self, spot: Spot | None, where: WhereFacts) -> Levels:
        """Of each activity, for one of the places; None: nobody knows where."""
        key = spot, where.source in SURE_PLACES
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            of_each = self._anywhere() if spot is None else self._around(spot, sure=key[1])
            self._known[key] = of_each[self._row]
        return self._known[key]

    def _anywhere(self) -> Levels:
        """Only those who work everywhere are sure."""
        nowhere = _flags(place.is_nowhere(one) for one in self._distinct)
        return np.where(self._everywhere, FOR, np.where(nowhere, AGAINST, CHECK)).astype(np.uint8)

    def _around(self, spot: Spot, *, sure: bool) -> Levels:
        reached = self._territories.missed(WhereFacts(spots=(spot,))) == 0
        inside = reached & self._surely_inside(spot)
        of_each = np.where(inside, FOR, AGAINST).astype(np.uint8)
        for number in np.flatnonzero(reached & ~inside).tolist():
            of_each[number] = LEVELS[place.spot_opinion(self._distinct[number], spot, self._france)[0]]
        return of_each if sure else np.where(self._everywhere, of_each, np.minimum(of_each, CHECK))

    def _surely_inside(self, spot: Spot) -> Flags:
        """Of those that a spot is not out of: a list of départements holds the whole of a spot that is in one of them,
        a circle holds a point that is not at its very edge."""
        found = np.zeros_like(self._listing)
        if len(spot.departements) == 1:
            found |= self._listing
        if spot.point:
            found[self._circle] = self._far(spot.point) <= self._centre[self._circle, 2] - SLACK_KM
        return found

    def _far(self, point: Point) -> npt.NDArray[np.float64]:
        """Kilometres between a point and the centre of each circle, as `distance_km` reckons them."""
        centre = np.radians(self._centre[self._circle, :2])
        latitude, longitude = np.radians(point[0]), np.radians(point[1])
        north, east = (centre[:, 0] - latitude) / 2, (centre[:, 1] - longitude) / 2
        chord = np.sin(north) ** 2 + np.cos(centre[:, 0]) * np.cos(latitude) * np.sin(east) ** 2
        found: npt.NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
        return found


def _flags(told: Iterable[bool]) -> Flags:
    return np.array(list(told), dtype=np.bool_)
