"""Who does this notice concern, among a hundred thousand profiles?

Every activity is a row of small numbers, one a criterion; each number stands for a distinct wish, kept once. For a lot,
each facet says which of its wishes are missed; rows are then counted by array. What is left is told by the oracle's own
sentences, so that the two can only agree. See docs/decisions/0010-matching-index.md.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

import numpy as np
import numpy.typing as npt

from alerts.matching.document import Document, LotFacts
from alerts.matching.facets.interned import Interned
from alerts.matching.facets.others import Amounts, Days, Kinds, Phrases, Wants
from alerts.matching.facets.places import Territories
from alerts.matching.facets.works import Works
from alerts.matching.judged import Judged, best_match
from alerts.matching.rows import AMOUNT, DAYS, EXCLUDE, INCLUDE, KINDS, TERRITORY, WANTS, WORK, Rows
from alerts.matching.told import Told
from alerts.model.match import Match
from alerts.model.structure import Structure
from alerts.territory.france import France

Numbers = npt.NDArray[np.intp]
FEW = 1000  # rows: below, asking each one for its words is quicker than asking all the words of all the profiles


class Index:
    """All the structures, ready for one notice after another. Not for several threads at once."""

    def __init__(self, structures: Iterable[Structure], france: France) -> None:
        self.kinds, self.works, self.territories = Kinds(), Works(), Territories(france)
        self.include, self.exclude = Phrases(), Phrases()
        self.wants, self.amounts, self.days = Wants(), Amounts(), Days()
        self._rows = Rows()
        self._of: dict[str, tuple[int, ...]] = {}
        for structure in structures:
            self.replace(structure)

    def __len__(self) -> int:
        """How many structures."""
        return len(self._of)

    def replace(self, structure: Structure) -> None:
        """Adds a structure, or takes its new wishes."""
        self.remove(structure.id)
        self._of[structure.id] = tuple(
            self._rows.add(structure.id, activity, self._numbers(structure, activity))
            for activity in range(len(structure.activities))
        )

    def remove(self, structure_id: str) -> None:
        """Forgets a structure; nothing happens when it was not there."""
        for row in self._of.pop(structure_id, ()):
            for facet, number in zip(self.facets(), self._rows.remove(row), strict=True):
                facet.give_back(number)

    def facets(self) -> tuple[Interned, ...]:  # type: ignore[type-arg]  # facets of several types, in columns' order
        """One a criterion, in the order of the columns of `Rows`."""
        return (
            *(self.kinds, self.works, self.territories, self.include, self.exclude),
            *(self.wants, self.amounts, self.days),
        )

    def _numbers(self, structure: Structure, activity: int) -> tuple[int, ...]:
        wish = structure.activities[activity]
        return (
            self.kinds.take(structure.kinds),
            self.works.take((wish.trades, wish.cpv_prefixes)),
            self.territories.take(wish.territory),
            self.include.take(wish.include_words),
            self.exclude.take(wish.exclude_words),
            self.wants.take(wish.wants),
            self.amounts.take((wish.amount_min, wish.amount_max)),
            self.days.take(wish.min_days_left),
        )

    def matches(self, document: Document, now: datetime, *, near_misses: bool = True) -> list[Match]:
        """What `oracle.matches` gives, in the order of the structures' ids. `now` is aware."""
        if not document.answerable:
            return []
        allowed = 1 if near_misses else 0
        judged: dict[str, list[Judged]] = {}
        for lot in document.lots:
            if not lot.passed(now):
                self._judge(lot, document, now, allowed, judged)
        return [best_match(one, document.notice_id, self._in_order(judged[one])) for one in sorted(judged)]

    @staticmethod
    def _in_order(judged: list[Judged]) -> list[Judged]:
        return judged if len(judged) == 1 else sorted(judged, key=lambda one: one.activity)

    def _judge(
        self, lot: LotFacts, document: Document, now: datetime, allowed: int, judged: dict[str, list[Judged]]
    ) -> None:
        rows = self._possible(lot, document, now, allowed)
        told = Told(self, lot, document, now)
        for row, numbers in zip(rows.tolist(), self._rows.numbers[rows].tolist(), strict=True):
            reasons = told.reasons(numbers, allowed)
            if reasons is not None:
                structure_id, activity = self._rows.owner(row)
                judged.setdefault(structure_id, []).append(Judged(activity, lot.lot_id, reasons, told.pull(numbers)))

    def _possible(self, lot: LotFacts, document: Document, now: datetime, allowed: int) -> Numbers:
        """Rows that miss at most `allowed` criteria, as far as the facets can tell."""
        missed = self.territories.missed(lot.where).take(self._rows.column(TERRITORY))
        missed += self.works.missed(lot).take(self._rows.column(WORK))
        rows: Numbers = np.flatnonzero((missed <= allowed) & self._rows.living())
        count = missed[rows]
        answers = self.kinds.answers(lot, document)[self._rows.column(KINDS)[rows]]
        count += (answers == 2) + self.wants.missed(lot)[answers, self._rows.column(WANTS)[rows]]
        rows, count = self._kept(rows, count, allowed)
        for column, missing in (
            (DAYS, partial(self.days.missed, lot, now)),
            (AMOUNT, partial(self.amounts.missed, lot)),
            (EXCLUDE, partial(self.exclude.refused, lot)),
            (INCLUDE, partial(self.include.not_included, lot)),
        ):
            if column in (DAYS, AMOUNT) or len(rows) > FEW:
                rows, count = self._kept(rows, count + missing().take(self._rows.column(column)[rows]), allowed)
        return rows

    @staticmethod
    def _kept(rows: Numbers, count: npt.NDArray[np.uint8], allowed: int) -> tuple[Numbers, npt.NDArray[np.uint8]]:
        kept = count <= allowed
        return rows[kept], count[kept]
