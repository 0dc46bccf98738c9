"""`/c/….ics`: the deadlines of somebody's structures, for the calendar that follows this address."""

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.messages.calendar import MEDIA_TYPE, Event, calendar_of
from alerts.services import calendars
from alerts.services.calendars import Holder, Planned
from alerts.services.errors import NotYours
from alerts.store.engine import Session
from bot.pages import unchanged
from bot.pages.annonce import ICS
from bot.pages.named import numbers
from bot.pages.site import Site

NAME = "Vigie ESS : échéances"


def routes(site: Site) -> list[BaseRoute]:
    async def calendar(request: Request) -> Response:
        """A program asks: what is refused is said in one line of text."""
        token = request.path_params["token"]
        try:
            holder, events, plans = await site.read(_events, *numbers(site, LinkKind.CALENDAR, token, 2), site=site)
        except NotYours as error:
            return PlainTextResponse(error.sentence, 410)
        events = await asyncio.to_thread(calendars.with_steps, events, plans, site.house.composer.case, site.now)
        file = calendar_of(NAME, events, holder.since)
        changed = max((one.changed for one in events if one.changed), default=holder.since)
        return unchanged.answer(request, file, f"{MEDIA_TYPE}; charset=utf-8", changed)

    path = f"/{LinkKind.CALENDAR.value}/{{token}}"
    return [Route(f"{path}{ICS}", calendar), Route(path, calendar)]


def _events(
    session: Session, person_id: int, generation: int, *, site: Site
) -> tuple[Holder, list[Event], tuple[Planned, ...]]:
    """Whose it is, the deadlines, and the plans whose steps go with them. Raises NotYours."""
    holder = calendars.holder_of(session, person_id, generation)
    events = calendars.calendar_events(session, holder, site.links, site.now)
    return holder, events, calendars.planned(session, holder)
