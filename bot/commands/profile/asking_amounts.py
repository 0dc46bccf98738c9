"""Amounts and days, as people write them: « de 10 000 à 90 000 », « max 40 k€ », « 10 jours »."""

import re
from dataclasses import dataclass
from decimal import Decimal

from alerts.clauses.fold import fold

HIGHEST = Decimal(1_000_000_000)
MOST_DAYS = 365
DAYS = (0, 7, 10, 15, 21, 30)
PRESETS = (("Jusqu’à 40 000 €", "x40000"), ("Jusqu’à 90 000 €", "x90000"), ("Jusqu’à 215 000 €", "x215000"))
_NUMBER = re.compile(r"(\d[\d\s.]*(?:,\d+)?)\s*(k|millions?\b|m\b)?")
_AT_LEAST = re.compile(r"\b(min\w*|a partir|plus de|au moins|superieur\w*)\b|>")
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6}
_SPAN = re.compile(rf"(?:\b(\d{{1,4}}|{'|'.join(_NUMBERS)})\s*(jours?|semaines?|mois)\b|^\s*(\d{{1,4}})\s*j?\s*$)")
_DAYS_IN = {"j": 1, "s": 7, "m": 30}
_NO_DAYS = re.compile(r"\b(aucun|peu importe|rien|zero)\b")
_UNITS = {"k": 1000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Amounts:
    """Euros without tax; None: no bound."""

    low: Decimal | None = None
    high: Decimal | None = None


def read_amounts(text: str) -> Amounts | None:
    """One number is the most, unless the words say the least; two are both, in order. None when not understood."""
    said = fold(text)
    found = [value for value in map(_value, _NUMBER.finditer(said)) if value is not None]
    if not found or len(found) > 2 or max(found) > HIGHEST:
        return None
    if len(found) == 2:
        return Amounts(min(found), max(found)) if found[0] != found[1] else None
    if found[0] == 0:
        return Amounts()
    return Amounts(low=found[0]) if _AT_LEAST.search(said) else Amounts(high=found[0])


def _value(found: re.Match[str]) -> Decimal | None:
    digits = re.sub(r"[\s.]", "", found[1]).replace(",", ".")
    unit = _UNITS.get((found[2] or "")[:1], 1)
    value = Decimal(digits) * unit
    return value if value <= HIGHEST * 10 else HIGHEST * 10


def read_preset(argument: str) -> Amounts | None:
    """The argument of a button: "" for any amount, « x90000 » for at most."""
    if argument == "any":
        return Amounts()
    return Amounts(high=Decimal(argument[1:])) if re.fullmatch(r"x\d{1,9}", argument) else None


def read_days(text: str) -> int | None:
    """« 10 jours », « deux semaines », « un mois »; None when not understood, or more than a year."""
    said = fold(text)
    if _NO_DAYS.search(said):
        return 0
    days = {_number(one[1] or one[3]) * _DAYS_IN[(one[2] or "j")[0]] for one in _SPAN.finditer(said)}
    return days.pop() if len(days) == 1 and max(days) <= MOST_DAYS else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]
