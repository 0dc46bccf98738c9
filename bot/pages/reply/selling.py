"""`/a/…/aide/vendre`: for structures whose hours of insertion a winner may need: whom to call, what to write."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.message import Message, Paragraph
from alerts.messages.reply.selling import selling_message
from bot.pages.blocks import taught
from bot.pages.reply.opened import PATH, opened
from bot.pages.reply.part import page
from bot.pages.site import Site

PART = "/vendre"
NOTHING = (
    "Rien à proposer sur ce lot : l'avis n'y indique pas de clause sociale, le lot est réservé, ou votre structure ne"
    " fournit pas d'heures à d'autres entreprises."
)


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held = await opened(site, request)
        message = await asyncio.to_thread(selling_message, held.case, held.now)
        return page(site, held, PART, message or Message("", NOTHING, (Paragraph(NOTHING),)))

    return [Route(f"{PATH}{PART}", show)]
