"""Words and wordings: how a plain French wording is found whatever its number, gender, accents and lost apostrophes.

A wording is written as people write it ("clause d'insertion", "entreprise adaptée"). It is found when its words follow
each other, small words (de, la, aux…) aside; "…" stands for up to six other words.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from alerts.clauses.fold import fold

GAP = 6
_WORD = re.compile(r"(?:(?<![a-z])[a-z]\.){3,}[a-z]?(?![a-z])|[a-z]+|\d+")  # "s.i.a.e." is one word
_SMALL = frozenset(
    {"a", "au", "aux", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "du", "elle", "en", "entre", "est", "et"}
    | {"il", "l", "la", "le", "les", "leur", "leurs", "lors", "notre", "nos", "ou", "par", "pour", "qu", "que", "qui"}
    | {"sa", "ses", "son", "sont", "sur", "un", "une", "vers", "y", "ades", "ala", "dela", "afin", "dont", "ainsi"}
)
_HOURS = dict.fromkeys(("h", "hrs", "hr"), "heur")  # "210 h d'insertion"


class Word(NamedTuple):
    """One word of a folded sentence: its stem and where it stands."""

    stem: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word without its marks of plural and feminine: "sociaux", "sociale" -> "social"."""
    if len(word) <= 3:
        return word
    bare = word.rstrip("sx")
    if bare.endswith("au") and len(bare) > 5 and word.endswith("x"):
        bare = bare[:-1] + "l"
    return bare.rstrip("e") if len(bare) > 4 else bare


def words(folded: str) -> list[Word]:
    """Words that count, in order; small words are left out."""
    return [
        Word(_HOURS.get(match[0]) or stem(match[0].replace(".", "")), match.start(), match.end())
        for match in _WORD.finditer(folded)
        if match[0] not in _SMALL
    ]


class Mention(NamedTuple):
    """A wording found: what it means, and its first and last words (indexes in the list of words)."""

    concept: str
    first: int
    last: int
    start: int
    end: int


_BUT = stem("mais")
Parts = tuple[tuple[str, ...], ...]


class Lexicon:
    """Wordings by concept, ready to be found in sentences."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[str, Parts]]] = {}
        self._glued: dict[str, str] = {}
        for concept, lines in wordings.items():
            for line in lines:
                self._add(concept, line)

    def _add(self, concept: str, line: str) -> None:
        parts = tuple(tuple(word.stem for word in words(fold(part))) for part in line.split("…"))
        if not parts[0]:
            raise ValueError(f"a wording must begin with a word that counts: {line!r}")
        self._by_first.setdefault(parts[0][0], []).append((concept, parts))
        for part in parts:
            self._learn_glued(part)

    def _learn_glued(self, part: tuple[str, ...]) -> None:
        for bare in part:
            if len(bare) > 3 and bare[0] in "aeiouh":
                self._glued.update({stem(prefix + bare): bare for prefix in ("d", "l", "qu", "s")})

    def words(self, folded: str) -> list[Word]:
        """The words of a folded text, apostrophes lost by old feeds put right ("dinsertion" -> "insertion")."""
        glued = self._glued
        found = words(folded)
        if any(word.stem in glued for word in found):
            return [Word(glued.get(word.stem, word.stem), word.start, word.end) for word in found]
        return found

    def find(self, found: list[Word]) -> list[Mention]:
        """Every wording of the lexicon in these words, in order of appearance."""
        said = tuple(word.stem for word in found)
        mentions = []
        for index, word in enumerate(found):
            for concept, parts in self._by_first.get(word.stem, ()):
                last = _match(said, index, parts)
                if last is not None:
                    mentions.append(Mention(concept, index, last, word.start, found[last].end))
        return mentions


def _match(said: tuple[str, ...], index: int, parts: Parts) -> int | None:
    """Index of the last word of the wording that begins at `index`, or None.

    A gap never jumps over "mais", nor over another beginning of the same wording: "clause sociale mais une clause…".
    """
    first = parts[0]
    end = index + len(first)
    if said[index:end] != first:
        return None
    for part in parts[1:]:
        found = _after_gap(said, end, part, first[0])
        if found is None:
            return None
        end = found
    return end - 1


def _after_gap(said: tuple[str, ...], start: int, part: tuple[str, ...], first: str) -> int | None:
    """Where the next part of a wording ends, one past its last word, or None when it does not follow soon enough."""
    for at in range(start, min(start + 1 + GAP, len(said))):
        if said[at] == part[0] and said[at : at + len(part)] == part:
            return at + len(part)
        if said[at] == first or said[at] == _BUT:
            return None
    return None
