"""Where each commune is, as far as the public lists of places tell (used by `build` only).

GeoNames knows places by name and region, not by commune: two communes of one region may share a name, and a hamlet may
bear the name of a far commune. A name is believed when it is near the rest of its intercommunality.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from statistics import median

from alerts.territory.names import folded

Point = tuple[float, float]

OVERSEAS = {
    "GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06", "PM": "975",
    "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
BELIEVED_KM = {"e": 45.0, "d": 120.0}  # from the middle of the intercommunality and of the département
ENOUGH = 3  # known members to believe a middle: one alone may be the stranger itself


@dataclass(frozen=True, slots=True)
class Raw:
    """A commune before it is located. `groups` go from the narrowest to the widest: postcode, EPCI, département."""

    insee: str
    name: str
    region: str
    groups: tuple[tuple[str, str], ...]  # (precision letter, key)


def flat_km(a: Point, b: Point) -> float:
    """Kilometres on a flat map: enough within one region."""
    return hypot((a[0] - b[0]) * 111.2, (a[1] - b[1]) * 111.2 * cos(radians((a[0] + b[0]) / 2)))


def region_of_place(country: str, admin1: str) -> str:
    """INSEE code of the region of a GeoNames place."""
    return OVERSEAS.get(country, admin1)


def locate(
    communes: Iterable[Raw], places: Iterable[tuple[str, str, float, float]]
) -> dict[str, tuple[Point, str] | None]:
    """INSEE code to (point, precision), None for desert islands; `places` are (region, name, latitude, longitude).

    Precision: "c" the commune's own place, "p" middle of its postcode, "e" of its EPCI, "d" of its département.
    """
    known, places = list(communes), list(places)
    found = _candidates(known, places)
    sure = {raw.insee: found[raw.insee][0] for raw in known if len(found.get(raw.insee, ())) == 1}
    middles = _middles(known, sure, ENOUGH)
    own = _each_its_own(known, {raw.insee: _nearest(raw, found[raw.insee], middles) for raw in known}, middles)
    middles = _regions(places) | _middles(known, own)
    return {raw.insee: _placed(raw, own, middles) for raw in known}


def _regions(places: Iterable[tuple[str, str, float, float]]) -> dict[tuple[str, str], Point]:
    """A last resort for the small islands whose only commune does not bear the name of its town."""
    members: dict[str, list[Point]] = defaultdict(list)
    for region, _, latitude, longitude in places:
        members[region].append((latitude, longitude))
    return {("d", region): (median(p[0] for p in own), median(p[1] for p in own)) for region, own in members.items()}


def _candidates(communes: list[Raw], places: Iterable[tuple[str, str, float, float]]) -> dict[str, list[Point]]:
    by_name: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for region, name, latitude, longitude in places:
        by_name[region, folded(name)].append((latitude, longitude))
    return {raw.insee: by_name.get((raw.region, folded(raw.name)), []) for raw in communes}


def _middles(communes: list[Raw], points: Mapping[str, Point], least: int = 1) -> dict[tuple[str, str], Point]:
    """The middle of each group with at least `least` known members."""
    members: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for raw in communes:
        if point := points.get(raw.insee):
            for group in raw.groups:
                members[group].append(point)
    return {
        group: (median(p[0] for p in own), median(p[1] for p in own))
        for group, own in members.items()
        if len(own) >= least
    }


def _nearest(raw: Raw, points: list[Point], middles: Mapping[tuple[str, str], Point]) -> Point | None:
    """The place of its name that is nearest to its neighbours, when it is near enough to all of them to be believed."""
    wide = [group for group in raw.groups if group[0] in BELIEVED_KM and group in middles]
    if not wide:
        return points[0] if len(points) == 1 else None
    best = min(points, key=lambda point: flat_km(point, middles[wide[0]]), default=None)
    archipelago = raw.groups[-1][1][:2] >= "97"
    near = best and all(flat_km(best, middles[group]) <= BELIEVED_KM[group[0]] for group in wide)
    return best if near or archipelago else None


def _each_its_own(
    communes: list[Raw], chosen: Mapping[str, Point | None], middles: Mapping[tuple[str, str], Point]
) -> dict[str, Point]:
    """Two communes of one name cannot be one place: the one whose neighbours are nearer has it."""
    claims: dict[Point, list[tuple[float, str]]] = defaultdict(list)
    for raw in communes:
        if point := chosen[raw.insee]:
            near = [flat_km(point, middles[group]) for group in raw.groups if group[0] == "e" and group in middles]
            claims[point].append((min(near, default=BELIEVED_KM["e"]), raw.insee))
    return {min(claimants)[1]: point for point, claimants in claims.items()}


def _placed(raw: Raw, own: Mapping[str, Point], middles: Mapping[tuple[str, str], Point]) -> tuple[Point, str] | None:
    if point := own.get(raw.insee):
        return point, "c"
    for group in raw.groups:
        if group in middles:
            return middles[group], group[0]
    return None
