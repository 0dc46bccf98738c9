"""Where a structure works, as its people type it: « 01, 69 », « 69003 30 km », « l'Ain et Grenoble », « Bretagne ».

What is understood is always said back in full, since a postcode or a town stands for its département; what is ambiguous
is asked, what is nearly a name is proposed, and the rest is given back with a hint.
"""

from dataclasses import dataclass, replace

from alerts.intake.circles import MOST_BEARERS, NOWHERE, TOO_MANY, Spot, circled
from alerts.intake.gazetteer import ALSO_TOWNS, gazetteer
from alerts.intake.place_numbers import number
from alerts.intake.place_tokens import Kind, Part, parts_of
from alerts.intake.territory_words import departement_words, merge, remove, short, territory_words
from alerts.intake.understood import Question, Unknown, nearest
from alerts.model.structure import Territory
from alerts.territory.france import France

__all__ = ["UnderstoodPlaces", "merge", "position", "remove", "territory_words", "understand_places"]

TOO_LONG = 1000  # characters: nobody types a longer answer
NEAR_KM, NEAR_OVERSEAS_KM = 30.0, 120.0  # communes of Guyane are far apart
NOT_KNOWN = "Écrivez un numéro de département (69), un code postal (69003) ou un nom (Rhône)."


@dataclass(frozen=True, slots=True)
class UnderstoodPlaces:
    """`territory` is what is sure; `understood` says each part of it in French. The choices of questions are
    territories to merge with it. `taken_out`: what « sauf », « sans » or « enlever » names; it is out of `territory`
    already, and stands here to be removed from a territory known before."""

    territory: Territory = NOWHERE
    understood: tuple[str, ...] = ()
    questions: tuple[Question[Territory], ...] = ()
    unknown: tuple[Unknown, ...] = ()
    taken_out: Territory = NOWHERE


def understand_places(text: str) -> UnderstoodPlaces:
    """Never raises, whatever the text."""
    parts = parts_of(text[:TOO_LONG])
    if not parts and text.strip():
        return UnderstoodPlaces(unknown=(Unknown(text.strip()[:TOO_LONG], NOT_KNOWN),))
    away = next((at for at, part in enumerate(parts) if part.kind is Kind.AWAY), len(parts))
    wanted = _put_together(parts[:away])
    less = _put_together([part for part in parts[away:] if part.kind is not Kind.AWAY])
    if less.territory == NOWHERE:
        return replace(wanted, unknown=(*wanted.unknown, *less.unknown))
    rest = remove(wanted.territory, less.territory)
    unknown = (*wanted.unknown, *less.unknown)
    return UnderstoodPlaces(rest, territory_words(rest), wanted.questions, unknown, less.territory)


def position(latitude: float, longitude: float) -> Territory | None:
    """The département of a place, known to a kilometre only and not kept; None abroad or at sea."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    france, point = France.load(), (round(latitude, 2), round(longitude, 2))
    near = france.departement_near(point, NEAR_KM)
    if near is None:
        far = france.departement_near(point, NEAR_OVERSEAS_KM)
        near = far if far and france.is_overseas(far) else None
    return Territory(departements=frozenset({near})) if near else None


def _put_together(parts: list[Part]) -> UnderstoodPlaces:
    territory, words = Territory(), list[str]()
    questions, unknown = list[Question[Territory]](), list[Unknown]()
    for spot in circled([_spot(part) for part in parts]):
        territory = merge(territory, spot.territory)
        words += spot.words
        questions += spot.questions
        unknown += spot.unknown
    open_questions = tuple(one for one in dict.fromkeys(questions) if not _answered(one, territory))
    return UnderstoodPlaces(territory, tuple(dict.fromkeys(words)), open_questions, tuple(dict.fromkeys(unknown)))


def _answered(question: Question[Territory], territory: Territory) -> bool:
    """« Saint-Denis 93 »: the rest of the text says which one."""
    return any(part.departements and part.departements <= territory.departements for _, part in question.choices)


def _spot(part: Part) -> Spot:
    match part.kind:
        case Kind.NUMBER:
            return number(part)
        case Kind.AREA if part.name in ALSO_TOWNS:
            own = gazetteer().areas[part.name]
            return _asked(part, ((short(territory_words(own)[0]), own), *_towns(part)))
        case Kind.AREA:
            found = gazetteer().areas[part.name]
            return Spot(part, found, territory_words(found))
        case Kind.TOWN:
            return _town(part)
        case Kind.KM:
            return Spot(part, km=float(part.name))
        case _:
            return _nearly(part)


def _town(part: Part) -> Spot:
    bearers = France.load().towns_named(part.name)
    choices = _towns(part)
    if len(choices) == 1:
        found = choices[0][1]
        words = f"{territory_words(found)[0]}, département de {part.text}"
        return Spot(part, found, (words,), towns=bearers)
    if len(choices) > MOST_BEARERS:
        return Spot(part, unknown=(Unknown(part.text, TOO_MANY),), towns=bearers)
    return _asked(part, choices)


def _towns(part: Part) -> tuple[tuple[str, Territory], ...]:
    """The départements of the towns of this name, each with its label."""
    france = France.load()
    codes = {france.departement_of(insee) or "" for insee in france.towns_named(part.name)}
    return tuple((short(departement_words(code)), Territory(departements=frozenset({code}))) for code in sorted(codes))


def _asked(part: Part, choices: tuple[tuple[str, Territory], ...]) -> Spot:
    text = f"« {part.text} » existe dans plusieurs départements. Lequel ?"
    towns = France.load().towns_named(part.name)
    return Spot(part, questions=(Question(text, tuple(dict.fromkeys(choices))),), towns=towns)


def _nearly(part: Part) -> Spot:
    """Proposals for a name with a mistake or two: areas first, then towns that begin alike."""
    towns = (name for name in France.load().town_names() if name[:1] == part.name[:1])
    if part.name in gazetteer().areas:  # « le sud de la France »
        return Spot(part, unknown=(Unknown(part.text, NOT_KNOWN),))
    names = nearest(part.name, gazetteer().suggested) or nearest(part.name, towns, keep=2)
    choices = [choice for name in names for choice in _choices_for(name)]
    if not choices:
        return Spot(part, unknown=(Unknown(part.text, NOT_KNOWN),))
    text = f"Je n’ai pas reconnu « {part.text} ». Vouliez-vous dire…"
    return Spot(part, questions=(Question(text, tuple(dict.fromkeys(choices))[:MOST_BEARERS]),))


def _choices_for(name: str) -> list[tuple[str, Territory]]:
    area = gazetteer().areas.get(name)
    if area is not None:
        words = territory_words(area)
        return [(short(words[0] if len(words) == 1 else name.title()), area)]
    france = France.load()
    towns = ((france.commune_name(insee), france.departement_of(insee) or "") for insee in france.towns_named(name))
    return [(short(f"{town} ({code})"), Territory(departements=frozenset({code}))) for town, code in towns]
