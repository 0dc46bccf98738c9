"""The steps of a plan, each on the last day on which it is done in time."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from alerts.model.reading import ClauseKind, ReservationStatus
from alerts.reply_help.asked import CriterionFamily, has_hour
from alerts.reply_help.case import Case
from alerts.reply_help.plan import words
from alerts.reply_help.plan.place import Ground
from alerts.reply_help.plan.step import Step, StepId
from alerts.reply_help.plan.usual import QUESTIONS_DAYS, Usual, usual_steps
from alerts.reply_help.plan.window import Window, quiet
from alerts.reply_help.working_days import back

_SOCIAL = (
    ClauseKind.CLAUSE_SOCIALE,
    ClauseKind.CLAUSE_SOCIALE_FACULTATIVE,
    ClauseKind.CRITERE_SOCIAL,
    ClauseKind.SERVICE_INSERTION,
)
_ORDER = tuple(StepId)
_GRANTED = {
    StepId.READ: {StepId.WITHDRAW},
    StepId.AGREEMENT: {StepId.PARTNERS},
    StepId.REVIEW: {StepId.WITHDRAW, StepId.READ, StepId.MEMOIRE, StepId.CANDIDACY},
}


def done_of(case: Case) -> frozenset[str]:
    """What was ticked, and what it takes for granted: nobody reads documents that were not withdrawn."""
    ticked = case.work.done
    if StepId.DEPOSIT in ticked:
        return ticked | (frozenset(StepId) - {StepId.DEADLINE})
    return ticked.union(*(before for after, before in _GRANTED.items() if after in ticked))


def rules_of(case: Case) -> tuple[Usual, ...]:
    """The usual steps, without a visit that the notice does not ask for, nor a part that the lot does not call for."""
    left_out = set() if case.asks.visit else {StepId.VISIT}
    if not is_social(case):
        left_out.add(StepId.INSERTION)
    return tuple(one for one in usual_steps(case.manner, candidacy=case.asks.candidacy_first) if one.id not in left_out)


def is_social(case: Case) -> bool:
    """The answer has something to say of insertion or disability: a clause, a criterion, a reservation."""
    reserved = case.reading.reservation.status is not ReservationStatus.NONE
    criterion = any(one.family is CriterionFamily.SOCIAL for one in case.asks.criteria)
    return reserved or criterion or any(case.clause(kind) for kind in _SOCIAL)


def steps_of(case: Case, window: Window | None, ground: Ground, now: datetime) -> tuple[Step, ...]:
    """By date, then in the order of the work; `window` None when no day can be counted: in the order of the work."""
    made = [*_usual(case, window), _questions(case, window, ground), _deposit(case, window)]
    if window is not None and case.deadline is not None:
        made.append(_step(case, StepId.DEADLINE, window.closes, at=case.deadline.at))
    done, today = done_of(case), ground.day(now)
    seen = [_as_of(_stated_visit(one, case, ground), done, today, now) for one in made]
    return tuple(sorted(seen, key=lambda one: _place(one, dated=window is not None)))


def _usual(case: Case, window: Window | None) -> Iterator[Step]:
    rules = rules_of(case)
    span = max(one.before for one in rules)
    for rule in rules:
        day = window.day_of(rule, span) if window else None
        if day and window and rule.others and quiet(day, window.departement):
            day = window.outside_quiet(day)
        yield _step(case, rule.id, day)


def _step(case: Case, step: StepId, on: date | None, why: str = "", at: datetime | None = None) -> Step:
    mandatory = case.asks.visit is not None and case.asks.visit.mandatory
    said = words.visit_why(mandatory=mandatory, stated=False) if step is StepId.VISIT else ""
    return Step(step, words.title(step, case), on, why or said or words.why(step, case, counted=on is not None), at)


def _stated_visit(step: Step, case: Case, ground: Ground) -> Step:
    """The day that the notice gives for the visit, whatever is usual; without one, the day is to be asked for."""
    visit = case.asks.visit
    if step.id is not StepId.VISIT or visit is None:
        return step
    if visit.on is None:
        return replace(step, to_check=True)
    said = words.visit_why(mandatory=visit.mandatory, stated=True)
    return replace(step, on=ground.day(visit.at) if visit.at else visit.on.date(), at=visit.at, why=said)


def _questions(case: Case, window: Window | None, ground: Ground) -> Step:
    until = questions_until(case)
    if until is not None:
        said = words.questions_why(case, stated=True, soon=False)
        at = until if has_hour(until) else None
        return _step(case, StepId.QUESTIONS, ground.day(until) if at else until.date(), said, at)
    if window is None:
        said = words.questions_why(case, stated=False, soon=False)
        return replace(_step(case, StepId.QUESTIONS, None, said), to_check=True)
    usual = back(window.closes - timedelta(days=QUESTIONS_DAYS), 0, window.departement)
    said = words.questions_why(case, stated=False, soon=usual < window.start)
    return replace(_step(case, StepId.QUESTIONS, max(usual, window.start), said), to_check=True)


def questions_until(case: Case) -> datetime | None:
    """As the notice states it; None when it does not, or when it would be after the deadline: then it is wrong."""
    until = case.asks.questions_until
    if until is None or (case.deadline is not None and until > case.deadline.at):
        return None
    return until


def _deposit(case: Case, window: Window | None) -> Step:
    day_before = window is None or window.hour is not None
    said = words.deposit_why(case, day_before=day_before)
    return _step(case, StepId.DEPOSIT, window.deposit if window else None, said, window.hour if window else None)


def _as_of(step: Step, done: Collection[str], today: date, now: datetime) -> Step:
    passed = step.at < now if step.at else step.on is not None and step.on < today
    return replace(step, done=step.id in done, late=passed and step.id not in done)


def _place(step: Step, *, dated: bool) -> tuple[date, int]:
    return (step.on or date.max) if dated else date.max, _ORDER.index(step.id)
