"""The back-planning as a calendar: one event a step, under the same name for ever, moved when the deadline moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from urllib.parse import quote

from alerts.messages.calendar import MEDIA_TYPE, Event, calendar_of
from alerts.messages.french import PARIS, capitalised, lots, shortened
from alerts.messages.message import Attachment
from alerts.model.reply import Manner
from alerts.reply_help.case import Case
from alerts.reply_help.plan.words import title
from alerts.reply_help.planning import Pace, Plan, Step, StepId, plan

NAME = "Vigie ESS : calendrier de réponse"
FILE_NAME = "calendrier-de-reponse.ics"
OBJECT = 80  # characters of the contract, after the step
_NOTICE = "Étape du calendrier proposé par Vigie ; le règlement de consultation (RC) fait foi."
_GONE = "Cette étape n'est plus dans le calendrier."
_CLOSED = {"cancelled": "La consultation est annulée.", "awarded": "Le marché est déjà attribué."}
_TO_CHECK = "Date à vérifier."
_OF_A_GROUP = frozenset({StepId.PARTNERS, StepId.AGREEMENT})


def plan_calendar(case: Case, now: datetime) -> Attachment | None:
    """The whole plan as a file; None when no step has a date, or when the deadline has passed.

    What a correction or a decision took out of the plan is told as cancelled, and all of it when nobody can answer
    any more, so that a calendar that already holds it lets it go.
    """
    events = plan_events(case, now)
    if not events:
        return None
    return Attachment(FILE_NAME, MEDIA_TYPE, calendar_of(NAME, events, now))


def plan_events(case: Case, now: datetime, changed: datetime | None = None) -> tuple[Event, ...]:
    """The same as events, by date. `changed`: when what the plan stands on last changed."""
    closed = case.closed is not None
    made = plan(replace(case, closed=None), now)
    if made.pace is Pace.PASSED:
        return ()
    found = [_event(case, made, step, changed) for step in made.steps if step.on]
    gone = [_event(case, made, step, changed, why=_GONE) for step in _gone(case, made)]
    if closed:
        why = _CLOSED.get(case.closed or "", _GONE)
        found = [replace(one, cancelled=True, words=f"{why}\n{one.words}") for one in found]
    return (*found, *gone)


def step_uid(case: Case, step: StepId) -> str:
    """« match-12-lot-2-step-visit@vigie.example.org »; without lot for the whole contract."""
    lot = f"-lot-{quote(case.lot_key, safe='')}" if case.lot_key else ""
    return f"match-{case.match_id}{lot}-{step.value}@{case.host}"


def _event(case: Case, made: Plan, step: Step, changed: datetime | None, why: str = "") -> Event:
    """`why`: it is no longer in the plan."""
    on = step.on or made.today
    return Event(
        step_uid(case, step.id),
        f"{step.title} – {shortened(case.title, OBJECT)}",
        step.at or datetime.combine(on, time(0), PARIS),
        case.page,
        why or "\n".join(_words(case, step)),
        case.sequence,
        cancelled=bool(why),
        changed=changed,
        step=True,
        day=None if step.at else on,
        done=step.done,
    )


def _words(case: Case, step: Step) -> Iterator[str]:
    yield step.why
    if step.to_check or (step.id is StepId.DEADLINE and case.deadline and case.deadline.doubt):
        yield _TO_CHECK
    if case.lot_key:
        yield f"{capitalised(lots([case.lot.id]))}."
    yield f"Pour {case.structure.name}."
    yield _NOTICE


def _gone(case: Case, made: Plan) -> Iterator[Step]:
    """What an earlier file may have held: anything before a correction, the group's steps before one chose to answer
    alone. Each is told on the day of the deadline: a file cannot say where it stood before."""
    there = {one.id for one in made.steps if one.on}
    corrected = set(StepId) if case.sequence else set()
    alone = _OF_A_GROUP if case.work.manner is Manner.ALONE else frozenset()
    last = made.steps[-1].on if made.steps else None
    for step in StepId:
        if step in (corrected | alone) - there:
            yield Step(step, title(step, case), last or made.today, "")
