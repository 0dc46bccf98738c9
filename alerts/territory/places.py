"""Where the work of a lot is done, as far as the notice says.

The place of work counts. The buyer's address is second best and told as such: a ministry in Paris buys for all France.
The départements where the buyer paid to be read are never the place; without anything else they are a hint.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from alerts.territory.distance import Point
from alerts.territory.france import France
from alerts.territory.names import folded
from scrapers.notice import Lot, Notice, Place

WhereSource = Literal["lot", "notice", "buyer", "publication"]

OVERSEAS_COUNTRIES = {
    "GLP": "971", "MTQ": "972", "GUF": "973", "REU": "974", "SPM": "975", "MYT": "976", "BLM": "977", "MAF": "978",
    "ATF": "984", "WLF": "986", "PYF": "987", "NCL": "988",
}  # fmt: skip
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_AREA_WORDS = re.compile(r"^(?:(?:departement|region) )?(?:(?:de|du|des) )?(?:(?:la|les|l) )?")
SHOWN = 4  # places named in a sentence


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a notice. The work is in one of `departements` (several: it is not known which; none: abroad).

    `communes` are the INSEE codes it may be in, empty when the notice is not that precise.
    """

    words: str
    departements: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class WhereFacts:
    """`source` says whose place it is, None when nothing is known. `words` is the French for all the places."""

    departements: frozenset[str] = frozenset()
    point: Point | None = None
    source: WhereSource | None = None
    words: str = ""
    spots: tuple[Spot, ...] = ()


def resolve(notice: Notice, lot: Lot, france: France) -> WhereFacts:
    """The best place known for a lot: its own, the notice's, the buyer's, where it was published."""
    bought_from = (notice.buyer.place,) if notice.buyer.place else ()
    published = [Place(departement=code) for code in notice.publication_departements]
    tried: tuple[tuple[WhereSource, Iterable[Place]], ...] = (
        ("lot", lot.places),
        ("notice", notice.places),
        ("buyer", bought_from),
        ("publication", published),
    )
    for source, places in tried:
        found = tuple(dict.fromkeys(spot for place in places if (spot := spot_of(place, france))))
        if found:
            return _facts(source, found)
    return WhereFacts()


def _facts(source: WhereSource, spots: tuple[Spot, ...]) -> WhereFacts:
    names = list(dict.fromkeys(spot.words for spot in spots))
    more = len(names) - SHOWN
    words = ", ".join(names[:SHOWN]) + (f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else "")
    every = frozenset(code for spot in spots for code in spot.departements)
    return WhereFacts(every, next((spot.point for spot in spots if spot.point), None), source, words, spots)


def spot_of(place: Place, france: France) -> Spot | None:
    """A place as published, located; None when it says nothing that can be placed (only "FRA", a town without more)."""
    if outside := _abroad(place):
        return outside
    place = _completed(place)
    possible, agreed = _departements(place, france)
    if not possible:
        return _named_area(place.town, france)
    if not agreed:
        return Spot(area_words(possible, france), possible)
    communes = _communes(place, possible, france)
    if len(communes) == 1:
        return _in_commune(next(iter(communes)), france)
    point = france.point_at(place.postcode) if place.postcode else None
    return Spot(_words(place, possible, france), possible, communes, point)


def _abroad(place: Place) -> Spot | None:
    country, nuts = (place.country or "").upper(), (place.nuts or "").upper()
    foreign = country and country not in ("FRA", "FR") and country not in OVERSEAS_COUNTRIES
    if foreign or re.match(r"(?!FR)[A-Z]{2}", nuts):
        return Spot(f"{place.town} ({country or nuts})" if place.town else country or nuts)
    return None


def _completed(place: Place) -> Place:
    """A postcode that stands within the words of the town, an overseas département that only the country tells."""
    postcode, departement = place.postcode, place.departement
    if not postcode and (found := _POSTCODE.search(place.town or "")):
        postcode = found.group()
    if not departement and not postcode:
        departement = OVERSEAS_COUNTRIES.get((place.country or "").upper())
    return Place(place.nuts, departement, (postcode or "").replace(" ", "") or None, place.town, place.country)


def _departements(place: Place, france: France) -> tuple[frozenset[str], bool]:
    """What the parts of the place agree on; when they contradict each other, all that they say, and False."""
    said = [
        france.departements_at(place.postcode or ""),
        frozenset({(place.departement or "").strip().upper().zfill(2)}) & france.departements,
        france.nuts(place.nuts or ""),
    ]
    known = [one for one in said if one]
    if not known:
        return frozenset(), True
    common = frozenset.intersection(*known)
    return (common, True) if common else (frozenset.union(*known), False)


def _communes(place: Place, possible: frozenset[str], france: France) -> frozenset[str]:
    served = frozenset(
        one for one in france.communes_at(place.postcode or "") if france.departement_of(one) in possible
    )
    name = _POSTCODE.sub(" ", place.town or "")
    if not name.strip() or len(possible) > SHOWN * 2:  # a whole NUTS 1 holds several towns of one name
        return served
    named = frozenset(found for code in possible if (found := france.town(name, code)))
    if len(named) == 1:
        return named
    return named & served or served


def _in_commune(insee: str, france: France) -> Spot:
    departement = france.departement_of(insee) or ""
    words = f"{france.commune_name(insee)} ({departement})"
    return Spot(words, frozenset({departement}), frozenset({insee}), france.point(insee))


def _words(place: Place, possible: frozenset[str], france: France) -> str:
    if len(possible) == 1:
        return area_words(possible, france)
    if place.postcode and france.communes_at(place.postcode):
        return f"{place.postcode}, à cheval sur {area_words(possible, france)}"
    nuts = (place.nuts or "").upper()
    if nuts in ("FR", "FRA"):
        return "France entière"
    return france.nuts_name(nuts) if france.nuts(nuts) == possible and nuts else area_words(possible, france)


def area_words(departements: Iterable[str], france: France) -> str:
    """ "Ain (01), Rhône (69)"."""
    return ", ".join(f"{france.departement_name(code)} ({code})" for code in sorted(departements))


def _named_area(town: str | None, france: France) -> Spot | None:
    """Words in the place of a town that name a département or a region: "Département de l'Ain"."""
    name = _AREA_WORDS.sub("", folded(town or ""))
    for code in france.departements if name else ():
        if folded(france.departement_name(code)) == name:
            return Spot(area_words({code}, france), frozenset({code}))
    for code in france.regions if name else ():
        if folded(france.region_name(code)) == name:
            return Spot(france.region_name(code), france.departements_of(code))
    return None
