"""What matching needs to know of a notice, worked out once, before any profile is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from alerts.clauses.eligibility import may_answer as the_law
from alerts.matching.trades import named_in
from alerts.matching.words import Text, read
from alerts.model.match import Verdict
from alerts.model.reading import ClauseKind, Eligibility, LotReading, Reservation
from alerts.model.structure import StructureKind, Want
from alerts.territory.france import France
from alerts.territory.places import WhereFacts, resolve
from scrapers.notice import Amount, Deadline, Lot, Notice, NoticeKind, Topic

WANTED_BY = {
    ClauseKind.CLAUSE_SOCIALE: Want.CLAUSE_SOCIALE,
    ClauseKind.CLAUSE_SOCIALE_FACULTATIVE: Want.CLAUSE_SOCIALE,
    ClauseKind.CRITERE_SOCIAL: Want.CRITERE_SOCIAL,
    ClauseKind.SERVICE_INSERTION: Want.SERVICE_INSERTION,
    ClauseKind.CLAUSE_ENV: Want.ENVIRONMENT,
    ClauseKind.CRITERE_ENV: Want.ENVIRONMENT,
}
BODY = (Topic.DESCRIPTION, Topic.LOTS, Topic.AFTER)
NOT_ANSWERABLE = (NoticeKind.AWARD, NoticeKind.CANCELLATION)


class MayAnswer(Protocol):
    """`alerts.clauses.eligibility.may_answer`, or another rule in tests. A plain function: answers are remembered."""

    def __hash__(self) -> int: ...

    def __call__(
        self, kinds: frozenset[StructureKind], reservation: Reservation, *, cpv: tuple[str, ...], concession: bool
    ) -> Eligibility: ...


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and the trades they name (slug to the keyword found).

    `labelled` are the trades that only the publisher's subject labels name, when such labels stand with a title.
    """

    text: Text
    trades: Mapping[str, str]
    labelled: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """True when there is not one word."""
        return not self.text.tokens


@dataclass(frozen=True, slots=True)
class Span:
    """An amount in euros, known between two bounds: equal for a lot's own, from 0 for one lot of a whole."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class LotFacts:
    """One lot. `title` and `body` are its own words, and the notice's when the lot is alone or has no title.

    `elsewhere` holds the words of the notice that may speak of other lots. `alone`: the only lot of its notice.
    """

    lot_id: str | None
    cpv: tuple[str, ...]
    title: Words
    body: Words
    elsewhere: Words
    where: WhereFacts
    amount: Span | None
    clauses: frozenset[Want]
    reservation: Reservation
    deadline: Deadline | None
    alone: bool = True
    # What was found for a trade or a CPV prefix already asked about: thousands of profiles ask `reasons.trade`.
    opinions: dict[str, tuple[Verdict, str] | None] = field(default_factory=dict, repr=False, compare=False)

    def passed(self, now: datetime) -> bool:
        """True when it is too late to answer this lot."""
        return self.deadline is not None and self.deadline.at <= now


@dataclass(frozen=True, slots=True)
class Document:
    """A notice ready for matching. `answerable` is False for an award or a cancellation: nobody matches it."""

    notice_id: str
    answerable: bool
    concession: bool
    lots: tuple[LotFacts, ...]
    france: France = field(repr=False, compare=False)
    may_answer: MayAnswer = field(repr=False, compare=False)


def describe(
    notice: Notice, readings: Iterable[LotReading], france: France, may_answer: MayAnswer = the_law
) -> Document:
    """Facts of each lot; a lot without a reading is a lot that states nothing."""
    read_lots = {reading.lot_id: reading for reading in readings}
    title, body = _headed((notice.title,), notice.keywords), _words(*_bodies(notice))
    whole = _together(title, body)
    lots = tuple(
        _facts(notice, lot, read_lots.get(lot.id, LotReading(lot.id)), (title, body, whole), france)
        for lot in notice.lots
    )
    return Document(notice.id, notice.kind not in NOT_ANSWERABLE, notice.concession, lots, france, may_answer)


def _facts(
    notice: Notice, lot: Lot, reading: LotReading, words: tuple[Words, Words, Words], france: France
) -> LotFacts:
    title, body, elsewhere = _lot_words(notice, lot, words)
    return LotFacts(
        lot_id=lot.id,
        cpv=lot.cpv or notice.cpv,
        title=title,
        body=body,
        elsewhere=elsewhere,
        where=resolve(notice, lot, france),
        amount=_span(lot.amount, notice.amount, alone=len(notice.lots) == 1),
        clauses=frozenset(WANTED_BY[clause.kind] for clause in reading.clauses),
        reservation=reading.reservation,
        deadline=lot.deadline or notice.deadline,
        alone=len(notice.lots) == 1,
    )


def _lot_words(notice: Notice, lot: Lot, words: tuple[Words, Words, Words]) -> tuple[Words, Words, Words]:
    title, body, whole = words
    own_body = _bodies(lot)
    if len(notice.lots) > 1 and lot.title:
        return _words(lot.title), _words(*own_body), whole
    alone_title = _headed((lot.title, notice.title), notice.keywords) if lot.title else title
    return alone_title, _words(*own_body, *_bodies(notice)) if own_body else body, NOTHING


def _bodies(of: Notice | Lot) -> list[str]:
    described = [passage.text for passage in of.passages if passage.topic in BODY]
    return described or [passage.text for passage in of.passages if passage.topic is Topic.OTHER]


def _words(*texts: str | None) -> Words:
    text = read(*texts)
    return Words(text, named_in(text))


def _headed(titles: tuple[str | None, ...], labels: tuple[str, ...]) -> Words:
    """Titles and subject labels, found alike, but told apart: a rubric is not the title."""
    own, beside = _words(*titles), _words(*labels)
    text = read(*titles, *labels)
    return Words(text, {**beside.trades, **own.trades}, frozenset(beside.trades.keys() - own.trades.keys()))


def _together(title: Words, body: Words) -> Words:
    text = Text(f"{title.text.words} /{body.text.words}", title.text.tokens | body.text.tokens)
    return Words(text, {**body.trades, **title.trades})


NOTHING = Words(read(), {})


def _span(own: Amount | None, whole: Amount | None, *, alone: bool) -> Span | None:
    """In euros only: another currency is as good as untold."""
    known = own or whole
    if known is None or known.currency != "EUR":
        return None
    return Span(known.value if own or alone else Decimal(0), known.value)
