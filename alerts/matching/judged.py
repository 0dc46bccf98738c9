"""From the reasons of each lot to one match for a structure: shared by the oracle and the index."""

from dataclasses import dataclass

from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.reading import Answer

Reasons = tuple[Reason, ...]
_ANSWERS = {Answer.YES: 0, Answer.CHECK: 1, Answer.NO: 2}
_ANSWER_OF = {Verdict.FOR: Answer.YES, Verdict.CHECK: Answer.CHECK, Verdict.AGAINST: Answer.NO}


@dataclass(frozen=True, slots=True)
class Judged:
    """One lot seen by one activity, with at most one reason against."""

    activity: int
    lot_id: str | None
    reasons: Reasons


def against(reasons: Reasons) -> Reason | None:
    """The first criterion missed, or None."""
    for reason in reasons:
        if reason.verdict is Verdict.AGAINST:
            return reason
    return None


def answer_of(reasons: Reasons) -> Answer:
    """May the structure answer this lot? Doubts about the place, the trade or the amount are reasons, not the answer."""
    for reason in reasons:
        if reason.criterion is Criterion.ELIGIBILITY:
            return _ANSWER_OF[reason.verdict]
    return Answer.YES


def _rank(judged: Judged) -> tuple[bool, int, int]:
    """A match before a near miss, YES before CHECK, then the fewest things to check."""
    doubts = sum(reason.verdict is Verdict.CHECK for reason in judged.reasons)
    return against(judged.reasons) is not None, _ANSWERS[answer_of(judged.reasons)], doubts


def best_match(structure_id: str, notice_id: str, judged: list[Judged]) -> Match:
    """The best activity, by the rank of its best lot; then the first.

    `judged` is not empty, in the order of activities, then of lots. The reasons told are those of the best lot.
    """
    ranked = [(_rank(one), one) for one in judged]
    rank, best = ranked[0] if len(ranked) == 1 else min(ranked, key=lambda pair: pair[0])
    near = rank[0]
    lots = tuple(one.lot_id for each, one in ranked if one.activity == best.activity and each[0] == near)
    return Match(structure_id, notice_id, answer_of(best.reasons), near, best.reasons, lots, best.activity)
