"""The parts of a territory as boxes of a form: « Rhône (69) » ⇄ « d69 »."""

import re
from collections.abc import Iterable, Iterator
from functools import reduce

from alerts.intake.circles import MOST_KM
from alerts.intake.places import merge, territory_words
from alerts.intake.territory_words import FEW
from alerts.model.structure import Radius, Territory
from alerts.territory.france import France

NOWHERE = Territory()
_FRANCE = "france"
_CIRCLE = re.compile(r"a(\d{5})~(\d{1,3}(?:\.\d{1,3})?)")
MOST = 200  # boxes read of one form


def parts_of(territory: Territory) -> list[tuple[str, str]]:
    """(words, value) of each part. Nearly all of France is one part: a hundred boxes would hide it."""
    return [(", ".join(territory_words(_part(value))), value) for value in _values(territory)]


def territory_of(values: Iterable[str]) -> Territory:
    """All that these boxes hold. A value that is none of ours holds nothing."""
    return reduce(merge, (_part(value) for value in list(values)[:MOST]), NOWHERE)


def _values(territory: Territory) -> Iterator[str]:
    if territory.whole_france:
        yield _FRANCE
        return
    left_out = France.load().departements - territory.departements
    if 0 < len(left_out) <= FEW and not territory.regions:
        yield "x" + ".".join(sorted(left_out))
    else:
        yield from (f"d{code}" for code in sorted(territory.departements))
    yield from (f"r{code}" for code in sorted(territory.regions))
    yield from (f"e{siren}" for siren in sorted(territory.epci))
    yield from (f"a{circle.postcode}~{circle.km:g}" for circle in territory.around)


def _part(value: str) -> Territory:
    france = France.load()
    mark, code = value[:1], value[1:]
    if value == _FRANCE:
        return Territory(whole_france=True)
    if mark == "x":
        return Territory(departements=france.departements - set(code.split(".")))
    if mark == "d" and code in france.departements:
        return Territory(departements=frozenset({code}))
    if mark == "r" and code in france.regions:
        return Territory(regions=frozenset({code}))
    if mark == "e" and france.epci(code) is not None:
        return Territory(epci=frozenset({code}))
    return _circle(value)


def _circle(value: str) -> Territory:
    found = _CIRCLE.fullmatch(value)
    if found and France.load().point_at(found[1]) and 1 <= float(found[2]) <= MOST_KM:
        return Territory(around=(Radius(found[1], float(found[2])),))
    return NOWHERE
