"""The oracle's sentences for rows of the index: for one lot, each distinct wish is judged once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from alerts.matching.document import Document, LotFacts
from alerts.matching.facets.others import ANSWERS
from alerts.matching.judged import Reasons, too_far
from alerts.matching.reasons import amount, eligibility, found_words, place, time_left, trade, want
from alerts.matching.rows import KINDS, WANTS
from alerts.model.match import Reason, Verdict

if TYPE_CHECKING:
    from alerts.matching.index import Index

Key = TypeVar("Key")
Made = TypeVar("Made")
Pair = tuple[int, int]  # the answer of eligibility, and the number of a set of wishes


class Once(dict[Key, Made], Generic[Key, Made]):
    """Answers made the first time they are asked for."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Made:
        made = self[key] = self._make(key)
        return made


class Told:
    """What is told of one lot; the order is that of `oracle.opinions`."""

    def __init__(self, index: Index, lot: LotFacts, document: Document, now: datetime) -> None:
        may, concession, france = document.may_answer, document.concession, document.france
        of = index
        self._answers: list[int] = of.kinds.answers(lot, document).tolist()
        self._eligibility = Once[int, Reason | None](lambda n: eligibility.reason(of.kinds.of(n), lot, concession, may))
        self._work = Once[int, Reason | None](lambda n: trade.reason(*of.works.of(n), lot))
        self._place = Once[int, Reason | None](lambda n: place.reason(of.territories.of(n), lot.where, france))
        self._included = Once[int, Reason | None](lambda n: found_words.included(of.include.of(n), lot))
        self._excluded = Once[int, Reason | None](lambda n: found_words.excluded(of.exclude.of(n), lot))
        self._want = Once[Pair, Reason](lambda n: want.reason(of.wants.of(n[1]), lot, ANSWERS[n[0]]))
        self._pull = Once[Pair, int](lambda n: want.pull(of.wants.of(n[1]), lot, ANSWERS[n[0]]))
        self._amount = Once[int, Reason | None](lambda n: amount.reason(*of.amounts.of(n), lot))
        self._time = Once[int, Reason | None](lambda n: time_left.reason(of.days.of(n), lot, now))

    def reasons(self, numbers: Sequence[int], allowed: int) -> Reasons | None:
        """The reasons of a row of the index, or None when more than `allowed` are against or one is too far."""
        kinds, work, territory, include, exclude, wants, amounts, days = numbers
        included, excluded = self._included[include], self._excluded[exclude]
        if not allowed and (_misses(included) or _misses(excluded)):  # the index leaves words to be asked here
            return None
        every = (
            self._eligibility[kinds],
            self._work[work],
            self._place[territory],
            included,
            excluded,
            self._want[self._answers[kinds], wants],
            self._amount[amounts],
            self._time[days],
        )
        kept = tuple([reason for reason in every if reason is not None])
        against = sum([reason.verdict is Verdict.AGAINST for reason in kept])
        return None if against > allowed or (against and too_far(kept)) else kept

    def pull(self, numbers: Sequence[int]) -> int:
        """How telling the wish of a row is."""
        return self._pull[self._answers[numbers[KINDS]], numbers[WANTS]]


def _misses(reason: Reason | None) -> bool:
    return reason is not None and reason.verdict is Verdict.AGAINST
