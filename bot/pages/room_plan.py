"""`/g/…/calendrier`: the plan of a group, each step with who takes it, ticked by any of them; the file of an agenda."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.network import room_parts as parts
from alerts.messages.network.room_calendar import room_calendar
from alerts.messages.reply.plan import step_line
from alerts.network.group_plan import Shared
from alerts.reply_help.planning import StepId
from alerts.services import rooms
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store.engine import Session
from bot.pages.blocks import taught
from bot.pages.forms import Form, read_form
from bot.pages.room_opened import PATH, Opened, given, opened, page
from bot.pages.site import Site

PART, ICS = "/calendrier", ".ics"
NOTED = "C’est noté."


@dataclass(frozen=True, slots=True)
class Line:
    """A step. `ours`: our structure takes it; `free`: it could; `holder`: who does, when it is another."""

    id: str
    label: str
    why: str
    done: bool
    ours: bool
    free: bool
    ticked: bool
    holder: str


def routes(site: Site) -> list[BaseRoute]:
    shown, path = SharedPlan(taught(site)), f"{PATH}{PART}"
    return [
        Route(f"{path}{ICS}", shown.file),
        Route(path, shown.show),
        Route(path, shown.act, methods=["POST"]),
    ]


class SharedPlan:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        held = await opened(self._site, request)
        return self._shown(held, note=NOTED if "fait" in request.query_params else "")

    async def act(self, request: Request) -> Response:
        """Raises NotYours, NotAllowed."""
        held, form = await opened(self._site, request), await read_form(request)
        try:
            await self._site.write(_save, held, form)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            return self._shown(await opened(self._site, request), error=refusal.sentence)
        return held.back(PART, "oui")

    async def file(self, request: Request) -> Response:
        """Without dates, there is nothing to write in a calendar."""
        held = await opened(self._site, request)
        return await given(self._site, held, room_calendar(held.view, held.now))

    def _shown(self, held: Opened, note: str = "", error: str = "") -> Response:
        view = held.view
        lines = [_line(one, view.own, step_line(one.step, view.plan)) for one in view.steps]
        return page(
            self._site,
            held,
            PART,
            "plan",
            status=409 if error else 200,
            note=note,
            error=error,
            pace=tuple(parts.pace(view)),
            lines=[one for one in lines if one.id != StepId.DEADLINE.value],
            last=next((one.label for one in lines if one.id == StepId.DEADLINE.value), ""),
            progress=parts.progress(view),
            agenda=held.address(f"{PART}{ICS}") if any(one.step.on for one in view.steps) else "",
        )


def _line(one: Shared, own: str, words: str) -> Line:
    holder = one.holder if one.by != own else ""
    label = f"{words[1:].strip()}."
    return Line(one.step.id.value, label, one.step.why, one.step.done, one.by == own, one.free, one.ticked, holder)


def _save(session: Session, held: Opened, form: Form) -> None:
    """What was changed on the page: what others did meanwhile stays. Raises NotYours, Refusal."""
    done, was_done = frozenset(form.every("pret")), frozenset(form.every("vu"))
    ours, were_ours = frozenset(form.every("pris")), frozenset(form.every("pris-vu"))
    for one in form.every("montre"):
        if (one in ours) != (one in were_ours):
            rooms.take(session, *held.who, one, held.now, on=one in ours)
        if (one in done) != (one in was_done):
            rooms.tick(session, *held.who, one, held.now, done=one in done)
