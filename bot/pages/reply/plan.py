"""`/a/…/aide/calendrier`: what is to be done by when, alone or together; steps ticked, recalled, put in a calendar."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.message import Block, Bullets, Heading
from alerts.messages.reply.plan import plan_message, step_line
from alerts.messages.reply.plan_calendar import plan_calendar
from alerts.model.reply import Manner
from alerts.reply_help.planning import Plan, StepId, plan
from alerts.services import working
from alerts.store.engine import Session
from bot.pages.blocks import taught
from bot.pages.forms import Form, read_form
from bot.pages.reply.opened import PATH, Opened, opened
from bot.pages.reply.part import NOTES, page
from bot.pages.reply.ticks import Tick, retick
from bot.pages.settings.document import downloaded
from bot.pages.site import Site

PART = "/calendrier"
ICS = ".ics"
MANNERS = ((Manner.ALONE.value, "Seuls"), (Manner.TOGETHER.value, "À plusieurs"))
_SIGNS = "☐☑"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The words around the steps, and the steps as boxes."""

    before: tuple[Block, ...]
    heading: str
    steps: tuple[Tick, ...]
    after: tuple[Block, ...]
    dated: bool


def routes(site: Site) -> list[BaseRoute]:
    page, path = Calendar(taught(site)), f"{PATH}{PART}"
    return [
        Route(f"{path}{ICS}", page.file),
        Route(path, page.show),
        Route(path, page.act, methods=["POST"]),
    ]


class Calendar:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        held = await opened(self._site, request)
        drawn = await asyncio.to_thread(_drawn, held)
        shown = {
            "drawn": drawn,
            "manners": MANNERS,
            "manner": held.case.manner.value,
            "reminded": held.case.work.reminded,
            "agenda": held.address(f"{PART}{ICS}") if drawn.dated else "",
        }
        note = NOTES["fait"] if "fait" in request.query_params else ""
        return page(self._site, held, PART, None, template="plan", note=note, shown=shown)

    async def act(self, request: Request) -> Response:
        held, form = await opened(self._site, request), await read_form(request)
        await self._site.write(_save, held, form, held.now)
        return held.back(PART)

    async def file(self, request: Request) -> Response:
        """Without dates, there is nothing to write in a calendar."""
        held = await opened(self._site, request)
        file = await asyncio.to_thread(plan_calendar, held.case, held.now)
        if file is None:
            raise HTTPException(404)
        return Response(file.content, media_type=file.media_type, headers=downloaded(file.name))


def _drawn(held: Opened) -> Drawn:
    made, told = plan(held.case, held.now), plan_message(held.case, held.now).blocks
    at = _place(told)
    steps = tuple(
        Tick(one.id, f"{step_line(one, made)[1:].strip()}.", one.why, one.done)
        for one in made.steps
        if one.id is not StepId.DEADLINE
    )
    above = told[at - 1] if at else None
    heading = above.text if isinstance(above, Heading) else ""
    return Drawn(told[: at - 1] if at else told, heading, steps, told[at + 1 :] if at else (), _dated(made))


def _place(blocks: Sequence[Block]) -> int:
    """Where the list of steps stands, under its heading; 0 when there is none."""
    for at, block in enumerate(blocks):
        if isinstance(block, Bullets) and block.items[:1] and block.items[0][:1] in _SIGNS:
            return at if isinstance(blocks[at - 1], Heading) else 0
    return 0


def _dated(made: Plan) -> bool:
    return any(one.on for one in made.steps)


def _save(session: Session, held: Opened, form: Form, now: datetime) -> None:
    """Only what was changed on the page: what somebody else did meanwhile stays. Raises NotYours, Refusal."""
    who = (held.person_id, held.case.match_id, held.lot)
    wanted = next((one for one in Manner if one.value == form.one("maniere")), None)
    if wanted is not None and form.one("maniere") != form.one("maniere-vue"):
        working.choose_manner(session, *who, wanted, now)
    reminded = form.has("rappels")
    if reminded != (form.one("rappels-vus") == "oui"):
        working.remind(session, *who, reminded, now)
    retick(session, who, form, now)
