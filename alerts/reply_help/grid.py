"""Should we answer? Sixteen questions, answered as far as Vigie knows, finished by people in taps.

What a person said wins over what Vigie found. The score is over answered questions only. Thresholds (70 %, 50 %, half
of the questions) are landmarks proposed by Vigie on 22/11/2026; no law sets them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from alerts.model.reply import Mark, Point
from alerts.reply_help.case import Case
from alerts.reply_help.points import contract, means, right_and_fit, together
from alerts.reply_help.points.answered import Answered, By, Moment

__all__ = ["Advice", "Answered", "By", "Grid", "grid"]

GO, TOGETHER = 70, 50  # per cent


class Advice(StrEnum):
    GO = "go"
    TOGETHER = "together"  # with others, or once the buyer has answered a question
    NOT_THIS_TIME = "not_this_time"
    NOT_ENOUGH = "not_enough"  # fewer than half of the questions have an answer


@dataclass(frozen=True, slots=True)
class Grid:
    """`answers` in the order of `Point`. `score`: 0 to 100, None when nothing is answered. `blocking`: the answers that
    set the lot aside by themselves. `first`: what to answer first, the most telling on top. `scored`: the advice stands
    on the score, and not on one answer or on a consultation that is over."""

    answers: tuple[Answered, ...]
    score: int | None
    advice: Advice
    why: str
    blocking: tuple[Answered, ...] = ()
    first: tuple[Point, ...] = ()
    scored: bool = True

    @property
    def answered(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.answers if one.mark is not None)

    @property
    def for_it(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.answers if one.mark is Mark.YES)

    @property
    def against(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.answers if one.mark is Mark.NO)

    @property
    def unsure(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.answers if one.mark is Mark.PARTLY)

    def of(self, point: Point) -> Answered:
        return next(one for one in self.answers if one.point is point)


_QUESTIONS: dict[Point, Callable[[Moment], Answered]] = {
    Point.ELIGIBILITY: right_and_fit.eligibility,
    Point.TRADE: right_and_fit.trade,
    Point.PLACE: right_and_fit.place,
    Point.TIME: right_and_fit.time,
    Point.CAPACITY: means.capacity,
    Point.PROOFS: means.proofs,
    Point.INSURANCE: means.insurance,
    Point.TURNOVER: means.turnover,
    Point.CRITERIA: contract.criteria,
    Point.AMOUNT: contract.amount,
    Point.CASH: contract.cash,
    Point.TAKEOVER: contract.takeover,
    Point.VISIT: contract.visit,
    Point.PENALTIES: contract.penalties,
    Point.PARTNERS: together.partners,
    Point.PEOPLE: together.people,
}
_ALWAYS_OUT = frozenset({Point.ELIGIBILITY, Point.TRADE})  # whoever answered
_PARTNER_BRINGS = frozenset({Point.TRADE, Point.INSURANCE})
_TELLING = (
    *(Point.ELIGIBILITY, Point.TRADE, Point.INSURANCE, Point.VISIT, Point.CAPACITY, Point.PROOFS, Point.PEOPLE),
    *(Point.PARTNERS, Point.CASH, Point.TAKEOVER, Point.PENALTIES, Point.CRITERIA, Point.AMOUNT, Point.TURNOVER),
    *(Point.PLACE, Point.TIME),
)


def grid(case: Case, now: datetime) -> Grid:
    at = Moment(case, now)
    answers = tuple(_said(_QUESTIONS[point](at), case) for point in Point)
    answered = [one.mark for one in answers if one.mark is not None]
    score = round(100 * sum(answered) / (2 * len(answered))) if answered else None
    blocking = tuple(one for one in answers if one.out and one.mark is Mark.NO)
    open_points = {one.point for one in answers if one.mark is None}
    first = tuple(point for point in _TELLING if point in open_points)
    advice, why = _advice(answers, blocking, score, at)
    over = bool(case.closed) or at.passed or bool(blocking)
    return Grid(answers, score, advice, why, blocking, first, scored=not over)


def _said(found: Answered, case: Case) -> Answered:
    """The mark of a person wins, and sets the lot aside as surely as ours."""
    mark = case.work.marks.get(found.point)
    if mark is None:
        return found
    mandatory = found.point is Point.VISIT and case.asks.visit is not None and case.asks.visit.mandatory
    asked_for = found.point is Point.INSURANCE and bool(case.asks.insurance or case.asks.qualifications)
    out = found.out or found.point in _ALWAYS_OUT or mandatory or asked_for
    return replace(found, mark=mark, by=By.PERSON, out=out)


def _advice(
    answers: Sequence[Answered], blocking: Sequence[Answered], score: int | None, at: Moment
) -> tuple[Advice, str]:
    if at.case.closed or at.passed:
        return Advice.NOT_THIS_TIME, _CLOSED.get(at.case.closed or "", PASSED)
    if blocking:
        return _blocked(answers, blocking)
    answered = sum(one.mark is not None for one in answers)
    if score is None or answered * 2 < len(answers):
        return (
            Advice.NOT_ENOUGH,
            f"{answered} réponses sur {len(answers)} : il en faut au moins la moitié pour conclure.",
        )
    sure = next(one for one in answers if one.point is Point.ELIGIBILITY).mark is not Mark.PARTLY
    if score >= GO:
        return _well(answers) if sure else (Advice.TOGETHER, TO_ASK)
    return (Advice.TOGETHER, MIDDLE) if score >= TOGETHER else (Advice.NOT_THIS_TIME, LOW)


def _well(answers: Sequence[Answered]) -> tuple[Advice, str]:
    """A good score hides nothing: without the people, others are needed; a « no » is to be settled."""
    against = [one.point for one in answers if one.mark is Mark.NO]
    if Point.CAPACITY in against:
        return Advice.TOGETHER, SHORT_HANDED
    return Advice.GO, f"{HIGH} {SETTLE}" if against else HIGH


def _blocked(answers: Sequence[Answered], blocking: Sequence[Answered]) -> tuple[Advice, str]:
    """A partner may bring a trade, an insurance or a qualification; not a right, nor a visit that is over."""
    alone = next(one for one in answers if one.point is Point.PARTNERS).mark is Mark.NO
    if not alone and all(one.point in _PARTNER_BRINGS for one in blocking):
        return Advice.TOGETHER, BROUGHT
    if any(one.point is Point.ELIGIBILITY for one in blocking):
        return Advice.NOT_THIS_TIME, NOT_ENTITLED
    return Advice.NOT_THIS_TIME, STOPPED


PASSED = "La date limite est passée."
_CLOSED = {"cancelled": "La consultation est annulée.", "awarded": "Le marché est déjà attribué."}
HIGH = "Les réponses connues sont bonnes dans l'ensemble."
SETTLE = "Réglez d'abord ce qui est défavorable."
SHORT_HANDED = "Le reste est bon, mais il manque des personnes ou de l'encadrement : un partenaire peut en apporter."
MIDDLE = "Seuls, c'est incertain : à plusieurs, ou après une question à l'acheteur."
TO_ASK = "Le reste est bon, mais votre droit à répondre est à vérifier : posez d'abord la question à l'acheteur."
LOW = "Trop de réponses sont défavorables."
BROUGHT = "Il vous manque quelque chose qu'un partenaire peut apporter."
NOT_ENTITLED = "D'après l'avis, ce lot est réservé à d'autres structures."
STOPPED = "Une seule réponse suffit à vous écarter."
