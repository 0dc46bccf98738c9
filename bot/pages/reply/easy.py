"""`/a/…/aide/facile`: the same facts in words that are easy to read and to understand (FALC)."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.message import Message
from alerts.messages.reply.easy import easy_documents_message, easy_message
from bot.pages.blocks import taught
from bot.pages.reply.opened import PATH, Opened, opened
from bot.pages.reply.part import page
from bot.pages.site import Site

PART = "/facile"


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held = await opened(site, request)
        card, documents = await asyncio.to_thread(_both, held)
        return page(site, held, PART, card, template="easy", shown={"documents": documents})

    return [Route(f"{PATH}{PART}", show)]


def _both(held: Opened) -> tuple[Message, Message]:
    return easy_message(held.case, held.now), easy_documents_message(held.case, held.now)
