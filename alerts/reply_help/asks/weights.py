"""Criteria with their weights in a running text: « 1. Valeur technique (60 %) 2. Prix 40 % », « Prix : 40 points »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PERCENT = r"(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|pour ?cents?\b)"
_POINTS = r"(?P<points>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:points?\b|pts?\b)"
_OUT_OF = r"(?:\bnotee?s? sur|\bsur|/)\s?(?P<out>\d{1,3})\b(?!\s?(?:%|[/.]\d|mois|ans|jours))(?:\s?points?|\s?pts?)?"
_RATIO = (
    r"\b(?:coefficient|ponderation|pondere[es]*|coeff?\.?)(?:\sde"
    r"|\sa)?\s?:?\s?(?P<ratio>\d{1,3}(?:[.,]\d{1,2})?)\b(?!\s?(?:%|pour ?cent|points?|pts?))"
)
_WEIGHT = re.compile(rf"(?<![\d.,])(?:{_PERCENT}|{_POINTS})|{_OUT_OF}|{_RATIO}")
_SUB = re.compile(r"\bsous[- ]?criteres?|\bdont\b|\b\d{1,2}\.\d{1,2}\b|\bdecompos|\brepart|^\W*[a-h]\)|\belements?\b")
_LEAD = re.compile(
    r"^(?:\s|[-–—•*:;,.()/|°\"«»]|\b(?:et|puis|criteres?|n°?|pour|avec|ponder\w*|coefficient|sur|de"
    r"|points?|pts?|notee?s?)\b"
    r"|\b(?:\d{1,2}|[a-h])\s?(?:[.)°/:-]|er\b|e\b|eme\b)+(?=\s?\D)|\b\d{1,2}\s(?=[a-z]))+"
)
_TAIL = re.compile(
    r"(?:\s|[-–—•*:;,.(/|=\"«»]|\b(?:ponder\w*|coefficient|notee?s?|sur|a|de|pour|soit|compte|comptant"
    r"|hauteur|representant|poids|est|du critere|particip\w*|contribu\w*)\b)+$"
)
# What stands before the list: "Les critères de jugement des offres sont les suivants :".
_HEAD = re.compile(
    r"^.{0,220}\b(?:suivants?|ci-(?:dessous|apres)|ponder\w*|enonces?|importance|jugement\w*(?: des offres)?"
    r"|criteres?(?: d'attribution| de jugement| de choix)?)\b[^:]{0,60}:\s?"
    r"|^.{0,200}\b(?:en fonction|selon|sur la base)\s?(?::|d(?:u|es?)\b|d')\s?(?:la |l')?:?",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """`start` and `end` of the name in the text, `last` of its weight; `weight` is a percentage."""

    start: int
    end: int
    last: int
    weight: float


@dataclass(slots=True)
class _Item:
    start: int
    end: int
    last: int
    value: float
    unit: str
    sub: bool


def weighed(folded: str) -> list[Weighed]:
    """The criteria of a folded text whose weights make a whole (100 %, or points that are turned into percentages).

    Sub-criteria are left out. Empty when the weights do not add up: figures that are no weights, or a list cut.
    """
    items = _items(folded)
    for unit in ("percent", "points", "ratio"):
        for kept in _without_parts([one for one in items if one.unit == unit]):
            total = sum(one.value for one in kept)
            if kept and _is_whole(unit, total, len(kept)) and all(one.value > 0 for one in kept):
                return [Weighed(one.start, one.end, one.last, round(one.value * 100 / total, 2)) for one in kept]
    return []


def _is_whole(unit: str, total: float, count: int) -> bool:
    """Percentages and points make 100; coefficients make what they make, when there are several."""
    if unit == "ratio":
        return count > 1 and total > 0
    return abs(total - 100) < 0.6


_UNITS = {"percent": "percent", "points": "points", "out": "points", "ratio": "ratio"}


def _items(folded: str) -> list[_Item]:
    """Each weight with its name: before it, or after it when the list begins with a weight."""
    found = list(_WEIGHT.finditer(folded))[:60]
    head = _HEAD.match(folded, 0, found[0].start()) if found else None
    begin = head.end() if head else 0
    first = _LEAD.sub("", folded[begin : found[0].start()]) if found else ""
    names_first = re.search(r"[a-z]{3}", first) is not None
    items: list[_Item] = []
    for rank, match in enumerate(found):
        left = (found[rank - 1].end() if rank else begin) if names_first else match.end()
        right = match.start() if names_first else (found[rank + 1].start() if rank + 1 < len(found) else len(folded))
        item = _item(folded, left, right, match) or (_again(items, found[rank - 1], match) if items else None)
        if item is not None:
            items.append(item)
    return items


def _again(items: list[_Item], before: re.Match[str], match: re.Match[str]) -> _Item | None:
    """A second figure of the same criterion: « noté sur 20 avec un coefficient de 40 % »."""
    last = items[-1]
    unit = _UNITS[match.lastgroup or ""]
    if last.last < before.end() or last.unit == unit:
        return None
    return _Item(last.start, last.end, match.end(), _figure(match), unit, last.sub)


def _figure(match: re.Match[str]) -> float:
    return float(match[match.lastgroup or ""].replace(",", "."))


def _item(folded: str, left: int, right: int, match: re.Match[str]) -> _Item | None:
    unit = match.lastgroup or ""
    words = folded[left:right]
    sub = _SUB.search(words) is not None or _opened(folded, max(0, match.start() - 300), match.start())
    lead = _LEAD.match(words)
    start = left + (lead.end() if lead else 0)
    cut = max(folded.rfind(". ", start, right), folded.rfind(" : ", start, right - 3))
    start = cut + 2 if cut > start and right - start > 120 else start
    end = right - len(words) + len(_TAIL.sub("", words))
    if end <= start or not re.search(r"[a-z]{3}", folded[start:end]):
        return None
    return _Item(start, end, max(match.end(), end), _figure(match), _UNITS[unit], sub)


def _opened(folded: str, begin: int, weight: int) -> bool:
    """Within a bracket that says more than the weight: « (dont méthode 20 %, moyens 10 %) »."""
    bracket = folded.rfind("(", begin, weight)
    if bracket < 0 or folded.rfind(")", begin, weight) > bracket:
        return False
    return re.search(r"[a-z]{3}", _LEAD.sub("", folded[bracket + 1 : weight])) is not None


_UNDER = re.compile(r"\bsous[- ]?criteres?\b")


def is_under(folded: str) -> bool:
    """Whether a text shares out one criterion: « sous-critères : méthode 40 %, moyens 60 % »."""
    found = _WEIGHT.search(folded)
    return found is not None and _UNDER.search(folded, 0, found.start()) is not None


def _without_parts(items: list[_Item]) -> Iterator[list[_Item]]:
    """Ways to leave sub-criteria out, the likeliest first: runs of weights that share out the one before them; what
    follows a sub-criterion, as long as its criterion is not filled; only those named as such."""
    plain = [one for one in items if not one.sub]
    kept: list[_Item] = []
    rank = 0
    while rank < len(plain):
        kept.append(plain[rank])
        rank += 1 + _shared(plain, rank)
    yield kept
    yield _filled(items)
    yield plain


def _filled(items: list[_Item]) -> list[_Item]:
    kept: list[_Item] = []
    shared = 0.0
    for one in items:
        if kept and (one.sub or shared) and shared + one.value <= kept[-1].value + 0.01:
            shared += one.value
        elif not one.sub:
            kept.append(one)
            shared = 0.0
    return kept


def _shared(items: list[_Item], rank: int) -> int:
    """How many weights right after this one add up to it."""
    total = 0.0
    for count, one in enumerate(items[rank + 1 : rank + 12], 1):
        total += one.value
        if count > 1 and abs(total - items[rank].value) < 0.01:
            return count
        if total > items[rank].value:
            return 0
    return 0
