"""The sentences of a notice that hold for one lot, from the nearest to the farthest, and the proofs they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from alerts.clauses import lots
from alerts.clauses.fold import fold
from alerts.clauses.lots import Scope
from alerts.clauses.sentences import bounded, sentences
from alerts.model.reading import Evidence
from alerts.reply_help.asks import persons
from scrapers.dates import PARIS, zones_of
from scrapers.notice import Lot, Notice, Passage, Topic

QUOTE = 300  # characters at most, as for the proofs of clauses
_ALL = Scope()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. `text` is exactly as published, `folded` the same without accents nor capitals.

    `scope`: the lots that it names itself; `heading`: those of the heading it stands under (« Lot 2 : … »).
    """

    field: str
    topic: Topic
    text: str
    folded: str
    scope: Scope = _ALL
    heading: Scope = _ALL

    def evidence(self, start: int = 0, end: int | None = None, part: tuple[int, int] | None = None) -> Evidence:
        """The proof: the sentence, or `part` of it, or what stands around `start`-`end` when it is long. No person."""
        end = len(self.text) if end is None else end
        first, last = persons.between(self.text, start, end)
        if part is not None:
            first, last = max(first, part[0]), min(last, part[1])
        if last - first > QUOTE:
            first, last = _around(self.text, first, last, start)
        return Evidence(self.field, self.text[first:last].strip())


# Where a sentence ends, or an item of a list, that the cutting into sentences did not see.
_ENDS = re.compile(
    r"(?<=[a-zéèà)»])[.;](?=\s?[A-ZÉÈÀ])\s?|(?<=[A-Z]{3})[.;](?=\s?[A-ZÉÈÀ])\s?|•\s?"
    r"|(?<=[a-zéèà])[-–](?=[A-ZÉÈÀ])"
)


def _around(text: str, first: int, last: int, start: int) -> tuple[int, int]:
    begin = max(first, min(start - QUOTE // 3, last - QUOTE))
    ends = [found.end() for found in _ENDS.finditer(text, begin, start)]
    begin = ends[-1] if ends else begin
    stop = begin + QUOTE
    if begin > first and not ends:
        begin = text.find(" ", begin, start) + 1 or start
    if stop < last:
        stop = max(text.rfind(" ", begin, stop), begin + 1)
    return begin, stop


@dataclass(frozen=True, slots=True)
class LotText:
    """The words that hold for one lot. `groups`: what a correction says now, then the lot's own, then the whole's.

    `passages` in the same order, for what is written in lists. `zones` and `deadline`: the buyer's clock;
    nothing is counted from a deadline that cannot be believed (the year 2049).
    """

    groups: tuple[tuple[Line, ...], ...]
    folded: tuple[str, ...]  # of each group, all its sentences: most subjects are in none of them
    passages: tuple[tuple[Passage, ...], ...]
    number: str | None = None
    zones: tuple[tzinfo, ...] = (PARIS,)
    deadline: datetime | None = None
    published: date | None = None
    departement: str | None = None

    def lines(self, *words: str) -> Iterator[Line]:
        """Every sentence that holds one of these pieces of words (folded), nearest first."""
        for group in self.holding(words):
            yield from group

    def holding(self, words: tuple[str, ...]) -> Iterator[list[Line]]:
        """The same, group by group; an empty list for a group that holds none of these words."""
        for group, folded in zip(self.groups, self.folded, strict=True):
            sought = [word for word in words if word in folded]
            yield [line for line in group if any(word in line.folded for word in sought)] if sought else []


def text_of(notice: Notice, lot: Lot) -> LotText:
    """What `notice` says for `lot`. What a correction says no longer holds (`Topic.BEFORE`) is left out."""
    known = frozenset(number for one in notice.lots if (number := lots.number_of(one.id)) is not None)
    number = lots.number_of(lot.id)
    own = [*_titled("titre du lot", lot.title), *lot.passages]
    whole = [*_titled("titre", notice.title), *notice.passages]
    ranked: tuple[list[Passage], list[Passage], list[Passage]] = ([], [], [])
    seen: set[tuple[str, Topic]] = set()
    for rank, passages in ((1, own), (2, whole)):
        for passage in passages:
            if passage.topic is not Topic.BEFORE and (passage.text, passage.topic) not in seen:
                seen.add((passage.text, passage.topic))
                ranked[0 if passage.topic is Topic.AFTER else rank].append(passage)
    groups: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    for rank, passages in enumerate(ranked):
        for line in (line for passage in passages for line in lines_of(passage)):
            if _holds(line.scope, number, known):
                groups[1 if rank == 2 and line.scope.named & known else rank].append(line)
    deadline = lot.deadline or notice.deadline
    return LotText(
        tuple(map(tuple, groups)),
        tuple("\n".join(line.folded for line in group) for group in groups),
        tuple(map(tuple, ranked)),
        number,
        (deadline.at.tzinfo,) if deadline and deadline.at.tzinfo else zones_of(notice.buyer.place) or (PARIS,),
        deadline.at if deadline and _believable(deadline.at, notice.published) else None,
        notice.published,
        notice.buyer.place.departement if notice.buyer.place else None,
    )


def _believable(deadline: datetime, published: date | None) -> bool:
    return published is None or published <= deadline.date() <= published + _FAR


_FAR = timedelta(days=731)  # as in `scrapers.dates`, that says the doubt to people


def _titled(field: str, title: str | None) -> list[Passage]:
    return [Passage(field, title, Topic.TITLE)] if title else []


def _holds(scope: Scope, number: str | None, known: frozenset[str]) -> bool:
    """Whether a sentence that names these lots is about this one. Numbers that the notice does not list bind nobody."""
    listed = scope.named & known
    if listed:
        return number in listed
    return number is None or number not in scope.excluded


def under(line: Line, number: str | None) -> bool:
    """False when the heading above the sentence is that of other lots: a number given there is not for this lot."""
    return line.scope.named != frozenset() or number is None or line.heading.holds(number)


_HEADING = re.compile(r"\s?(?:(?:concernant|pour|-|•)\s)?(?:(?:le|les)\s)?lots?\b", re.IGNORECASE)
_SPLIT_DATE = re.compile(r"\b(?:janv|fevr?|avr|juil|sept|oct|nov|dec)\.$")


@lru_cache(maxsize=2048)
def lines_of(passage: Passage) -> tuple[Line, ...]:
    """The sentences of one passage. Kept: buyers write the same sentences on each lot and in each notice."""
    folded = fold(passage.text)
    found = []
    heading = _ALL
    for start, end in _pieces(passage.text, folded):
        low, text = folded[start:end], passage.text[start:end]
        scope = lots.scope(low, text) if "lot" in low else _ALL
        if scope.named and _HEADING.match(text):
            heading = scope
        found.append(Line(passage.field, passage.topic, text, low, scope, heading))
    return tuple(found)


def _pieces(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Sentences, those cut after « 12 oct. » put together again; nobody reads more than 1500 characters at once."""
    begun: tuple[int, int] | None = None
    for start, end in sentences(text):
        if begun and folded[start].isdigit() and _SPLIT_DATE.search(folded, max(begun[0], begun[1] - 6), begun[1]):
            begun = (begun[0], end)
            continue
        if begun:
            yield from bounded(text, *begun)
        begun = (start, end)
    if begun:
        yield from bounded(text, *begun)
