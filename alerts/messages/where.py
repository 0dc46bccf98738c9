"""Where the work is done, in words, and the overseas clock that people there live by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.messages.french import PARIS, clock, count, day, enumeration, moment
from scrapers.notice import Notice, Place

MOST = 3  # places named before the rest is counted


@dataclass(frozen=True, slots=True)
class Overseas:
    """`name` follows « heure de »: « la Guadeloupe », « Mayotte »."""

    name: str
    zone: ZoneInfo


_OVERSEAS = {
    "971": Overseas("la Guadeloupe", ZoneInfo("America/Guadeloupe")),
    "972": Overseas("la Martinique", ZoneInfo("America/Martinique")),
    "973": Overseas("la Guyane", ZoneInfo("America/Cayenne")),
    "974": Overseas("La Réunion", ZoneInfo("Indian/Reunion")),
    "975": Overseas("Saint-Pierre-et-Miquelon", ZoneInfo("America/Miquelon")),
    "976": Overseas("Mayotte", ZoneInfo("Indian/Mayotte")),
    "977": Overseas("Saint-Barthélemy", ZoneInfo("America/St_Barthelemy")),
    "978": Overseas("Saint-Martin", ZoneInfo("America/Marigot")),
    "986": Overseas("Wallis-et-Futuna", ZoneInfo("Pacific/Wallis")),
    "987": Overseas("la Polynésie", ZoneInfo("Pacific/Tahiti")),
    "988": Overseas("la Nouvelle-Calédonie", ZoneInfo("Pacific/Noumea")),
}
_NUTS = {"FRY1": "971", "FRY2": "972", "FRY3": "973", "FRY4": "974", "FRY5": "976"}  # NUTS 2021


def departement(place: Place) -> str | None:
    """INSEE code of the département of a place, as far as its code or postcode says it ("2A", "974")."""
    if place.departement:
        return place.departement
    if place.postcode and len(place.postcode) == 5:
        return _of_postcode(place.postcode)
    return _NUTS.get((place.nuts or "")[:4])


def overseas(places: Iterable[Place]) -> Overseas | None:
    """The overseas clock of the first place that has one."""
    return next((_OVERSEAS[code] for place in places if (code := departement(place)) in _OVERSEAS), None)


def local_moment(at: datetime, away: Overseas | None) -> str:
    """Paris time, followed by the overseas time: « … à 12 h 00 (6 h 00, heure de la Guadeloupe) »."""
    if away is None:
        return moment(at)
    there, here = at.astimezone(away.zone), at.astimezone(PARIS)
    same_day = there.date() == here.date()
    words = clock(there) if same_day else f"{day(there)} à {clock(there)}"
    return f"{moment(at)}, heure de Paris ({words}, heure de {away.name})"


def place_words(place: Place) -> str:
    """« Villeurbanne (69) », « 69100 », or the code that was published."""
    code = departement(place)
    if place.town:
        return f"{place.town} ({code})" if code else place.town
    if place.postcode:
        return place.postcode
    return f"département {code}" if code else place.label()


def places_words(places: Iterable[Place]) -> str:
    """At most three places, the rest counted; empty when nothing was published."""
    named = [words for words in dict.fromkeys(place_words(place) for place in places) if words]
    left = len(named) - MOST
    if left <= 0:
        return enumeration(named)
    return enumeration([*named[:MOST], count(left, "autre lieu", "autres lieux")])


def where(notice: Notice, lot_places: tuple[Place, ...]) -> str:
    """Where the work is done: the lots say it best, then the notice, then where the buyer is (and it is said)."""
    stated = places_words(lot_places) or places_words(notice.places)
    if stated:
        return stated
    buyer = place_words(notice.buyer.place) if notice.buyer.place else ""
    return f"{buyer} (adresse de l'acheteur : le lieu d'exécution n'est pas indiqué)" if buyer else ""


def _of_postcode(postcode: str) -> str:
    if postcode.startswith(("97", "98")):
        return postcode[:3]
    if postcode.startswith("20"):
        return "2A" if postcode[2] in "01" else "2B"
    return postcode[:2]
