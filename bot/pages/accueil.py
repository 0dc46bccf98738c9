"""`/`: what Vigie is, in a few words. `/confidentialite`: what is kept, and how to erase it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.pages.site import Site

FOUND = {"X-Robots-Tag": "all", "Cache-Control": "public, max-age=300"}  # nothing personal, and worth finding


def routes(site: Site) -> list[BaseRoute]:
    async def home(request: Request) -> Response:  # noqa: ARG001
        return site.page("accueil", headers=FOUND, bot_name=site.house.bot_name)

    async def privacy(request: Request) -> Response:  # noqa: ARG001
        return site.page("confidentialite", headers=FOUND)

    return [Route("/", home), Route("/confidentialite", privacy)]
