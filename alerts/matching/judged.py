"""From the reasons of each lot to one match for a structure: shared by the oracle and the index."""

from dataclasses import dataclass

from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.reading import Answer

Reasons = tuple[Reason, ...]
_ANSWERS = {Answer.YES: 0, Answer.CHECK: 1, Answer.NO: 2}
_ANSWER_OF = {Verdict.FOR: Answer.YES, Verdict.CHECK: Answer.CHECK, Verdict.AGAINST: Answer.NO}
_FAR_WHEN_MISSED = (Criterion.ELIGIBILITY, Criterion.TRADE)
_WHOSE = (*_FAR_WHEN_MISSED, Criterion.PLACE)


@dataclass(frozen=True, slots=True)
class Judged:
    """One lot seen by one activity, with at most one reason against. `pull` is `reasons.want.pull`: 0 tells most."""

    activity: int
    lot_id: str | None
    reasons: Reasons
    pull: int = 0


def against(reasons: Reasons) -> Reason | None:
    """The first criterion missed, or None."""
    for reason in reasons:
        if reason.verdict is Verdict.AGAINST:
            return reason
    return None


def too_far(reasons: Reasons) -> bool:
    """True when the trade or the eligibility is missed and nothing makes up for it: the place, the trade or the
    eligibility is also «à vérifier». Nobody is near a notice of another trade, somewhere unknown.
    """
    missed = against(reasons)
    if missed is None or missed.criterion not in _FAR_WHEN_MISSED:
        return False
    return any(one.verdict is Verdict.CHECK and one.criterion in _WHOSE for one in reasons)


def answer_of(reasons: Reasons) -> Answer:
    """May the structure answer this lot? A doubt about place, trade or amount is a reason, not the answer."""
    for reason in reasons:
        if reason.criterion is Criterion.ELIGIBILITY:
            return _ANSWER_OF[reason.verdict]
    return Answer.YES


def _rank(judged: Judged) -> tuple[bool, int, int, int]:
    """A match before a near miss, YES before CHECK, the fewest things to check, then what is most worth telling."""
    doubts = sum(reason.verdict is Verdict.CHECK for reason in judged.reasons)
    return against(judged.reasons) is not None, _ANSWERS[answer_of(judged.reasons)], doubts, judged.pull


def best_match(structure_id: str, notice_id: str, judged: list[Judged]) -> Match:
    """The best activity, by the rank of its best lot; then the first.

    `judged` is not empty, in the order of activities, then of lots. The reasons told are those of the best lot.
    """
    ranked = [(_rank(one), one) for one in judged]
    rank, best = ranked[0] if len(ranked) == 1 else min(ranked, key=lambda pair: pair[0])
    near = rank[0]
    lots = tuple(one.lot_id for each, one in ranked if one.activity == best.activity and each[0] == near)
    return Match(structure_id, notice_id, answer_of(best.reasons), near, best.reasons, lots, best.activity)
