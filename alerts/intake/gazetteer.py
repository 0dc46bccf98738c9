"""The names of places that people type, all of them, and what each one means."""

from dataclasses import dataclass
from functools import cache

from alerts.model.structure import Territory
from alerts.territory.france import France
from alerts.territory.names import folded

WHOLE_FRANCE = Territory(whole_france=True)
OVERSEAS = frozenset({"971", "972", "973", "974", "976"})
_EPCI_TYPES = {"cc": "communaute de communes", "ca": "communaute d agglomeration", "cu": "communaute urbaine"}
_LINKS = ("de la ", "de l ", "des ", "du ", "de ", "d ")
_FORMER_REGIONS = (
    *("FRC1", "FRC2", "FRD1", "FRD2", "FRE1", "FRE2", "FRF1", "FRF2", "FRF3"),
    *("FRI1", "FRI2", "FRI3", "FRJ1", "FRJ2", "FRK1", "FRK2"),
)
_CALLED = {
    "11": ("idf", "region parisienne"),
    "84": ("aura", "ara"),
    "93": ("paca", "region sud"),
    "24": ("centre",),
    "52": ("pays de loire",),
}
_FRANCE = ("france", "hexagone", "partout", "national", "territoire national")
_SHORT = {"971": ("gwada",), "93": ("neuf trois",), "976": ("maore",)}
# Départements whose name is also that of a town that people may well mean.
ALSO_TOWNS = frozenset({"vienne", "saint martin", "saint barthelemy"})


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Folded names to territories; towns are asked to `France.towns_named`. `longest`: words of the longest name."""

    areas: dict[str, Territory]
    suggested: tuple[str, ...]  # names worth proposing for a mistyped one
    longest: int


@cache
def gazetteer() -> Gazetteer:
    """Built at the first use, in a fraction of a second."""
    france = France.load()
    areas = _epci_names(france)
    wide: dict[str, Territory] = {}
    for code in _FORMER_REGIONS:
        wide[folded(france.nuts_name(code))] = Territory(departements=france.nuts(code))
    for code in france.regions:
        for name in (folded(france.region_name(code)), *_CALLED.get(code, ())):
            wide[name] = Territory(regions=frozenset({code}))
    for code in france.departements:
        for name in (folded(france.departement_name(code)), *_SHORT.get(code, ())):
            wide[name] = Territory(departements=frozenset({code}))
    wide |= _wide_names(france)
    names = areas | wide
    longest = max(len(name.split()) for name in names)
    return Gazetteer(
        names, tuple(name for name, one in wide.items() if len(name) > 3 and not one.whole_france), longest
    )


def _wide_names(france: France) -> dict[str, Territory]:
    mainland = frozenset(code for code in france.departements if not france.is_overseas(code))
    overseas = Territory(departements=OVERSEAS)
    return {
        "france metropolitaine": Territory(departements=mainland),
        **dict.fromkeys(("outre mer", "dom", "drom", "dom tom"), overseas),
        **dict.fromkeys(_FRANCE, WHOLE_FRANCE),
        "petite couronne": Territory(departements=frozenset({"92", "93", "94"})),
        "grande couronne": Territory(departements=frozenset({"77", "78", "91", "95"})),
        "antilles": Territory(departements=frozenset({"971", "972"})),
        "reunion": Territory(departements=frozenset({"974"})),
    }


def _epci_names(france: France) -> dict[str, Territory]:
    """Whole names only, with and without « CC », « communauté de communes »…; a name borne twice means nothing."""
    bearers: dict[str, set[str]] = {"grand lyon": set(france.epci_named("Métropole de Lyon"))}
    for one in france.every_epci:
        for name in _spellings(folded(one.name)):
            bearers.setdefault(name, set()).add(one.siren)
    return {
        name: Territory(epci=frozenset(sirens))
        for name, sirens in bearers.items()
        if len(sirens) == 1 and not france.towns_named(name)
    }


def _spellings(name: str) -> list[str]:
    kind, _, rest = name.partition(" ")
    if kind not in _EPCI_TYPES:
        return [name]
    bare = next((rest.removeprefix(link) for link in _LINKS if rest.startswith(link)), rest)
    long = f"{_EPCI_TYPES[kind]} {rest}"
    return [name, long, *([rest, bare] if " " in bare else ())]
