"""A sentence cut where it passes from some lots to others: "lot 1 : 175 h, lot 2 : 70 h".

Between two mentions of lots, what is said belongs to the first when it comes before any separator ("le lot 1 est
réservé aux EA, le lot 2…"), and to the second when a separator comes first and the first was already told of
("incitative pour le lot 1, obligatoire pour le lot 2").
"""

import re

from alerts.clauses import lots
from alerts.clauses.patterns import either, words

_SEPARATOR = re.compile(r"[,;/]|\s-(?=\s)|\b(?:et|mais|tandis que|alors que|puis|quant)\b")
_SAYS = re.compile(
    either(
        *(
            "reserv",
            "insertion",
            "social",
            "incitati",
            "facultat",
            "optionnel",
            "obligatoir",
            "clause",
            "environnement",
        ),
        *("protege", "penitenti", "handicap", r"\bouvert", r"\badapte", r"\d\s?(?:h\b|heures?\b)"),
        rf"\b{words('siae esat ea aci ess')}",
        r"(?:structures?|chantiers?|entreprises?) d",
    )
)
_OTHERS = re.compile(r"\bautres lots\b")
_HEADING = re.compile(r"\s*[:=(]")


def parts(folded: str, original: str) -> list[tuple[int, int]]:
    """Start and end of each part, covering the whole sentence; one part when the sentence says one thing."""
    if folded.count("lot") < 2:
        return [(0, len(folded))]
    named = [(one.start, one.end) for one in lots.namings(folded, original)]
    named = sorted([*named, *((match.start(), match.end()) for match in _OTHERS.finditer(folded))])
    cuts = [0]
    for index in range(1, len(named)):
        after = named[index + 1][0] if index + 1 < len(named) else len(folded)
        cut = _cut(folded, cuts[-1], named[index - 1], named[index], after)
        if cut is not None:
            cuts.append(cut)
    return list(zip(cuts, [*cuts[1:], len(folded)], strict=True))


def _cut(folded: str, begin: int, left: tuple[int, int], right: tuple[int, int], after: int) -> int | None:
    """Where to cut between two mentions of lots, or None when they are told of together."""
    between = folded[left[1] : right[0]]
    said = _SAYS.search(between)
    if said is None:
        return None
    separators = [match.start() for match in _SEPARATOR.finditer(between)]
    told_before = _SAYS.search(folded, begin, left[0]) is not None
    if separators and separators[0] < said.start() and told_before:
        return left[1] + max(spot for spot in separators if spot < said.start())
    if _SAYS.search(folded, right[1], after) is None:
        return None
    if separators:
        return left[1] + separators[-1]
    return right[0] if _HEADING.match(folded, right[1]) else None
