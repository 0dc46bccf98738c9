"""Numbers as buyers write them: « trois (3) », « 150 000 € », « 1,5 M€ »."""

import re
from decimal import Decimal

from alerts.clauses import numerals

# A small count, in digits, in letters, or both: "3", "trois", "trois (3)", "3 (trois)".
COUNT = rf"(?:\d{{1,3}}\b(?:\s?\([a-z' -]{{2,20}}\))?|(?:{numerals.WORDS}|\bune?\b)(?:\s?\(\s?\d{{1,3}}\s?\))?)"
_DIGITS = re.compile(r"\d{1,3}")
_AMOUNT = re.compile(
    r"(?<![\d.,/])(?P<whole>\d{1,3}(?:[ .']\d{3})+|\d{1,9})(?:,(?P<part>\d{1,2}))?\s?"
    r"(?:(?P<scale>millions?|m(?=\s?(?:€|euros?))|k(?=\s?(?:€|euros?)))\s?(?:d')?)?"
    r"(?:€|euros?\b|eur\b)"
)
_SCALE = {"m": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "k": 1000}


def count(said: str) -> int | None:
    """What a `COUNT` says; None when digits and letters disagree or when it is no number."""
    digits = [int(found) for found in _DIGITS.findall(said)]
    letters = re.search(numerals.WORDS, said)
    values = {*digits, *((numerals.value(letters[0]),) if letters else ())}
    return values.pop() if len(values) == 1 else None


def amounts(folded: str) -> list[tuple[Decimal, int, int]]:
    """Every amount in euros of a folded text, with where it stands. Amounts without their unit are left out."""
    return [(_value(match), match.start(), match.end()) for match in _AMOUNT.finditer(folded)]


def _value(match: re.Match[str]) -> Decimal:
    whole = re.sub(r"[ .']", "", match["whole"])
    value = Decimal(f"{whole}.{match['part']}" if match["part"] else whole)
    return value * _SCALE.get(match["scale"] or "", 1)
