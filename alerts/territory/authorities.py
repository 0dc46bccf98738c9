"""Which local authority a buyer is: by its SIREN where the tables know it, else by its name and where it is.

What is not sure is said so (`doubt`), never guessed in silence: buyers publish the number of another body, names are
shared, and the tables are those of one year.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from alerts.territory.authority_names import AuthorityKind, Form, bones, form, own_body, stranger, towns
from alerts.territory.france import Epci, France
from alerts.territory.names import folded
from alerts.territory.siren import sound

# One authority has the powers of both (2026): told as a région, never twice.
SINGLE = {"2A": "94", "2B": "94", "972": "02", "973": "03", "976": "06"}
ALSACE = frozenset({"67", "68"})  # the Collectivité européenne d'Alsace, told under both départements
NAME_ALONE = "reconnue à son seul nom : à vérifier"
NO_PLACE = "reconnue à son nom, sans savoir dans quel département : à vérifier"
CUT = "reconnue au début de son nom : à vérifier"
ALIKE = "le nom ressemble sans être le même : à vérifier"
CONTRADICTS = "le nom et le numéro SIREN ne disent pas la même chose : à vérifier"
SEVERAL = "plusieurs communes portent ce nom, et l'avis ne dit pas où est celle-ci : à vérifier"
NOT_FOUND = "commune que nos listes ne connaissent pas : à vérifier"
NO_GROUP = "intercommunalité que nos listes ne connaissent pas : à vérifier"
ELSEWHERE = "la seule commune de ce nom est dans un autre département que l'adresse : à vérifier"
FORMER = "numéro SIREN d'une autre année ou d'un autre organisme : à vérifier"
MOST_CUT = 6
_ALIASES = {"sud": "93", "paca": "93", "centre": "24", "aura": "84", "reunion": "04", "idf": "11", "ara": "84"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """`codes`: INSEE code of a commune or région, of départements (two in Alsace), SIREN of an EPCI; empty for others.
    `doubt`: a French sentence, None when sure."""

    kind: AuthorityKind
    codes: tuple[str, ...]
    name: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What a notice says of its buyer. `departements` and `communes`: where it may be, as `alerts.territory.places`."""

    name: str
    siren: str | None = None
    departements: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()


@lru_cache(maxsize=32768)
def recognised(signs: Signs) -> Recognised | None:
    """None when it is no local authority, as far as one can tell."""
    france = France.load()
    said = form(signs.name)
    if said.kind is AuthorityKind.OTHER:
        return Recognised(AuthorityKind.OTHER, (), signs.name)
    signs = _placed(signs, said, france)
    named = _by_name(said, signs, france)
    if signs.siren is None or not sound(signs.siren):
        return named
    numbered = _by_siren(signs.siren, france)
    return _named_only(named) if numbered is None else _both(numbered, named, said, signs)


def _placed(signs: Signs, said: Form, france: France) -> Signs:
    """Where the number of a département stands in the name, it is there."""
    return replace(signs, departements=frozenset({said.digits})) if said.digits in france.departements else signs


def _named_only(named: Recognised | None) -> Recognised | None:
    """A number that is no one's, of an authority that has one in the tables, is a doubt."""
    listed = named is not None and named.kind in (AuthorityKind.COMMUNE, AuthorityKind.EPCI)
    return replace(named, doubt=named.doubt or FORMER) if named is not None and listed else named


def _both(numbered: Recognised, named: Recognised | None, said: Form, signs: Signs) -> Recognised | None:
    """The number says who; the name may speak against it."""
    if named is not None and set(named.codes) & set(numbered.codes) and named.kind is numbered.kind:
        return numbered
    if said.kind is None:
        return replace(numbered, doubt=CONTRADICTS) if own_body(signs.name) else numbered
    if said.kind is numbered.kind and named is None:
        return numbered  # « Ville de … » in words that the tables do not know
    return replace(numbered, doubt=CONTRADICTS)


# By number


def _by_siren(siren: str, france: France) -> Recognised | None:
    if epci := france.epci(siren):
        return _epci(epci)
    if insee := france.commune_of_siren(siren):
        return Recognised(AuthorityKind.COMMUNE, (insee,), france.commune_name(insee))
    code = siren[2:5] if siren[2:4] == "97" else siren[2:4]
    if siren.startswith("22") and code in france.departements:
        return _departement(code)
    region = france.region_of(code)
    if siren.startswith("23") and region:
        return _region(region)
    return None


# By name


def _by_name(said: Form, signs: Signs, france: France) -> Recognised | None:
    match said.kind:
        case AuthorityKind.COMMUNE:
            return _commune(said, signs, france)
        case AuthorityKind.EPCI:
            return _group(said, signs, france)
        case AuthorityKind.DEPARTEMENT:
            return _council(said, france)
        case AuthorityKind.REGION:
            return _regional(said, france)
        case _:
            return None if stranger(signs.name) else _bare(said, signs, france)


