"""The smaller facets: words, amounts, days, kinds and wishes."""

from datetime import datetime
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from alerts.matching.document import Document, LotFacts
from alerts.matching.facets.interned import Flags, Interned
from alerts.matching.reasons import eligibility, want
from alerts.matching.reasons.time_left import days_left
from alerts.matching.words import PhraseBook
from alerts.model.match import Verdict
from alerts.model.reading import Answer
from alerts.model.structure import StructureKind, Want

ANSWERS = (Answer.YES, Answer.CHECK, Answer.NO)
MOST_KNOWN = 500


class Phrases(Interned[tuple[str, ...]]):
    """Lists of words, included or excluded."""

    def __init__(self) -> None:
        super().__init__()
        self._book = PhraseBook()

    def came(self, value: tuple[str, ...], number: int) -> None:
        """Files each phrase."""
        for phrase in value:
            self._book.add(phrase, number)

    def left(self, value: tuple[str, ...], number: int) -> None:
        """Forgets each phrase."""
        for phrase in value:
            self._book.remove(phrase, number)

    def not_included(self, lot: LotFacts) -> Flags:
        """1 where none of the words is found in the notice."""
        texts = [words.text for words in (lot.title, lot.body, lot.elsewhere) if not words.empty]
        if not texts:
            return self.flags()
        flags = self.flags(1)
        if () in self._ids:
            flags[self._ids[()]] = 0
        flags[np.frombuffer(self._book.owners_in(texts), dtype=np.uint64)] = 0
        return flags

    def refused(self, lot: LotFacts) -> Flags:
        """1 where a word is found in the lot."""
        flags = self.flags()
        found = self._book.owners_in((lot.title.text, lot.body.text))
        flags[np.frombuffer(found, dtype=np.uint64)] = 1
        return flags


class Amounts(Interned[tuple[Decimal | None, Decimal | None]]):
    """Minimum and maximum, each or none."""

    def __init__(self) -> None:
        super().__init__()
        self._bounds = np.zeros((8, 2))

    def came(self, value: tuple[Decimal | None, Decimal | None], number: int) -> None:
        """Keeps the bounds as floating numbers, which are never out of order with the exact ones."""
        if number >= len(self._bounds):
            self._bounds = np.concatenate((self._bounds, np.zeros_like(self._bounds)))
        low, high = value
        self._bounds[number] = float(low or 0), np.inf if high is None else float(high)

    def missed(self, lot: LotFacts) -> Flags:
        """1 where the value is surely too small or too large."""
        if lot.amount is None:
            return self.flags()
        low, high = self._bounds[: len(self.values)].T
        outside: npt.NDArray[np.bool_] = (low > float(lot.amount.high)) | (high < float(lot.amount.low))
        return outside.view(np.uint8)


class Days(Interned[int]):
    """Whole days asked for before the deadline."""

    def missed(self, lot: LotFacts, now: datetime) -> Flags:
        """1 where too few days are left."""
        left = days_left(lot, now)
        flags = self.flags()
        if left is not None:
            flags[[number for number, asked in self.living() if left < asked]] = 1
        return flags


class Kinds(Interned[frozenset[StructureKind]]):
    """What structures are in law."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[object, npt.NDArray[np.intp]] = {}
        self._known_at = -1

    def answers(self, lot: LotFacts, document: Document) -> npt.NDArray[np.intp]:
        """For each set of kinds, the position in ANSWERS of what eligibility says."""
        if self._known_at != self.version or len(self._known) > MOST_KNOWN:
            self._known, self._known_at = {}, self.version
        key = (document.may_answer, *eligibility.question(lot), document.concession)
        if key not in self._known:
            self._known[key] = self._asked(lot, document)
        return self._known[key]

    def _asked(self, lot: LotFacts, document: Document) -> npt.NDArray[np.intp]:
        found = np.zeros(len(self.values), dtype=np.intp)
        for number, kinds in self.living():
            answer = eligibility.asked(kinds, lot, document.concession, document.may_answer).answer
            found[number] = ANSWERS.index(answer)
        return found


class Wants(Interned[frozenset[Want]]):
    """Sets of wishes: at most sixty-four."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[object, npt.NDArray[np.uint8]] = {}
        self._known_at = -1

    def missed(self, lot: LotFacts) -> npt.NDArray[np.uint8]:
        """One row for each of ANSWERS, one column a value: 1 where the wish is not met."""
        if self._known_at != self.version:
            self._known, self._known_at = {}, self.version
        key = (lot.reservation.status, lot.clauses)
        if key not in self._known:
            self._known[key] = np.array([self._against(lot, answer) for answer in ANSWERS])
        return self._known[key]

    def _against(self, lot: LotFacts, answer: Answer) -> Flags:
        flags = self.flags()
        unmet = (want.reason(wants, lot, answer).verdict is Verdict.AGAINST for _, wants in self.living())
        flags[[number for number, _ in self.living()]] = list(unmet)
        return flags
