"""Names of places as people and publishers write them, brought to one spelling."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_CEDEX = re.compile(r"\bcedex\b.*$")
_SAINTS = {"st": "saint", "ste": "sainte"}


def folded(name: str) -> str:
    """Lower case, no accents, one space between words, "st" spelled out: "St-Étienne" gives "saint etienne"."""
    flat = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).lower()
    bare = "".join(letter for letter in flat if not unicodedata.combining(letter))
    words = _NOT_WORD.sub(" ", bare).split()
    return " ".join(_SAINTS.get(word, word) for word in words)


def town_name(name: str) -> str:
    """A town as it stands in an address, without its postal sorting ("BOURG-EN-BRESSE CEDEX 9"), folded."""
    return _CEDEX.sub("", folded(name)).strip()
