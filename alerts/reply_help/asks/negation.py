"""Whether a sentence says that something is *not* asked: « aucune visite », « sans objet », « n'est pas exigée »."""

import re

from alerts.clauses.patterns import either, stems, words

_BEFORE = re.compile(
    either(
        r"\b(?:sans|aucune?s?|pas d[e']|pas de l[a']|absence d[e'u]|exempt\w* d[e']|dispens\w* d[e']"
        r"|ni)\b[^,;:.]{0,45}$",
        r"\b(?:ne |n')[^,;:.]{0,40}\b(?:pas|aucune?|plus|point|ni)\b[^,;:.]{0,60}$",
    )
)
# … unless the denial is about something else, or turns round: "ne peut pas être inférieur", "n'est pas limité".
_TURNS = re.compile(r"\b(?:mais|sauf|hors|excepte|seulement|uniquement|inferieure?s?|oubli\w*|negocie\w*|sous peine)\b")
_ASKED = stems(
    "prevu exig demand requi impos appliq applicab accord vers autoris souhait organis envisag necessair oblig admi"
)
_AFTER = re.compile(
    either(
        rf"^[^,;.:]{{0,60}}?\bn'(?:est|sont|sera|seront|a|ont)\s(?:pas|plus|nullement)\s(?:ete\s)?{_ASKED}",
        r"^[^,;.:]{0,60}?\bne\s(?:sera|seront|fera|feront|donne\w*|peu\w*|doi\w*)\s(?:pas|plus|lieu a aucun)",
        r"^[^;.:]{0,70}:\s?(?:non\b|neant|sans objet|sans\b|aucune?\b|pas de\b|so\b|s\.o|n/?a\b|0\b)",
        r"^[^,;.:]{0,40}\b(?:est|sont)\s(?:sans objet|supprim\w*|interdite?s?)",
    )
)
NOTHING = re.compile(
    rf"\s*[-:.]*\s*{either('non', 'neant', 'sans objet', 'aucune?s?', 'so', 's.o.?', 'n/?a', 'nc', '0')}\s*[.]?\s*"
)


def denied(folded: str, start: int, end: int) -> bool:
    """Whether the words at `start`-`end` of a folded sentence are denied by what stands right before or after."""
    before = _BEFORE.search(folded, max(0, start - 120), start)
    if before is not None and not _TURNS.search(before[0]):
        return True
    after = _AFTER.match(folded[end : end + 140])
    return after is not None and not _TURNS.search(folded, end, end + after.end() + 30)


_NO = words("non neant aucun aucune")
REFUSED = re.compile(rf"^\W{{0,3}}{_NO}\W{{0,2}}(?:$|[.,;(])")
