"""A territory in French, for a screen; territories put together and taken apart."""

from alerts.model.structure import Radius, Territory
from alerts.territory.france import France

LABEL = 24
FEW = 12  # départements left out that are still worth naming


def territory_words(territory: Territory) -> tuple[str, ...]:
    """« Bretagne », « Rhône (69) », « Métropole de Lyon », « à 30 km autour de 69003 (Lyon) », one for each part."""
    if territory.whole_france:
        return ("France entière",)
    france = France.load()
    left_out = france.departements - territory.departements
    if 0 < len(left_out) <= FEW and not territory.regions:
        listed: tuple[str, ...] = (f"France entière sauf {', '.join(map(departement_words, sorted(left_out)))}",)
    else:
        listed = tuple(departement_words(code) for code in sorted(territory.departements))
    return (
        *sorted(france.region_name(code) for code in territory.regions),
        *listed,
        *sorted(epci.name for siren in territory.epci if (epci := france.epci(siren))),
        *(radius_words(circle) for circle in territory.around),
    )


def departement_words(code: str) -> str:
    """« Rhône (69) »."""
    return f"{France.load().departement_name(code)} ({code})"


def short(label: str) -> str:
    """As it holds on a button: 24 characters; the number of a département stays."""
    if len(label) <= LABEL:
        return label
    name, bracket, code = label.rpartition(" (")
    return f"{name[: LABEL - len(code) - 3]}… ({code}" if bracket else f"{label[: LABEL - 1]}…"


def radius_words(circle: Radius) -> str:
    """« à 30 km autour de 69003 (Lyon) »; the communes of a postcode that serves three or more are not all named."""
    france = France.load()
    names = sorted(france.commune_name(insee) for insee in france.communes_at(circle.postcode))
    towns = ", ".join(names) if len(names) < 3 else f"{names[0]} et {len(names) - 1} autres communes"
    return f"à {circle.km:g} km autour de {circle.postcode}" + (f" ({towns})" if towns else "")


def merge(one: Territory, other: Territory) -> Territory:
    """All that either of them holds."""
    if one.whole_france or other.whole_france:
        return Territory(whole_france=True)
    return Territory(
        one.departements | other.departements,
        one.regions | other.regions,
        one.epci | other.epci,
        tuple(dict.fromkeys((*one.around, *other.around))),
    )


def remove(territory: Territory, less: Territory) -> Territory:
    """`territory` without the parts of `less`. What a part of a region, or of France, is taken from becomes its
    départements; a whole département is never cut by an EPCI or a circle."""
    if less.whole_france:
        return Territory()
    france = France.load()
    gone = less.departements.union(*(france.departements_of(region) for region in less.regions))
    if territory.whole_france:
        return Territory(departements=france.departements - gone) if gone else territory
    cut = frozenset(code for code in territory.regions if france.departements_of(code) & gone)
    opened = frozenset().union(*(france.departements_of(code) for code in cut))
    return Territory(
        (territory.departements | opened) - gone,
        territory.regions - cut,
        territory.epci - less.epci,
        tuple(circle for circle in territory.around if circle not in less.around),
    )
