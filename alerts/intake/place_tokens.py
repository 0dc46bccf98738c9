"""A text cut into what may be places: numbers, kilometres, names. What each part means is for `places`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from alerts.intake.gazetteer import WHOLE_FRANCE, gazetteer
from alerts.intake.understood import nearest
from alerts.territory.france import France
from alerts.territory.names import folded

_TOKEN = re.compile(
    r"(?<![\d.,])(?P<km>\d{1,7}(?:[.,]\d)?)\s*(?:kms?|kilom[eèé]tres?)(?![^\W\d_])"
    r"|(?P<word>2[ab](?![^\W_])|\d+|[^\W\d_]+)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;/|\n\r•()+]|\s[-–—]\s")
_SPACE = re.compile(r"[ \u00a0\u202f]")
_FILLERS = frozenset(
    {
        *(
            "et",
            "ou",
            "puis",
            "aussi",
            "plus",
            "ainsi",
            "que",
            "dans",
            "en",
            "sur",
            "a",
            "au",
            "aux",
            "le",
            "la",
            "les",
        ),
        *("l", "un", "une", "de", "du", "des", "d", "n", "no", "nous", "je", "on", "tout", "toute", "tous", "toutes"),
        *("departement", "departements", "dept", "depts", "dep", "dpt", "dpts", "region", "regions", "secteur", "zone"),
        *("ville", "villes", "commune", "communes", "code", "codes", "postal", "postaux", "numero", "cedex"),
        *("autour", "alentours", "alentour", "environs", "environ", "proche", "proches", "rayon", "ronde", "moins"),
        *("maximum", "max", "jusqu", "entier", "entiere", "intervenons", "intervient", "travaillons", "travaille"),
        *("er", "e", "eme", "arrondissement"),
    }
)
_AWAY = frozenset(
    {"sauf", "hors", "excepte", "hormis", "pas", "sans", "enlever", "enlevez", "retirer", "retirez", "supprimer"}
)
_AROUND = frozenset({"autour", "alentours", "alentour", "de", "du", "d", "des", "environs", "rayon"})
_LONGEST_TOWN = 9  # words
_CITY_PARTS = {"paris": 20, "lyon": 9, "marseille": 16}


class Kind(Enum):
    AREA = "area"  # a name of the gazetteer
    TOWN = "town"  # a name of towns only
    NUMBER = "number"
    KM = "km"
    AWAY = "away"  # what follows is taken out
    ODD = "odd"  # nothing known


@dataclass(frozen=True, slots=True)
class Part:
    """`text` as written, `name` folded. `begins`: separated from what stands before. `around`: the words before it say
    that it is the middle of a circle."""

    kind: Kind
    text: str
    name: str
    begins: bool = False
    around: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    name: str
    begins: bool
    km: bool = False


def parts_of(text: str) -> list[Part]:
    """In the order of the text."""
    tokens = _tokens(text)
    found: list[Part] = []
    at, first = 0, 0  # `first`: where the little words before the next part begin
    while at < len(tokens):
        kind, size = _at(tokens, at)
        while kind is Kind.ODD and at + size < len(tokens) and _goes_on(tokens, at + size):
            size += 1
        if kind is not None:
            found.append(_part(kind, text, tokens[at : at + size], tokens[first:at]))
            first = at + size
        at += size
    return found


def _goes_on(tokens: Sequence[_Token], at: int) -> bool:
    """Words nobody knows, one after the other, are one unknown thing."""
    return not tokens[at].begins and _at(tokens, at)[0] is Kind.ODD


def _part(kind: Kind, text: str, own: Sequence[_Token], before: Sequence[_Token]) -> Part:
    written = text[own[0].start : own[-1].end]
    name = own[0].name if kind in (Kind.KM, Kind.NUMBER) else folded(written)
    begins = own[0].begins or any(token.begins for token in before)
    return Part(kind, written, name, begins, any(token.name in _AROUND for token in before))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        gap = text[found[-1].end if found else 0 : match.start()]
        begins = not found or bool(_BREAK.search(gap))
        if match["km"]:
            found.append(_Token(match.start(), match.end(), match["km"].replace(",", "."), begins, km=True))
        elif found and not begins and _SPACE.fullmatch(gap) and _one_postcode(found[-1].name, match["word"]):
            first = found.pop()
            found.append(_Token(first.start, match.end(), first.name + match["word"], first.begins))
        else:
            found.append(_Token(match.start(), match.end(), folded(match["word"]), begins))
        if not found[-1].name:  # letters of another alphabet
            found.pop()
    return found


def _one_postcode(first: str, last: str) -> bool:
    """« 69 003 » is one postcode; « 69 971 » are two départements."""
    france = France.load()
    return (
        (len(first), len(last)) == (2, 3)
        and (first + last).isdigit()
        and last not in france.departements
        and bool(france.communes_at(first + last))
    )


def _at(tokens: Sequence[_Token], at: int) -> tuple[Kind | None, int]:
    """What stands there and in how many tokens; None for a little word that says nothing by itself."""
    token = tokens[at]
    if token.km:
        return Kind.KM, 1
    size, kind = _longest_name(tokens, at)
    if token.begins and (whole := _nearly_a_name(tokens, at)) > size:
        return Kind.ODD, whole
    if size > 1 or (size and token.name not in _FILLERS):
        return _whole_or_odd(tokens, at, kind, size)
    if token.name.isascii() and token.name[0].isdigit():
        return (None if _is_city_part(tokens, at) else Kind.NUMBER), 1
    if token.name in _AWAY:
        return Kind.AWAY, 1
    return (None if token.name in _FILLERS or len(token.name) == 1 else Kind.ODD), 1


def _nearly_a_name(tokens: Sequence[_Token], at: int) -> int:
    """« Auvergne Rhône Alpe » is a region with a mistake, not three places: how many tokens, 0 when it is not so."""
    end = _end(tokens, at)
    name = " ".join(token.name for token in tokens[at:end])
    if end - at < 2 or name in gazetteer().areas or not re.fullmatch(r"[a-z ]+", name):
        return 0
    return end - at if nearest(name, (one for one in gazetteer().suggested if " " in one)) else 0


def _end(tokens: Sequence[_Token], at: int) -> int:
    """Where what is written together ends."""
    end = at + 1
    while end < len(tokens) and not tokens[end].begins and not tokens[end].km:
        end += 1
    return end


def _longest_name(tokens: Sequence[_Token], at: int) -> tuple[int, Kind]:
    france, known = France.load(), gazetteer()
    for size in range(min(_end(tokens, at) - at, known.longest), 0, -1):
        name = folded(" ".join(token.name for token in tokens[at : at + size]))
        if name in known.areas:
            return size, Kind.AREA
        if size <= _LONGEST_TOWN and not name.isdigit() and france.towns_named(name):
            return size, Kind.TOWN
    return 0, Kind.ODD


def _whole_or_odd(tokens: Sequence[_Token], at: int, kind: Kind, size: int) -> tuple[Kind, int]:
    """« toute la France » is the whole of it; « le sud de la France » is not."""
    name = " ".join(token.name for token in tokens[at : at + size])
    if kind is not Kind.AREA or gazetteer().areas.get(name) != WHOLE_FRANCE:
        return kind, size
    first = at
    while not tokens[first].begins:
        first -= 1
    plain = all(token.name in _FILLERS or token.name in gazetteer().areas for token in tokens[first:at])
    return (kind if plain else Kind.ODD), size


def _is_city_part(tokens: Sequence[_Token], at: int) -> bool:
    """« Paris 12 », « Lyon 3e »: an arrondissement, not a département."""
    if at == 0 or tokens[at].begins or not tokens[at].name.isdigit():
        return False
    number = tokens[at].name
    return not number.startswith("0") and len(number) <= 2 and int(number) <= _CITY_PARTS.get(tokens[at - 1].name, 0)
