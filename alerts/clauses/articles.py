"""Articles cited, written as people do ("L2113-12"), and to whom each reserves. See docs/droit.md (2026-11-22)."""

import re
from dataclasses import dataclass

from alerts.model.reading import Beneficiary

EA, SIAE, ESS, PRISON = Beneficiary.EA_ESAT, Beneficiary.SIAE, Beneficiary.ESS, Beneficiary.PRISON

# Code de la commande publique. R2113-7 (proportion of 50 %) stands behind three groups: it names none of them.
RESERVING: dict[str, frozenset[Beneficiary]] = {
    "L2113-12": frozenset({EA}),
    "L2113-13": frozenset({SIAE}),
    "L2113-13-1": frozenset({PRISON}),
    "L2113-14": frozenset({EA, SIAE}),
    "L2113-15": frozenset({ESS}),
    "L2113-16": frozenset({ESS}),
    "R2113-8": frozenset({ESS}),
    "L3113-1": frozenset({EA}),
    "L3113-2": frozenset({SIAE}),
    "L3113-2-1": frozenset({PRISON}),
}
# Before 2019: ordonnance 2015-899, and code des marchés publics of 2006.
OLD_RESERVING: dict[str, frozenset[Beneficiary]] = {
    "article 36 de l'ordonnance 2015-899": frozenset({EA, SIAE}),
    "article 37 de l'ordonnance 2015-899": frozenset({ESS}),
    "article 15 du code des marchés publics": frozenset({EA}),
}
PROPORTION = "R2113-7"
SOCIAL_CLAUSE = frozenset({"L2112-2-1", "L3114-2-1"})
# Cited for a clause: the notice's own article, kept as evidence.
CLAUSE = frozenset({"L2112-2", "L2112-2-1", "L2112-3", "L2112-4", "L2111-1", "L2111-3", "L3114-2", "L3114-2-1"})

_BOOKS = "2111|2112|2113|2123|2152|3113|3114|3124"
# "L. 2113-12", "L2113 - 12", "articlesL2113-12", "L 21 12-2", and without its letter.
_CITED = re.compile(
    rf"(?<!\d)(?:(?<![a-z])(?P<letter>[lrd])\.?\s?(?:art\.?\s)?|(?<=articles)l|(?<=article)l)?[\s.]?"
    rf"(?P<book>{_BOOKS}|(?:21\s1[123])|(?:2\s?11[123]))\s?-\s?(?P<number>\d{{1,2}})(?:\s?-\s?(?P<sub>1))?(?!\d)"
)
# "L2113-12 à L2113-14", "L.2113-12 à 14"
_RANGE = re.compile(r"2113\s?-\s?12\s?(?:a|et suivants|et s\b)\s?(?:l\.?\s?)?(?:2113\s?-\s?)?(?P<last>1[3-6])?(?!\d)")
_ORDER = re.compile(r"(?:art(?:icle)?s?\.?\s?|^|\s)(36|37)(?:\s?-?\s?i{1,3})?\b.{0,40}?2015\s?-\s?899")
_OLD_CODE = re.compile(r"art(?:icle)?s?\.?\s?(15)\b.{0,30}?(?:\bcmp\b|code des marches)")


@dataclass(frozen=True, slots=True)
class Citation:
    """`article` as people write it; `ranged` when it belongs to a wide citation ("L2113-12 à L2113-14")."""

    article: str
    start: int
    ranged: bool = False


def cited(folded: str) -> list[Citation]:
    """Articles cited in a folded sentence, in order."""
    found = [Citation(_written(match), match.start("book")) for match in _CITED.finditer(folded)]
    ranges = list(_RANGE.finditer(folded))
    inside = {spot for match in ranges for spot in range(*match.span())}
    found = [Citation(one.article, one.start, one.start in inside) for one in found]
    found += [Citation("L2113-14", match.start() + 1, ranged=True) for match in ranges]
    found += [
        Citation(f"article {match[1]} de l'ordonnance 2015-899", match.start(), ranged=True)
        for match in _ORDER.finditer(folded)
    ]
    found += [Citation("article 15 du code des marchés publics", m.start()) for m in _OLD_CODE.finditer(folded)]
    return sorted(found, key=lambda one: one.start)


def _written(match: re.Match[str]) -> str:
    letter = (match["letter"] or "l").upper()
    book = match["book"].replace(" ", "")
    number = f"{book}-{match['number']}"
    return f"{letter}{number}-1" if match["sub"] else f"{letter}{number}"


def reserved_to(citations: list[Citation]) -> frozenset[Beneficiary]:
    """The groups to whom the articles cited reserve; empty when none of them reserves."""
    groups: set[Beneficiary] = set()
    for citation in citations:
        groups |= RESERVING.get(citation.article, OLD_RESERVING.get(citation.article, frozenset()))
    return frozenset(groups)


_OPEN_ENDED = re.compile(r"2113\s?-\s?12\s?(?:et s(?:uivants)?\b|(?:a|au)\s(?:l\.?\s?)?(?:2113\s?-\s?)?1[56]\b)")


def open_ended(folded: str) -> bool:
    """ "L2113-12 et suivants", "L2113-12 à L2113-16": a citation that names no group in particular."""
    return _OPEN_ENDED.search(folded) is not None


def main_reserving(citations: list[Citation]) -> str | None:
    """The first article cited that reserves something, R2113-7 coming last."""
    names = [citation.article for citation in citations]
    known = [name for name in names if name in RESERVING or name in OLD_RESERVING]
    known += [name for name in names if name == PROPORTION]
    return known[0] if known else None


def main_clause(citations: list[Citation]) -> str | None:
    """The first article cited for a clause; any other article of the code is kept when there is none."""
    names = [citation.article for citation in citations]
    return next((name for name in names if name in CLAUSE), names[0] if names else None)
