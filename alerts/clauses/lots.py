"""Which lots a sentence names: "le lot 2", "lots n° 1, 2, 10", "lots 1 à 3", "tous les lots sauf le lot 3"."""

import re
from dataclasses import dataclass

# A number of lot is never followed by a unit: "lot 1, 200 heures".
_PREFIX = r"(?:n\s?°\s?|no\.?\s?|num(?:ero)?s?\s|l(?:ot)?\s?)?"
_UNIT = (
    r"(?!\s?(?:h\b|heures?|%|€|eur|m2|mois|jours?|ans?\b|\.\d|,\d+\s?(?:h\b|heures?|%|€|eur|m2|mois|jours?|ans?\b)))"
)
_NUMBER = rf"{_PREFIX}0*(\d{{1,3}})(?!\d)[a-d]?\b{_UNIT}"
_HEAD = r"\blots?\b\s*(?:n\s?[°o]s?\.?|nos?\.?|numeros?|°|n(?=\s?\d))?\s*[:(]?\s*"
_ASIDE = r"(?:\s?\([^)]{0,60}\))?"  # "lots 1 (blanchisserie) et 2 (repassage)"
_ITEM = re.compile(_NUMBER)
_LOTS = re.compile(
    rf"{_HEAD}(?P<list>{_NUMBER}{_ASIDE}(?:\s*(?:,|;|/|&|-|\ba\b|\bau\b|\bet\b|\bou\b|\bainsi que\b|\bjusqu'au\b)\s*"
    rf"(?:et\s|au\s|du\s|le\s|les\s|lots?\s)*{_NUMBER}{_ASIDE})*)"
)
_LETTER = re.compile(r"\b[Ll][Oo][Tt]s?\s(?:n°\s?)?([A-Z])\b(?!['’.])")
_RANGE = re.compile(rf"{_NUMBER}\s*(?:\ba\b|\bau\b|-)\s*(?:lots?\s)?{_NUMBER}")
_EXCEPT = re.compile(r"(?:\bsauf|\bhors|\bhormis|exception|exclusion|\bexcepte\w*|\bautres que)[^.,;]{0,25}$")
_OTHERS = re.compile(r"\b(?:les |des |aux )?autres lots\b")
_EVERY = re.compile(r"\b(?:tous les|ensemble des|totalite des|chacun des|chaque|tout)\s+lots?\b")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which lots a statement is about. Nothing named means all of them.

    `named` are numbers without leading zeros; `excluded` are those set aside; `others` means "the other lots".
    """

    named: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    others: bool = False

    @property
    def everywhere(self) -> bool:
        return not (self.named or self.excluded or self.others)

    def holds(self, number: str) -> bool:
        """Whether the statement is about this lot, as far as the sentence says."""
        if self.named:
            return number in self.named
        return number not in self.excluded


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of lots in a folded text."""

    numbers: tuple[str, ...]
    start: int
    end: int
    excepted: bool = False


def namings(folded: str, original: str) -> list[Naming]:
    """Each mention of numbered lots, in order. `original` is the same text as published (capitals tell "lot A")."""
    found = [
        Naming(_numbers(match["list"]), match.start(), match.end(), _is_excepted(folded, match.start()))
        for match in _LOTS.finditer(folded)
    ]
    found += [Naming(_numbers(m["list"]), m.start("list"), m.end()) for m in _FOLLOWING.finditer(folded)]
    found += [Naming((match[1],), match.start(), match.end()) for match in _LETTER.finditer(original)]
    return sorted(found, key=lambda one: one.start)


def _is_excepted(folded: str, start: int) -> bool:
    """ "tous les lots sauf le lot 3": only the few words before count."""
    return _EXCEPT.search(folded, max(0, start - 40), start) is not None


_FOLLOWING = re.compile(rf"\blots?\b[^:\d]{{0,120}}:\s*(?P<list>{_NUMBER}(?:\s*(?:,|;|/|-|\bet\b|\ba\b)\s*{_NUMBER})+)")


def scope(folded: str, original: str) -> Scope:
    """What a piece of sentence says of the lots that it is about."""
    every = namings(folded, original)
    named = frozenset(number for naming in every if not naming.excepted for number in naming.numbers)
    excluded = frozenset(number for naming in every if naming.excepted for number in naming.numbers)
    others = bool(_OTHERS.search(folded)) and not named
    return Scope(frozenset() if _EVERY.search(folded) and excluded else named, excluded, others)


def _numbers(listed: str) -> tuple[str, ...]:
    if len(listed) < 4 and listed.isdigit():
        return (listed.lstrip("0") or "0",)
    text = re.sub(r"\([^)]*\)", lambda aside: " " * len(aside[0]), listed)
    dashes = len(re.findall(r"\d\s*-\s*\d", text))
    numbers: list[str] = []
    position = 0
    while (match := _ITEM.search(text, position)) is not None:
        span = _RANGE.match(text, match.start())
        if span is not None and _is_range(span, dashes):
            numbers += [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
            position = span.end()
        else:
            numbers.append(match[1])
            position = match.end()
    return tuple(dict.fromkeys(numbers))


def _is_range(span: re.Match[str], dashes: int) -> bool:
    """ "1 à 4" is a range; "1-4" too, but "1-2-5" is a list. Never more than 100 lots at once."""
    rising = 0 < int(span[2]) - int(span[1]) <= 100
    return rising and ("-" not in span[0] or dashes == 1)


def number_of(lot_id: str | None) -> str | None:
    """The number by which sentences call a lot: "LOT-0001" -> "1", "02" -> "2", "A" -> "A"."""
    if lot_id is None:
        return None
    digits = re.search(r"\d+", lot_id)
    return digits[0].lstrip("0") or "0" if digits else lot_id.strip()
