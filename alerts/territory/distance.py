"""Kilometres as the crow flies, and which départements a circle reaches."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

import numpy as np

from alerts.territory.packed_files import Degrees

Point = tuple[float, float]  # latitude, longitude in degrees
EARTH_KM = 6371.0
KM_A_DEGREE = 111.2


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance (haversine formula, mean radius of the Earth)."""
    north, east = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    chord = sin(north) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(east) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


@dataclass(frozen=True, slots=True)
class Reach:
    """Départements that a circle touches (one commune at least) and those it holds whole."""

    touched: frozenset[str] = frozenset()
    covered: frozenset[str] = frozenset()


class Circles:
    """Answers «who is within so many km» over points sorted by latitude."""

    def __init__(self, latitude: Degrees, longitude: Degrees, departements: Sequence[str]) -> None:
        order = np.argsort(latitude, kind="stable")
        order = order[: int(np.count_nonzero(~np.isnan(latitude)))]  # nan sorts last: places without a point
        self._latitude = latitude[order].astype(np.float64)
        self._longitude = longitude[order].astype(np.float64)
        self._departements = [departements[i] for i in order]
        self._size = Counter(self._departements)

    def reach(self, centre: Point, km: float) -> Reach:
        """`km` from the centre, edges included."""
        first, last = self._band(centre, km)
        near = np.flatnonzero(self._km(centre, first, last) <= km) + first
        found = Counter(self._departements[i] for i in near.tolist())
        return Reach(frozenset(found), frozenset(code for code, n in found.items() if n == self._size[code]))

    def nearest(self, centre: Point, within_km: float) -> str | None:
        """The département of the nearest point, None when it is farther than that."""
        first, last = self._band(centre, within_km)
        kilometres = self._km(centre, first, last)
        if not len(kilometres) or float(kilometres.min()) > within_km:
            return None
        nearest: str = self._departements[first + int(kilometres.argmin())]
        return nearest

    def _band(self, centre: Point, km: float) -> tuple[int, int]:
        """The points at about the same latitude, first and one past the last."""
        band = km / KM_A_DEGREE + 0.01
        first, last = np.searchsorted(self._latitude, (centre[0] - band, centre[0] + band))
        return int(first), int(last)

    def _km(self, centre: Point, first: int, last: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        latitude = np.radians(self._latitude[first:last])
        north = (latitude - radians(centre[0])) / 2
        east = np.radians(self._longitude[first:last] - centre[1]) / 2
        chord = np.sin(north) ** 2 + cos(radians(centre[0])) * np.cos(latitude) * np.sin(east) ** 2
        kilometres: np.ndarray[tuple[int], np.dtype[np.float64]] = (
            2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
        )
        return kilometres
