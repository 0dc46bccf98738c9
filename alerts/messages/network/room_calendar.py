"""The plan of a group as a calendar: one event a step, under the same name for ever, with who takes it."""

from collections.abc import Iterator
from datetime import datetime, time
from urllib.parse import quote

from alerts.messages.calendar import MEDIA_TYPE, Event, calendar_of
from alerts.messages.french import PARIS, capitalised, lots, shortened
from alerts.messages.message import Attachment
from alerts.messages.network.room_parts import holder_words
from alerts.network.group_plan import Shared
from alerts.network.group_view import View
from alerts.reply_help.planning import StepId

NAME = "Vigie ESS : calendrier du groupe"
FILE_NAME = "calendrier-du-groupe.ics"
OBJECT = 80  # characters of the contract, after the step
_NOTICE = "Étape du calendrier proposé par Vigie ; le règlement de consultation (RC) fait foi."


def room_calendar(view: View, now: datetime) -> Attachment | None:
    """None when no step has a date."""
    events = list(_events(view))
    return Attachment(FILE_NAME, MEDIA_TYPE, calendar_of(NAME, events, now)) if events else None


def step_uid(view: View, step: StepId) -> str:
    """« room-12-step-visit@vigie.example.org »: nobody's own plan has it."""
    lot = f"-lot-{quote(view.room.lot, safe='')}" if view.room.lot else ""
    return f"room-{view.room.id}{lot}-{step.value}@{view.case.host}"


def _events(view: View) -> Iterator[Event]:
    title = shortened(view.case.title, OBJECT)
    for one in view.steps:
        if one.step.on is not None:
            yield Event(
                step_uid(view, one.step.id),
                f"{one.step.title} – {title}",
                one.step.at or datetime.combine(one.step.on, time(0), PARIS),
                view.case.page,
                "\n".join(_words(one, view)),
                view.case.sequence,
                step=True,
                day=None if one.step.at else one.step.on,
                done=one.step.done,
            )


def _words(one: Shared, view: View) -> Iterator[str]:
    yield one.step.why
    if one.step.to_check or (one.step.id is StepId.DEADLINE and view.case.deadline and view.case.deadline.doubt):
        yield "Date à vérifier."
    if one.step.id is not StepId.DEADLINE:
        yield f"S'en charge : {holder_words(one)}."
    if view.case.lot_key:
        yield f"{capitalised(lots([view.case.lot.id]))}."
    yield f"Groupe : {', '.join(fellow.name for fellow in view.fellows)}."
    yield _NOTICE
