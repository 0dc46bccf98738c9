"""From the reasons of each lot to one match for a structure: shared by the oracle and the index."""

from collections.abc import Iterable
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

    @property
    def near(self) -> bool:
        """True when one criterion is missed."""
        return any(reason.verdict is Verdict.AGAINST for reason in self.reasons)


def answer_of(reasons: Reasons) -> Answer:
    """NO when the structure may not answer, CHECK as soon as one criterion is to be checked, else YES."""
    verdicts = [reason.verdict for reason in reasons]
    refused = any(one.criterion is Criterion.ELIGIBILITY and one.verdict is Verdict.AGAINST for one in reasons)
    if refused:
        return Answer.NO
    return Answer.CHECK if Verdict.CHECK in verdicts else Answer.YES


def best_match(structure_id: str, notice_id: str, judged: Iterable[Judged]) -> Match | None:
    """The best activity: a match before a near miss, YES before CHECK, then the first. None when nothing was judged.

    `judged` is in the order of activities, then of lots. The reasons told are those of the best lot.
    """
    ranked = [(one.near, _ANSWERS[answer_of(one.reasons)], one) for one in judged]
    if not ranked:
        return None
    near, _, best = min(ranked, key=lambda one: one[:2])
    lots = tuple(one.lot_id for missed, _, one in ranked if one.activity == best.activity and missed == near)
    return Match(structure_id, notice_id, answer_of(best.reasons), near, best.reasons, lots, best.activity)
