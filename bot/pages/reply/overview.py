"""`/a/…/aide`: may we, should we, until when, what next; and the way to each part of the help."""

import asyncio
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.reply.overview import overview_message
from alerts.model.response import ResponseStatus
from alerts.reply_help.case import Case
from bot.pages.blocks import taught
from bot.pages.reply.opened import PATH, opened
from bot.pages.reply.part import page
from bot.pages.site import Site


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held = await opened(site, request)
        message = await asyncio.to_thread(overview_message, held.case, held.now)
        refused = held.case.status is ResponseStatus.REFUSED
        shown = {"refused": refused, "files": "" if _over(held.case, held.now) else held.address("/fichiers")}
        return page(site, held, "", message, template="overview", shown=shown)

    return [Route(PATH, show)]


def _over(case: Case, now: datetime) -> bool:
    """Nobody can answer any more."""
    return case.closed is not None or (case.deadline is not None and case.deadline.at <= now)
