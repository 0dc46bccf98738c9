"""« 30 km autour de 69003 », « Grenoble, 20 km »: kilometres find the place that they are around."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alerts.intake.place_tokens import Part
from alerts.intake.territory_words import radius_words, short
from alerts.intake.understood import Question, Unknown
from alerts.model.structure import Radius, Territory
from alerts.territory.france import France

NOWHERE = Territory()
MOST_KM = 500.0
MOST_BEARERS = 6  # towns of one name that still make a question
TOO_MANY = "Plusieurs communes portent ce nom : écrivez le code postal de la vôtre."
_FROM_A_TOWN = "Les kilomètres se comptent autour d’une ville ou d’un code postal : « 69003 30 km »."
_KM = f"Le rayon va de 1 à {MOST_KM:g} km."


@dataclass(frozen=True, slots=True)
class Spot:
    """What a part of the text means by itself. One with `postcode` or `towns` (INSEE codes) may be the middle of a
    circle."""

    part: Part
    territory: Territory = NOWHERE
    words: tuple[str, ...] = ()
    questions: tuple[Question[Territory], ...] = ()
    unknown: tuple[Unknown, ...] = ()
    postcode: str = ""
    towns: tuple[str, ...] = ()
    km: float | None = None

    @property
    def centre(self) -> bool:
        return bool(self.postcode or self.towns)


def circled(spots: Sequence[Spot]) -> list[Spot]:
    """Without kilometres: each has become a circle around its place, or a part that is not understood."""
    found = list(spots)
    for at, spot in enumerate(spots):
        if spot.km is None:
            continue
        middles = _middles(spots, at)
        if not 1 <= spot.km <= MOST_KM:
            found[at] = replace(spot, unknown=(Unknown(spot.part.text, _KM),))
        elif not middles:
            found[at] = replace(spot, unknown=(Unknown(spot.part.text, _FROM_A_TOWN),))
        else:
            for middle in middles:
                found[middle] = _circle(spots[middle], spot.km)
    return found


def _middles(spots: Sequence[Spot], at: int) -> list[int]:
    """« 30 km autour de Lyon et Bourg » is about both; otherwise the kilometres follow their place."""
    after = at + 1 < len(spots) and spots[at + 1].centre
    before = at > 0 and spots[at - 1].centre
    if after and (not before or spots[at + 1].part.around):
        end = at + 2
        while end < len(spots) and spots[end].centre and not spots[end].part.begins and not _counted(spots, end):
            end += 1
        return list(range(at + 1, end))
    return [at - 1] if before else []


def _counted(spots: Sequence[Spot], at: int) -> bool:
    """This place has kilometres of its own, after it."""
    return at + 1 < len(spots) and spots[at + 1].km is not None and not _leads(spots, at + 1)


def _leads(spots: Sequence[Spot], at: int) -> bool:
    return at + 1 < len(spots) and spots[at + 1].centre and spots[at + 1].part.around


def _circle(spot: Spot, km: float) -> Spot:
    """Around a town of a name that several bear, each of them is a choice."""
    postcodes = (spot.postcode,) if spot.postcode else tuple(dict.fromkeys(map(_postcode_of, spot.towns)))
    circles = [Radius(code, km) for code in postcodes if France.load().point_at(code)]
    bare = Spot(spot.part)
    if not circles:
        return replace(bare, unknown=(Unknown(spot.part.text, "Je ne sais pas où est ce code postal."),))
    if len(circles) > MOST_BEARERS:
        return replace(bare, unknown=(Unknown(spot.part.text, TOO_MANY),))
    if len(circles) == 1:
        return replace(bare, territory=Territory(around=(circles[0],)), words=(radius_words(circles[0]),))
    choices = tuple((_label(circle), Territory(around=(circle,))) for circle in circles)
    return replace(bare, questions=(Question(f"Autour de quel « {spot.part.text} » ?", choices),))


def _label(circle: Radius) -> str:
    departements = sorted(France.load().departements_at(circle.postcode))
    return short(f"{circle.postcode}, {France.load().departement_name(departements[0])}")


def _postcode_of(insee: str) -> str:
    """The postcode of a town that fewest other communes share: its point is nearest to that of the town."""
    france = France.load()
    return min(france.postcodes_of(insee), key=lambda code: (len(france.communes_at(code)), code), default="")
