"""Where the work is done, in words, and the overseas clock that people there live by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.messages.french import PARIS, clock, count, day, enumeration, moment
from alerts.territory.france import France
from alerts.territory.places import resolve
from scrapers.notice import Lot, Notice

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
_SECOND_BEST = {
    "buyer": " (adresse de l'acheteur : le lieu d'exécution n'est pas indiqué)",
    "publication": " (département de parution : le lieu d'exécution n'est pas indiqué)",
}


@dataclass(frozen=True, slots=True)
class Where:
    """`names` are the places, best first; `caution` follows them when they are not where the work is done."""

    names: tuple[str, ...] = ()
    caution: str = ""
    overseas: Overseas | None = None

    @property
    def first(self) -> str:
        """One place, for a title."""
        return self.names[0] if self.names else ""

    @property
    def words(self) -> str:
        """At most three places, the rest counted, and what to beware of."""
        left = len(self.names) - MOST
        rest = [count(left, "autre lieu", "autres lieux")] if left > 0 else []
        return enumeration([*self.names[:MOST], *rest]) + self.caution


def where(notice: Notice, lots: Sequence[Lot]) -> Where:
    """The places of these lots of a notice, as matching understands them (`alerts.territory.places.resolve`)."""
    france = France.load()
    found = [resolve(notice, lot, france) for lot in lots]
    names = tuple(dict.fromkeys(spot.words for facts in found for spot in facts.spots if spot.words))
    source = next((facts.source for facts in found if facts.source), None)
    return Where(
        names, _SECOND_BEST.get(source or "", ""), _overseas(code for one in found for code in one.departements)
    )


def local_moment(at: datetime, away: Overseas | None) -> str:
    """Paris time, followed by the overseas time: « … à 12 h 00, heure de Paris (6 h 00, heure de la Guadeloupe) »."""
    if away is None:
        return moment(at)
    there, here = at.astimezone(away.zone), at.astimezone(PARIS)
    same_day = there.date() == here.date()
    words = clock(there) if same_day else f"{day(there)} à {clock(there)}"
    return f"{moment(at)}, heure de Paris ({words}, heure de {away.name})"


def _overseas(departements: Iterable[str]) -> Overseas | None:
    """The overseas clock, when all the work is in one such place."""
    codes = set(departements)
    return _OVERSEAS.get(codes.pop()) if len(codes) == 1 else None
