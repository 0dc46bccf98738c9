"""The fields of an activity as people write them, in a file or on a command line, read one by one.

Each reader takes the raw value and gives the value of `Criteria`; it raises Problems with French sentences.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, TypeVar

from alerts.matching.trades import trade
from alerts.matching.words import normal
from alerts.model.structure import Criteria, Radius, StructureKind, Territory, Want
from alerts.territory.france import France
from alerts.territory.spoken import departement, epci, region

Value = TypeVar("Value")
CPV_DIVISIONS = frozenset(
    (
        *("03", "09", "14", "15", "16", "18", "19", "22", "24", "30", "31", "32", "33", "34", "35", "37", "38", "39"),
        *("41", "42", "43", "44", "45", "48", "50", "51", "55", "60", "63", "64", "65", "66", "70", "71", "72", "73"),
        *("75", "76", "77", "79", "80", "85", "90", "92", "98"),
    )
)  # fmt: skip
MAX_KM, MAX_DAYS = 1000, 365


class Problems(ValueError):
    """Everything wrong with a value, one French sentence each."""

    def __init__(self, *texts: str) -> None:
        super().__init__("\n".join(texts))
        self.texts = texts


def each(value: object, read: Callable[[str], Value]) -> list[Value]:
    """A list of words, or one word alone; numbers are taken for words (01 is not a number in TOML, 84 is)."""
    items = value if isinstance(value, list | tuple | set | frozenset) else [value]
    found: list[Value] = []
    wrong: list[str] = []
    for item in items:
        if not isinstance(item, str | int) or isinstance(item, bool) or not str(item).strip():
            wrong.append(f"du texte est attendu, et non {item!r}.")
            continue
        try:
            found.append(read(str(item).strip()))
        except ValueError as problem:
            wrong.append(str(problem))
    if wrong:
        raise Problems(*wrong)
    return found


def one_of(text: str, known: Iterable[str], what: str) -> str:
    """A word of a closed list, whatever its capitals."""
    names = list(known)
    if text.lower() in names:
        return text.lower()
    near = get_close_matches(text.lower(), names, 1, 0.5)
    proposed = f"Vouliez-vous dire {near[0]} ?" if near else f"Possible : {', '.join(names)}."
    raise Problems(f"{what} : « {text} ». {proposed}")


def kind(text: str) -> StructureKind:
    """Raises Problems when there is no such kind of structure."""
    return StructureKind(one_of(text, StructureKind, "genre de structure inconnu"))


def want(text: str) -> Want:
    """Raises Problems when there is no such wish."""
    return Want(one_of(text, Want, "souhait inconnu"))


def cpv_prefix(text: str) -> str:
    """2 to 8 digits; the zeros that end a whole code are dropped, so that 77310000 holds 77311000."""
    digits = re.sub(r"-\d$", "", text)
    if not re.fullmatch(r"\d{2,8}", digits) or digits[:2] not in CPV_DIVISIONS:
        raise Problems(f"préfixe CPV impossible : « {text} » (2 à 8 chiffres, par exemple 7731).")
    significant = digits.rstrip("0") if len(digits) == 8 else digits
    return digits[: max(2, len(significant))]


def phrase(text: str) -> str:
    """A word or a phrase to look for."""
    if len(normal(text)) < 3:
        raise Problems(f"mot sans lettre ni chiffre : « {text} ».")
    return text


def circle(item: object) -> Radius:
    """{ postcode = "38000", km = 40 } or "38000:40"."""
    if isinstance(item, str) and item.count(":") == 1:
        postcode, km = item.split(":")
        item = {"postcode": postcode.strip(), "km": km.strip()}
    if not isinstance(item, Mapping) or set(item) != {"postcode", "km"}:
        raise Problems('un rayon s\'écrit { postcode = "38000", km = 40 }.')
    return Radius(_postcode(str(item["postcode"])), float(number(item["km"], MAX_KM, "km : ")))


def _postcode(text: str) -> str:
    france = France.load()
    if not re.fullmatch(r"\d{5}", text):
        raise Problems(f"code postal impossible : « {text} » (cinq chiffres, entre guillemets).")
    if france.point_at(text) is None:
        raise Problems(f"code postal inconnu : « {text} » (un CEDEX ne convient pas : prenez celui de la commune).")
    return text


def circles(value: object) -> tuple[Radius, ...]:
    """One circle or a list of them."""
    items = value if isinstance(value, list | tuple) else [value]
    found: list[Radius] = []
    wrong: list[str] = []
    for item in items:
        try:
            found.append(circle(item))
        except Problems as problem:
            wrong += problem.texts
    if wrong:
        raise Problems(*wrong)
    return tuple(found)


def number(value: object, highest: int | None = None, what: str = "") -> Decimal:
    """A number that is not negative, at most `highest`. `what` begins the problem when the field does not say it."""
    try:
        found = Decimal(str(value)) if not isinstance(value, bool) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        raise Problems(f"{what}un nombre est attendu, et non {value!r}.")
    if found < 0 or (highest is not None and found > highest):
        bounds = f"de 0 à {highest}" if highest is not None else "0 ou plus"
        raise Problems(f"{what}{value} est impossible ({bounds}).")
    return found


def yes_or_no(value: object) -> bool:
    """true or false, as TOML writes them."""
    if not isinstance(value, bool):
        raise Problems(f"true ou false est attendu, et non {value!r}.")
    return value


def _days(value: object) -> int:
    found = number(value, MAX_DAYS)
    if found != int(found):
        raise Problems(f"un nombre entier de jours est attendu, et non {value!r}.")
    return int(found)


READERS: Mapping[str, Callable[[Any], Any]] = {
    "trades": lambda value: frozenset(each(value, lambda text: trade(text).slug)),
    "cpv": lambda value: frozenset(each(value, cpv_prefix)),
    "departements": lambda value: frozenset(each(value, departement)),
    "regions": lambda value: frozenset(each(value, region)),
    "epci": lambda value: frozenset(each(value, epci)),
    "around": circles,
    "whole_france": yes_or_no,
    "include_words": lambda value: tuple(each(value, phrase)),
    "exclude_words": lambda value: tuple(each(value, phrase)),
    "amount_min": number,
    "amount_max": number,
    "wants": lambda value: frozenset(each(value, want)),
    "min_days_left": _days,
}
CHOOSING = ("trades", "cpv", "include_words", "departements", "regions", "epci", "around", "whole_france")
PLACES = ("departements", "regions", "epci", "around", "whole_france")


def read_fields(fields: Mapping[str, object]) -> tuple[Criteria | None, list[tuple[str, str]]]:
    """The criteria, or None and what is wrong: (field, French sentence)."""
    read: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for name, value in fields.items():
        if name not in READERS:
            near = get_close_matches(name, READERS, 1, 0.6)
            wrong.append((name, "champ inconnu." + (f" Vouliez-vous dire {near[0]} ?" if near else "")))
            continue
        try:
            read[name] = READERS[name](value)
        except Problems as problem:
            wrong += [(name, text) for text in problem.texts]
    if _reversed(read):
        wrong.append(("amount_max", "le maximum est au-dessous du minimum (amount_min)."))
    if read.get("whole_france") and (listed := [name for name in PLACES[:-1] if read.get(name)]):
        wrong.append(("whole_france", f"true contredit {', '.join(listed)} : gardez l'un ou l'autre."))
    return (None, wrong) if wrong else (_criteria(read), [])


def _reversed(read: Mapping[str, Any]) -> bool:
    low, high = read.get("amount_min"), read.get("amount_max")
    return low is not None and high is not None and high < low


def asks_for_everything(fields: Mapping[str, object], criteria: Criteria) -> bool:
    """True when nothing was asked for (trade, CPV, word, place) and open lots are wanted: all France would be sent."""
    return Want.OPEN in criteria.wants and not any(fields.get(name) for name in CHOOSING)


def _criteria(read: dict[str, Any]) -> Criteria:
    """Without any place: the whole of France. Without any wish: all of them."""
    places = {name: read.pop(name) for name in PLACES if name in read}
    territory = Territory(**places) if any(places.values()) else Territory(whole_france=True)
    prefixes = read.pop("cpv", frozenset())
    wants = read.pop("wants", None) or frozenset(Want)
    return Criteria(cpv_prefixes=prefixes, territory=territory, wants=wants, **read)


def criteria(**fields: object) -> Criteria:
    """One activity from plain values, for a command line: `criteria(trades=["espaces-verts"], departements=["01"])`.

    A value that is None or empty asks for nothing. Raises Problems with everything that is wrong.
    """
    given = {name: value for name, value in fields.items() if value is not None and value != [] and value != ()}
    found, wrong = read_fields(given)
    if found is None:
        raise Problems(*(f"{name} : {text}" for name, text in wrong))
    return found
