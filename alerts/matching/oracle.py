"""Matching as it is told to people: every profile, every lot, one criterion after the other. Slow, and right.

A near miss misses exactly one criterion, and is near: when the one missed is the trade or the eligibility, neither the
place nor the other of the two may be «à vérifier» (`judged.too_far`); an amount or a date untold does not count.

The index must give exactly the same matches; this page is what it is compared with.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.matching.document import Document, LotFacts
from alerts.matching.judged import Judged, Reasons, best_match, too_far
from alerts.matching.reasons import amount, eligibility, found_words, place, time_left, trade, want
from alerts.model.match import Match, Reason, Verdict
from alerts.model.structure import Criteria, Structure, StructureKind


def matches(
    structures: Iterable[Structure], document: Document, now: datetime, *, near_misses: bool = True
) -> list[Match]:
    """Every structure that the notice concerns, or almost, in the order of their ids. `now` is aware."""
    found = (match(structure, document, now, near_misses=near_misses) for structure in structures)
    return sorted((one for one in found if one), key=lambda one: one.structure_id)


def match(structure: Structure, document: Document, now: datetime, *, near_misses: bool = True) -> Match | None:
    """One structure and one notice; None when no lot comes near. A lot whose deadline has passed never does."""
    if not document.answerable:
        return None
    judged = list(_judged(structure, document, now, allowed=1 if near_misses else 0))
    return best_match(structure.id, document.notice_id, judged) if judged else None


def _judged(structure: Structure, document: Document, now: datetime, allowed: int) -> Iterator[Judged]:
    for number, criteria in enumerate(structure.activities):
        for lot in document.lots:
            if lot.passed(now):
                continue
            found = _bearable(opinions(criteria, structure.kinds, lot, document, now), allowed)
            if found is not None:
                yield Judged(number, lot.lot_id, found, _pull(criteria, structure.kinds, lot, document))


def _pull(criteria: Criteria, kinds: frozenset[StructureKind], lot: LotFacts, document: Document) -> int:
    may = eligibility.asked(kinds, lot, document.concession, document.may_answer).answer
    return want.pull(criteria.wants, lot, may)


def _bearable(reasons: Iterator[Reason | None], allowed: int) -> Reasons | None:
    """The reasons, or None as soon as more than `allowed` of them are against, and when the one missed is too far."""
    kept: list[Reason] = []
    against = 0
    for reason in reasons:
        if reason is None:
            continue
        kept.append(reason)
        against += reason.verdict is Verdict.AGAINST
        if against > allowed:
            return None
    found = tuple(kept)
    return None if against and too_far(found) else found


def opinions(
    criteria: Criteria, kinds: frozenset[StructureKind], lot: LotFacts, document: Document, now: datetime
) -> Iterator[Reason | None]:
    """The verdict of each criterion, in the order in which they are told; None where the profile asks for nothing."""
    may_answer, concession = document.may_answer, document.concession
    yield eligibility.reason(kinds, lot, concession, may_answer)
    yield trade.reason(criteria.trades, criteria.cpv_prefixes, lot)
    yield place.reason(criteria.territory, lot.where, document.france)
    yield found_words.included(criteria.include_words, lot)
    yield found_words.excluded(criteria.exclude_words, lot)
    yield want.reason(criteria.wants, lot, eligibility.asked(kinds, lot, concession, may_answer).answer)
    yield amount.reason(criteria.amount_min, criteria.amount_max, lot)
    yield time_left.reason(criteria.min_days_left, lot, now)
