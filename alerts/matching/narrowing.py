"""A territory without the place of one notice."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from alerts.matching.reasons.place import is_nowhere
from alerts.model.structure import Radius, Territory
from alerts.territory.distance import Point, distance_km
from alerts.territory.france import France
from alerts.territory.places import area_words, resolve
from scrapers.notice import Lot, Notice

LEAST_KM = 5  # a circle is drawn in steps of that, and never smaller


Cut = tuple[str, dict[str, object]]
Narrower = tuple[str, Territory]


def without_place(territory: Territory, notice: Notice, lots: Sequence[Lot], france: France) -> Narrower | None:
    """What would no longer come, in French, and the territory that remains.

    None when the work is in several départements or nobody knows where, and when nothing would remain.
    """
    found = [resolve(notice, lot, france) for lot in lots]
    codes = frozenset(code for one in found for code in one.departements)
    if len(codes) != 1:
        return None
    (code,) = codes
    communes = frozenset(commune for one in found for spot in one.spots for commune in spot.communes)
    point = next((one.point for one in found if one.point), None)
    cuts = (
        _without_departement(territory, code, france),
        _without_epci(territory, communes, france),
        _nearer(territory, point, france),
    )
    return _together(territory, [cut for cut in cuts if cut])


def _together(territory: Territory, cuts: Iterable[Cut]) -> Narrower | None:
    held = list(cuts)
    fields = {name: value for _, changed in held for name, value in changed.items()}
    after = replace(territory, **fields)  # type: ignore[arg-type]  # each cut changes fields of its own
    if not held or is_nowhere(after):
        return None
    return "les annonces " + " ni ".join(words for words, _ in held), after


def _without_departement(territory: Territory, code: str, france: France) -> Cut | None:
    """From the whole of France, its region goes: the rest can still be said in a few words."""
    region = france.region_of(code) or ""
    if territory.whole_france:
        others = france.regions - {region}
        return f"de cette région : {france.region_name(region)}", {"whole_france": False, "regions": others}
    words = f"de ce département : {area_words({code}, france)}"
    if region in territory.regions:
        siblings = territory.departements | france.departements_of(region)
        return words, {"regions": territory.regions - {region}, "departements": siblings - {code}}
    if code in territory.departements:
        return words, {"departements": territory.departements - {code}}
    return None


def _without_epci(territory: Territory, communes: frozenset[str], france: France) -> Cut | None:
    found = [one for siren in sorted(territory.epci) if (one := france.epci(siren)) and communes & one.members]
    if not found:
        return None
    names = " et ".join(one.name for one in found)
    return f"de {names}", {"epci": territory.epci - {one.siren for one in found}}


def _nearer(territory: Territory, point: Point | None, france: France) -> Cut | None:
    """Circles that reach the place stop before it, at a round number of kilometres."""
    shorter = {one: cut for one in territory.around if (cut := _shorter(one, point, france))}
    if not shorter:
        return None
    told = " ni ".join(f"à plus de {one.km:g} km du code postal {one.postcode}" for one in shorter.values())
    return told, {"around": tuple(shorter.get(one, one) for one in territory.around)}


def _shorter(circle: Radius, point: Point | None, france: France) -> Radius | None:
    centre = france.point_at(circle.postcode)
    if centre is None or point is None:
        return None
    km = distance_km(centre, point)
    before = (math.ceil(km / LEAST_KM) - 1) * LEAST_KM
    return replace(circle, km=float(before)) if LEAST_KM <= before < circle.km and km <= circle.km else None
