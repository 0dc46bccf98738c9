"""From the reasons of each lot to one match for a structure: shared by the oracle and the index."""

from dataclasses import dataclass

from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.reading import Answer

Reasons = tuple[Reason, ...]
_ANSWERS = {Answer.YES: 0, Answer.CHECK: 1, Answer.NO: 2}


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
    """NO when the structure may not answer, CHECK as soon as one criterion is to be checked, else YES."""
    answer = Answer.YES
    for reason in reasons:
        if reason.verdict is Verdict.CHECK:
            answer = Answer.CHECK
        elif reason.verdict is Verdict.AGAINST and reason.criterion is Criterion.ELIGIBILITY:
            return Answer.NO
    return answer


def best_match(structure_id: str, notice_id: str, judged: list[Judged]) -> Match:
    """The best activity: a match before a near miss, YES before CHECK, then the first.

    `judged` is not empty, in the order of activities, then of lots. The reasons told are those of the best lot.
    """
    ranked = [(against(one.reasons) is not None, answer_of(one.reasons), one) for one in judged]
    near, answer, best = ranked[0] if len(ranked) == 1 else min(ranked, key=lambda one: (one[0], _ANSWERS[one[1]]))
    lots = tuple([one.lot_id for missed, _, one in ranked if one.activity == best.activity and missed == near])
    return Match(structure_id, notice_id, answer, near, best.reasons, lots, best.activity)
