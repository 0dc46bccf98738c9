"""Is the work within the structure's territory?

Certain inside: for. Perhaps (a whole region, a postcode that straddles, only the buyer's address): to be checked.
"""

from functools import lru_cache

from alerts.matching.reasons.sentence import told
from alerts.model.match import Criterion, Reason, Verdict
from alerts.model.structure import Radius, Territory
from alerts.territory.distance import distance_km
from alerts.territory.france import France
from alerts.territory.names import folded
from alerts.territory.places import Spot, WhereFacts

_ORDER = {Verdict.FOR: 0, Verdict.CHECK: 1, Verdict.AGAINST: 2}
_UNTOLD = "Lieu d'exécution non indiqué"
Opinion = tuple[Verdict, str]  # and what to add to the name of the place


def reason(territory: Territory, where: WhereFacts, france: France) -> Reason:
    """Always a reason: a place is always worth telling."""
    verdict, text = _opinion(territory, where, france)
    return told(Criterion.PLACE, verdict, text)


def _opinion(territory: Territory, where: WhereFacts, france: France) -> Opinion:
    if is_nowhere(territory):
        return Verdict.AGAINST, "Votre profil n'indique aucun territoire"
    if not where.spots:
        return _unknown(territory)
    opinions = [spot_opinion(territory, spot, france) for spot in where.spots]
    verdict, added = opinions[0] if len(opinions) == 1 else min(opinions, key=lambda one: _ORDER[one[0]])
    if where.source in ("lot", "notice"):
        return verdict, f"Lieu : {where.words}, {added}"
    return _second_best(territory, where, verdict, added)


def is_nowhere(territory: Territory) -> bool:
    """True when no place is asked for, not even the whole of France."""
    lists = (territory.departements, territory.regions, territory.epci, territory.around)
    return not territory.whole_france and not any(lists)


def _unknown(territory: Territory) -> Opinion:
    if territory.whole_france:
        return Verdict.FOR, f"{_UNTOLD} ; vous travaillez dans toute la France"
    return Verdict.CHECK, f"{_UNTOLD}, adresse de l'acheteur non plus"


def _second_best(territory: Territory, where: WhereFacts, verdict: Verdict, added: str) -> Opinion:
    """What the buyer's address is worth: never a certainty for those who do not work everywhere."""
    said = f"{_UNTOLD} ; {_whose(where)}, {added}"
    if verdict is Verdict.FOR and not territory.whole_france:
        return Verdict.CHECK, said
    return verdict, said


def _whose(where: WhereFacts) -> str:
    if where.source == "publication":
        return f"avis publié pour : {where.words}"
    if len(where.spots[0].communes) == 1:
        return f"l'acheteur est {_at(where.words)}"
    return f"adresse de l'acheteur : {where.words}"


def _at(town: str) -> str:
    """ "à Lyon", "au Havre", "aux Sables-d'Olonne"."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if town.startswith(article):
            return contracted + town.removeprefix(article)
    return f"à {town}"


def spot_opinion(territory: Territory, spot: Spot, france: France) -> Opinion:
    """For, to be checked or against, with the words that follow the name of the place."""
    if not spot.departements:
        return Verdict.AGAINST, "hors de France"
    if territory.whole_france:
        return Verdict.FOR, "vous travaillez dans toute la France"
    found: list[Opinion] = [
        *([_by_departement(territory, spot, france)] if territory.departements or territory.regions else ()),
        *(_by_epci(siren, spot, france) for siren in sorted(territory.epci)),
        *(_by_circle(circle, spot, france) for circle in territory.around),
    ]
    return found[0] if len(found) == 1 else min(found, key=lambda one: _ORDER[one[0]])


@lru_cache(maxsize=65536)
def listed(departements: frozenset[str], regions: frozenset[str], france: France) -> frozenset[str]:
    """The départements that a territory lists, by themselves or by their region."""
    return departements.union(*(france.departements_of(region) for region in regions))


def _by_departement(territory: Territory, spot: Spot, france: France) -> Opinion:
    inside = spot.departements & listed(territory.departements, territory.regions, france)
    if inside == spot.departements:
        return Verdict.FOR, "dans votre territoire"
    return _part() if inside else _outside()


def _by_epci(siren: str, spot: Spot, france: France) -> Opinion:
    epci = france.epci(siren)
    if epci is None:
        return _outside()
    if not spot.communes:
        return _part() if spot.departements & france.epci_departements(siren) else _outside()
    inside = spot.communes & epci.members
    if inside == spot.communes:
        return Verdict.FOR, f"dans votre territoire ({epci.name})"
    return _part() if inside else _outside()


def _by_circle(circle: Radius, spot: Spot, france: France) -> Opinion:
    centre, reach = france.point_at(circle.postcode), france.reach(circle.postcode, circle.km)
    if centre is None or not spot.departements & reach.touched:
        return _outside()
    if spot.point:
        km = distance_km(centre, spot.point)
        far = f"à {max(1, round(km))} km {_from(circle.postcode, france)}"
        return (Verdict.FOR, far) if km <= circle.km else (Verdict.AGAINST, f"{far}, vous en demandez {circle.km:g}")
    if spot.departements <= reach.covered:
        return Verdict.FOR, f"à moins de {circle.km:g} km {_from(circle.postcode, france)}"
    return _part()


@lru_cache(maxsize=8192)
def _from(postcode: str, france: France) -> str:
    """ "de Grenoble (38)", "d'Ajaccio (2A)", "du Mans (72)"; "du code postal 01000" when it serves several communes."""
    communes = france.communes_at(postcode)
    if len(communes) != 1:
        return f"du code postal {postcode}"
    (insee,) = communes
    name = france.commune_name(insee)
    town = f"{name} ({france.departement_of(insee)})"
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if town.startswith(article):
            return contracted + town.removeprefix(article)
    return f"d'{town}" if folded(name)[:1] in "aeiou" else f"de {town}"


def _part() -> Opinion:
    return Verdict.CHECK, "dont une partie seulement est dans votre territoire"


def _outside() -> Opinion:
    return Verdict.AGAINST, "hors de votre territoire"
