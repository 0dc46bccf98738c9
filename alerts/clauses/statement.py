"""A piece of sentence ready to be judged: its words, the wordings found, the lots and articles it names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from alerts.clauses import articles, lots, triggers
from alerts.clauses.fold import fold
from alerts.clauses.parts import parts
from alerts.clauses.sentences import bounded, sentences
from alerts.clauses.vocabulary.beneficiaries import BENEFICIARIES
from alerts.clauses.vocabulary.environment import ENVIRONMENT
from alerts.clauses.vocabulary.false_friends import FALSE_FRIENDS
from alerts.clauses.vocabulary.social import SOCIAL
from alerts.clauses.words import Lexicon, Mention, Word
from alerts.model.reading import Evidence
from scrapers.notice import Passage, Topic

LEXICON = Lexicon({**BENEFICIARIES, **SOCIAL, **ENVIRONMENT, **FALSE_FRIENDS})
BENEFICIARY_GROUPS = frozenset({"ea_esat", "siae", "iae", "ess", "prison"})
QUOTE = 300  # characters at most


@dataclass
class Statement:
    """One sentence, or the part of a sentence that is about some lots.

    `text` is as published, what a correction took away being blanked out; `sentence` is exactly as published.
    """

    field: str
    topic: Topic
    text: str
    folded: str
    sentence: str  # the whole sentence, for the quote
    at: int = 0  # where `text` begins in `sentence`
    worth: bool = True  # it holds a word of ours: the rest is only read for its lots and hours
    runs_on: bool = False  # it goes on with a sentence so long that it was cut
    listed: bool = False  # an item of a list of conditions of execution, its heading being in a sentence before
    context: lots.Scope = lots.Scope()  # noqa: RUF009 | lots of the heading or of the sentence before

    @cached_property
    def words(self) -> list[Word]:
        return LEXICON.words(self.folded)

    @cached_property
    def mentions(self) -> list[Mention]:
        return LEXICON.find(self.words)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(mention.concept for mention in self.mentions)

    @cached_property
    def citations(self) -> list[articles.Citation]:
        return articles.cited(self.folded)

    @cached_property
    def scope(self) -> lots.Scope:
        return lots.scope(self.folded, self.text) if "lot" in self.folded else lots.Scope()

    @property
    def about(self) -> lots.Scope:
        """The lots that it names, else those that it takes from what stands before."""
        return self.context if self.scope.everywhere or self.scope.others else self.scope

    @property
    def goes_on(self) -> bool:
        """Whether it is not the beginning of its sentence."""
        return bool(self.at) or self.runs_on

    @property
    def conditions(self) -> bool:
        """Whether it is about the conditions of execution, by its own words or by its heading."""
        return self.listed or self.has("execution_conditions")

    def of(self, concept: str) -> list[Mention]:
        """The mentions of one concept, in order."""
        return [mention for mention in self.mentions if mention.concept == concept]

    @property
    def groups(self) -> list[Mention]:
        """The mentions of organisations to whom a contract may be reserved, in order."""
        return [mention for mention in self.mentions if mention.concept in BENEFICIARY_GROUPS]

    def has(self, *concepts: str) -> bool:
        """Whether any of these concepts is mentioned."""
        return not self.concepts.isdisjoint(concepts)

    def means(self, concept: str, *others: str) -> bool:
        """Whether the concept is mentioned outside its false friends, or in words that say more than they do."""
        friends = [friend for other in others for friend in self.of(other)]
        return any(not any(_hides(friend, m) for friend in friends) for m in self.of(concept))

    def evidence(self) -> Evidence:
        """The proof: the sentence, or the part of it around this statement when it is too long."""
        return Evidence(self.field, _quote(self.sentence, self.at, self.text))


def _hides(friend: Mention, mention: Mention) -> bool:
    """Whether a false friend covers an end of the mention: "obligation sociale" does not hide "… d'exécution"."""
    if friend.first == mention.first and friend.last < mention.last:
        return False
    return any(friend.first <= end <= friend.last for end in (mention.first, mention.last))


def _quote(sentence: str, at: int, part: str) -> str:
    if len(sentence) <= QUOTE:
        return sentence
    if len(part) <= QUOTE:
        return sentence[at : at + len(part)].strip()
    found = LEXICON.find(LEXICON.words(fold(part)))
    centre = at + (found[0].start if found else 0)
    start = max(0, min(centre - QUOTE // 3, len(sentence) - QUOTE))
    return _on_words(sentence, start, start + QUOTE)


def _on_words(text: str, start: int, end: int) -> str:
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return text[start:end].strip()


# --- from passages to statements -----------------------------------------------------------------------------------

_BEFORE = re.compile(
    r"(?:au lieu de|a la place de)\s*:?(?:(?!au lieu de|a la place de).){0,2000}?"
    r"(?=\b(?:lire|il faut lire|il convient de lire)\b)",
    re.S,
)
# "Remplacer « … » par « … »": what stands between the quotation marks no longer holds.
_REPLACED = re.compile(r'\bremplace[rz]?\b[^".;]{0,30}"[^"]{0,300}"(?=\s*par\b)')
_MAY_CHANGE = re.compile(r"\bremplace|\blire\b|desormais|dorenavant|maintenant|a present")
_CHANGED = re.compile(
    r"\b(?:initialement|precedemment|anciennement|auparavant)\b[^.;]{0,300}?"
    r"(?=\b(?:desormais|dorenavant|maintenant|a present)\b)"
)


def statements(passage: Passage) -> Iterator[Statement]:
    """Every statement of a passage, in order. What a correction says no longer holds is left out.

    Nothing comes out of a passage that holds no word of ours.
    """
    folded = fold(passage.text)
    found = triggers.places(folded)
    if passage.topic is Topic.BEFORE or not found:
        return
    holding = _without_the_past(passage.text, folded)
    folded = fold(holding)
    listed = False
    for start, end, runs_on in _pieces(passage.text):
        worth = bisect_left(found, start) < bisect_left(found, end)
        for first, last in parts(folded[start:end], holding[start:end]) if worth else [(0, end - start)]:
            text = holding[start + first : start + last]
            if text.strip():
                low = folded[start + first : start + last]
                whole = passage.text[start:end]
                yield Statement(passage.field, passage.topic, text, low, whole, first, worth, runs_on, listed)
        listed = (listed or _LIST_HEAD.search(folded, start, end) is not None) and folded[end : end + 2].strip()[
            :1
        ] == ";"


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    for start, end in sentences(text):
        yield from ((first, last, first > start) for first, last in bounded(text, start, end))


# "Conditions liées à l'exécution : insertion… ; environnement…": the heading holds for each item.
_LIST_HEAD = re.compile(r"\b(?:conditions?|exigences?|clauses?|modalites)\b[^.:;]{0,60}\bexecution\b[^.:;]{0,30}:")


def _without_the_past(text: str, folded: str) -> str:
    """ "Au lieu de…" and "initialement réservé, désormais…": what no longer holds is blanked out, lengths kept."""
    if not _MAY_CHANGE.search(folded):
        return text
    letters = list(text)
    for past in (*_BEFORE.finditer(folded), *_CHANGED.finditer(folded), *_REPLACED.finditer(folded)):
        letters[past.start() : past.end()] = " " * (past.end() - past.start())
    return "".join(letters)
