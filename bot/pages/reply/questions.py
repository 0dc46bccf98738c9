"""`/a/…/aide/questions`: what the buyer must be asked, and until when."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.reply.questions import questions_message
from bot.pages.blocks import taught
from bot.pages.reply.opened import PATH, opened
from bot.pages.reply.part import page
from bot.pages.site import Site

PART = "/questions"


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held = await opened(site, request)
        message = await asyncio.to_thread(questions_message, held.case, held.now)
        return page(site, held, PART, message, template="questions", shown={"files": held.address("/fichiers")})

    return [Route(f"{PATH}{PART}", show)]
