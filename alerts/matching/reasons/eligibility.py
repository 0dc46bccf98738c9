"""May the structure answer, being what it is in law? The rule is `alerts.clauses.eligibility`."""

from functools import lru_cache

from alerts.matching.document import LotFacts, MayAnswer
from alerts.model.match import Criterion, Reason, Verdict
from alerts.model.reading import Answer, Eligibility, Reservation, ReservationStatus
from alerts.model.structure import StructureKind

_VERDICTS = {Answer.YES: Verdict.FOR, Answer.NO: Verdict.AGAINST, Answer.CHECK: Verdict.CHECK}
_OPEN = Reservation()


def reason(kinds: frozenset[StructureKind], lot: LotFacts, concession: bool, may_answer: MayAnswer) -> Reason:
    """Always a reason: who may answer is the first thing that people ask."""
    found = asked(kinds, lot, concession, may_answer)
    return Reason(Criterion.ELIGIBILITY, _VERDICTS[found.answer], found.reason)


def asked(kinds: frozenset[StructureKind], lot: LotFacts, concession: bool, may_answer: MayAnswer) -> Eligibility:
    """The rule's answer, remembered."""
    return _remembered(may_answer, kinds, *question(lot), concession)


def question(lot: LotFacts) -> tuple[Reservation, tuple[str, ...]]:
    """The reservation and the CPV codes to ask about: nearly all lots are open, and then ask the same question."""
    if lot.reservation.status is ReservationStatus.NONE and not lot.reservation.evidence:
        return _OPEN, ()
    return lot.reservation, lot.cpv


@lru_cache(maxsize=65536)
def _remembered(
    may_answer: MayAnswer,
    kinds: frozenset[StructureKind],
    reservation: Reservation,
    cpv: tuple[str, ...],
    concession: bool,
) -> Eligibility:
    return may_answer(kinds, reservation, cpv=cpv, concession=concession)
