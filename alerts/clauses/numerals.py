"""Numbers written in letters: "trois cents", "mille deux cent cinquante", "quatre-vingts"."""

import re

_UNITS = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_VALUES = {**{word: value for value, word in enumerate(_UNITS)}, **_TENS, "une": 1, "septante": 70, "nonante": 90}
_WORD = "|".join(sorted([*_VALUES, "vingts", "cents?", "mille"], key=len, reverse=True))
# One or more such words in a row, as they stand before "heures".
WORDS = rf"\b(?:{_WORD})(?:[\s-](?:et[\s-])?(?:{_WORD}))*"


def value(said: str) -> int:
    """The number that these folded words say ("trois cents" -> 300). Raises KeyError on a word that is no number."""
    total = below = 0
    for word in re.split(r"[\s-]+", said.strip()):
        if word == "et":
            continue
        if word == "mille":
            total, below = total + (below or 1) * 1000, 0
        elif word in ("cent", "cents"):
            below = _hundreds(below)
        elif word in ("vingt", "vingts") and below % 100 == 4:
            below += 76
        else:
            below += _VALUES[word.removesuffix("s") if word == "vingts" else word]
    return total + below


def _hundreds(below: int) -> int:
    return (below or 1) * 100
