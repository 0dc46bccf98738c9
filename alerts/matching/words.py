"""Finding people's words in a notice: accents, capitals, œ, apostrophes, hyphens, simple plurals and linking words do
not count.

A text becomes its words in the singular between spaces (" entretien espace vert "), so that a phrase is found by
looking for " espace vert " in it, and never within a word.
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from alerts.clauses.fold import fold

_TOKEN = re.compile(r"[a-z0-9]+")
# Left out of texts and phrases alike: "nettoyage de locaux" is found in "nettoyage des locaux".
_LINKS = frozenset({"d", "de", "des", "du", "l", "la", "le", "les"})


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """A folded word without the mark of a simple plural: "locaux" gives "local", "verts" gives "vert"."""
    if len(word) <= 3 or word[-1] not in "sx":
        return word
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > 4:
        return word[:-2] + "l"
    return word[:-1]


def normal(text: str) -> str:
    """The words of a text in the singular, without its little linking words, between single spaces; one space when
    there is no word."""
    folded = fold(text.replace("œ", "oe").replace("Œ", "oe"))
    return " ".join(("", *(singular(word) for word in _TOKEN.findall(folded) if word not in _LINKS), ""))


@dataclass(frozen=True, slots=True)
class Text:
    """A text ready for looking up: `words` as `normal` gives them, `tokens` the same as a set."""

    words: str
    tokens: frozenset[str]


def read(*texts: str | None) -> Text:
    """Several texts as one; a phrase never spans two of them."""
    words = " /".join(normal(text) for text in texts if text)
    return Text(words, frozenset(words.split()))


@lru_cache(maxsize=100_000)
def _sought(phrase: str) -> str:
    return normal(phrase)


def holds(text: Text, phrase: str) -> bool:
    """Whether the words of a phrase follow each other in a text. A phrase without a word is never found."""
    wanted = _sought(phrase)
    return len(wanted) > 2 and wanted in text.words


def first_held(texts: Iterable[Text], phrases: Iterable[str]) -> str | None:
    """The first of the phrases that one of the texts holds, as it was written."""
    known = tuple(texts)
    return next((phrase for phrase in phrases if any(holds(text, phrase) for text in known)), None)


class PhraseBook:
    """Many phrases, each with its owners (small numbers): who has a phrase in this text?

    A phrase waits under its longest word: a text is asked only for the phrases whose longest word it has. No automaton
    to build again when a phrase comes or goes.
    """

    def __init__(self) -> None:
        self._under: dict[str, dict[str, array[int]]] = {}

    def add(self, phrase: str, owner: int) -> None:
        """A phrase without a word is ignored: it can never be found."""
        words = _sought(phrase)
        if len(words) > 2:
            self._under.setdefault(_longest(words), {}).setdefault(words, array("L")).append(owner)

    def remove(self, phrase: str, owner: int) -> None:
        """Forgets one phrase of an owner. Raises KeyError or ValueError when it was not there."""
        words = _sought(phrase)
        if len(words) <= 2:
            return
        waiting = self._under[_longest(words)]
        waiting[words].remove(owner)
        if not waiting[words]:
            del waiting[words]
        if not waiting:
            del self._under[_longest(words)]

    def owners_in(self, texts: Iterable[Text]) -> "array[int]":
        """The owners of the phrases that one of the texts holds; the same owner may come several times."""
        found = array("L")
        for text in texts:
            for token in self._under.keys() & text.tokens:
                for words, owners in self._under[token].items():
                    if len(words) == len(token) + 2 or words in text.words:  # one word alone has just been seen
                        found.extend(owners)
        return found


def _longest(words: str) -> str:
    return max(words.split(), key=len, default="")
