"""`/annonce/…`: one opportunity, for anybody. No personal fact: it may be shared."""

import asyncio
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.clauses.read import read_notice
from alerts.links.public import ANNONCE, notice_page
from alerts.messages.calendar import Event, calendar_file, deadline_event, domain
from alerts.messages.deadline import next_deadline
from alerts.messages.where import where
from alerts.services import showing
from alerts.services.showing import Shown
from bot.pages import unchanged
from bot.pages.blocks import taught
from bot.pages.notice_view import seen
from bot.pages.site import Site

SHARED = {"Cache-Control": "public, max-age=300"}
ICS = ".ics"
DOWNLOADED = {"Content-Disposition": 'attachment; filename="echeance.ics"'}


def routes(site: Site) -> list[BaseRoute]:
    page = Annonce(taught(site))
    return [
        Route(f"/{ANNONCE}/{{notice_id:path}}{ICS}", page.calendar),
        Route(f"/{ANNONCE}/{{notice_id:path}}", page.show),
    ]


class Annonce:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        shown = await self._found(request)
        now = self._site.now
        agenda = f"{notice_page(self._site.links, _named(request))}{ICS}" if event_of(shown, "", now) else ""
        return self._site.page("annonce", headers=SHARED, notice=seen(shown, now), agenda=agenda)

    async def calendar(self, request: Request) -> Response:
        """Its deadline. Without one, there is nothing to write in a calendar."""
        shown, now, links = await self._found(request), self._site.now, self._site.links
        event = event_of(shown, notice_page(links, _named(request)), now, f"{shown.id}@{domain(links.base)}")
        if event is None:
            raise HTTPException(404)
        file = calendar_file(event, now)
        return unchanged.answer(request, file.content, f"{file.media_type}; charset=utf-8", headers=DOWNLOADED)

    async def _found(self, request: Request) -> Shown:
        group = await self._site.read(showing.group_of, _named(request))
        if group is None or not group.stored:
            raise HTTPException(404)
        return await asyncio.to_thread(showing.shown, group, read_notice, _named(request))


def event_of(shown: Shown, url: str, now: datetime, uid: str = "") -> Event | None:
    """The next deadline of all the lots."""
    notice = shown.held.notice
    return deadline_event(
        uid,
        notice.title,
        next_deadline(notice, notice.lots, now),
        now,
        url=url,
        words=f"Acheteur : {notice.buyer.name}." if notice.buyer.name else "",
        sequence=len(shown.corrections),
        cancelled=shown.held.facts.cancelled,
        place=where(notice, notice.lots).first,
    )


def _named(request: Request) -> str:
    return str(request.path_params["notice_id"])