def _bare(said: Form, signs: Signs, france: France) -> Recognised | None:
    """A name that says no kind: exactly that of a town or of an EPCI of the place."""
    if len(signs.departements) == 1 and said.rest:
        (departement,) = signs.departements
        if insee := france.town(said.rest, departement):
            return _town(insee, france, NAME_ALONE)
        wanted = bones(said.rest)
        found = [one for words, own in _around(signs.departements, france).items() if wanted <= words for one in own]
        return _epci(found[0], NAME_ALONE) if len(found) == 1 and len(wanted) > 1 else None
    return None


def _commune(said: Form, signs: Signs, france: France) -> Recognised | None:
    names = towns(said)
    if found := _towns(names, signs, france):
        return _town(found, france, None if signs.departements else NO_PLACE)
    words = said.rest.split()
    for left in range(len(words) - 1, max(0, len(words) - 1 - MOST_CUT), -1):
        shorter = towns(replace(said, rest=" ".join(words[:left])))
        if signs.departements and (found := _towns(shorter, signs, france)):
            return _town(found, france, CUT)
    if not words:
        return None
    return _unlisted_town(said, signs, france)


def _unlisted_town(said: Form, signs: Signs, france: France) -> Recognised:
    """Shared by several communes, shortened (« Sarlat »), elsewhere, or unknown."""
    names = towns(said)
    longer = {
        insee
        for code in signs.departements
        for insee in france.communes_of(code)
        if folded(france.commune_name(insee)).startswith(tuple(f"{name} " for name in names))
    }
    if len(longer) == 1:
        return _town(longer.pop(), france, ALIKE)
    bearers = {insee for name in names for insee in france.towns_named(name)}
    if len(bearers) == 1:
        return _town(bearers.pop(), france, ELSEWHERE)
    why = SEVERAL if bearers and not signs.departements else NOT_FOUND
    return Recognised(AuthorityKind.COMMUNE, (), signs.name.strip(), why)


def _towns(names: Iterable[str], signs: Signs, france: France) -> str | None:
    """The only commune of one of these names, there; without a place, in France."""
    for name in names:
        if signs.departements:
            found = {insee for code in signs.departements if (insee := france.town(name, code))}
            near = found & signs.communes or found
        else:
            near = set(france.towns_named(name))
        if len(near) == 1:
            return near.pop()
    return None


def _group(said: Form, signs: Signs, france: France) -> Recognised | None:
    near, wanted = _around(signs.departements, france), bones(said.rest)
    same = near.get(wanted, ())
    if len(same) == 1:
        return _epci(same[0], None if signs.departements else NO_PLACE)
    if not said.first or stranger(signs.name):
        return None
    alike = [one for words, own in near.items() if words <= wanted or wanted <= words for one in own if wanted]
    if len(alike) == 1 and signs.departements:
        return _epci(alike[0], ALIKE)
    return Recognised(AuthorityKind.EPCI, (), signs.name.strip(), NO_GROUP)


@lru_cache(maxsize=256)
def _around(departements: frozenset[str], france: France) -> dict[frozenset[str], tuple[Epci, ...]]:
    """The EPCI that touch them (all of them when none is known), by the words that tell them from one another."""
    found: dict[frozenset[str], tuple[Epci, ...]] = {}
    for one in france.every_epci:
        if not departements or france.epci_departements(one.siren) & departements:
            words = bones(one.name)
            found[words] = (*found.get(words, ()), one)
    return found


def _council(said: Form, france: France) -> Recognised | None:
    if "alsace" in said.rest.split():
        return Recognised(AuthorityKind.DEPARTEMENT, tuple(sorted(ALSACE)), "Collectivité européenne d'Alsace")
    if not said.rest:
        return _departement(said.digits) if said.digits in france.departements else None
    found = [code for code in france.departements if _begins(said.rest, france.departement_name(code))]
    best = max(found, key=lambda code: len(france.departement_name(code)), default=None)
    return _departement(best) if best else None


def _regional(said: Form, france: France) -> Recognised | None:
    found = [code for code in france.regions if _begins(said.rest, france.region_name(code))]
    best = max(found, key=lambda code: len(france.region_name(code)), default=None)
    best = best or _ALIASES.get(next(iter(said.rest.split()), ""))
    return _region(best) if best else None


def _begins(words: str, name: str) -> bool:
    wanted = folded(name).removeprefix("la ")
    return words == wanted or words.startswith(f"{wanted} ")


# As they are told


def _town(insee: str, france: France, doubt: str | None) -> Recognised:
    return Recognised(AuthorityKind.COMMUNE, (insee,), france.commune_name(insee), doubt)


def _epci(one: Epci, doubt: str | None = None) -> Recognised:
    return Recognised(AuthorityKind.EPCI, (one.siren,), one.name, doubt)


def _departement(code: str) -> Recognised:
    if code in SINGLE:
        return _region(SINGLE[code])
    return Recognised(AuthorityKind.DEPARTEMENT, (code,), departement_title(code))


def _region(code: str) -> Recognised:
    return Recognised(AuthorityKind.REGION, (code,), region_title(code))


def region_title(code: str) -> str:
    """« Bretagne (région) »."""
    return f"{France.load().region_name(code)} (région)"


def departement_title(code: str) -> str:
    """« Isère (département) »: articles differ from one to the next."""
    return f"{France.load().departement_name(code)} (département)"
