"""Words and wordings: how a plain French wording is found whatever its number, gender, accents and lost apostrophes.

A wording is written as people write it ("clause d'insertion", "entreprise adaptée"). It is found when its words follow
each other, small words (de, la, aux…) aside; "…" stands for up to six other words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from alerts.clauses.fold import fold

GAP = 6
_WORD = re.compile(r"[a-z]+|\d+")
_SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "ce",
        "ces",
        "cet",
        "cette",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "entre",
        "est",
        "et",
        "il",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lors",
        "notre",
        "nos",
        "ou",
        "par",
        "pour",
        "qu",
        "que",
        "qui",
        "sa",
        "ses",
        "son",
        "sont",
        "sur",
        "un",
        "une",
        "vers",
        "y",
        "ades",
        "ala",
        "dela",
        "afin",
        "dont",
        "ainsi",
    ]
)


_HOURS = dict.fromkeys(("h", "hrs", "hr"), "heur")  # "210 h d'insertion"


@dataclass(frozen=True, slots=True)
class Word:
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
        Word(_HOURS.get(match[0]) or stem(match[0]), match.start(), match.end())
        for match in _WORD.finditer(folded)
        if match[0] not in _SMALL
    ]


@dataclass(frozen=True, slots=True)
class Mention:
    """A wording found: what it means, and its first and last words (indexes in the list of words)."""

    concept: str
    first: int
    last: int
    start: int
    end: int


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
                self._glued.update({prefix + bare: bare for prefix in ("d", "l", "qu", "s")})

    def words(self, folded: str) -> list[Word]:
        """The words of a folded text, apostrophes lost by old feeds put right ("dinsertion" -> "insertion")."""
        return [
            Word(self._glued[word.stem], word.start, word.end) if word.stem in self._glued else word
            for word in words(folded)
        ]

    def find(self, found: list[Word]) -> list[Mention]:
        """Every wording of the lexicon in these words, in order of appearance."""
        mentions = []
        for index, word in enumerate(found):
            for concept, parts in self._by_first.get(word.stem, ()):
                last = _match(found, index, parts)
                if last is not None:
                    mentions.append(Mention(concept, index, last, word.start, found[last].end))
        return mentions


def _match(found: list[Word], index: int, parts: Parts) -> int | None:
    """Index of the last word of the wording that begins at `index`, or None.

    A gap never jumps over "mais", nor over another beginning of the same wording: "clause sociale mais une clause…".
    """
    end = _follows(found, index, parts[0])
    for part in parts[1:]:
        if end is None:
            return None
        end = _after_gap(found, end + 1, part, parts[0][0])
    return end


def _after_gap(found: list[Word], start: int, part: tuple[str, ...], first: str) -> int | None:
    for at in range(start, min(start + 1 + GAP, len(found))):
        last = _follows(found, at, part)
        if last is not None:
            return last
        if found[at].stem in (first, "mais"):
            return None
    return None


def _follows(found: list[Word], index: int, part: tuple[str, ...]) -> int | None:
    if index + len(part) > len(found):
        return None
    if all(found[index + offset].stem == wanted for offset, wanted in enumerate(part)):
        return index + len(part) - 1
    return None
