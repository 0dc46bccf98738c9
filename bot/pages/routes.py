"""Every page, put together behind one guard. A new page module is one line in `PAGES`."""

from collections.abc import Awaitable, Callable
from types import ModuleType

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.pages import (
    accueil,
    annonce,
    calendar,
    call,
    confirmer,
    desabonner,
    digest_page,
    entrer,
    feed,
    inscription,
    muting,
    opportunity,
    partners,
    passed_on,
    room,
    room_plan,
    rooms_mine,
    sante,
    territory,
    widen,
)
from bot.pages.answers import handlers_of
from bot.pages.guard import Guard, SameSite
from bot.pages.network import (
    arriving,
    asking,
    broadcast,
    broadcasts,
    diffusing,
    distribution,
    invitation,
    inviting,
    members,
    radar,
    sharing,
)
from bot.pages.network import home as networks
from bot.pages.network import settings as network
from bot.pages.reply import after, documents, easy, files, grid, hours, overview, plan, questions, selling
from bot.pages.settings import account, address, document, drawer, home, pause, profile, rhythm, sheet
from bot.pages.site import Site
from bot.wiring import House

A_YEAR = 31_536_000  # seconds
PAGES: tuple[ModuleType, ...] = (
    *(accueil, inscription, confirmer, desabonner, entrer),
    *(home, rhythm, pause, profile, sheet, drawer, document, address, account),
    *(overview, grid, plan, documents, hours, selling, questions, files, easy, after),
    *(asking, arriving, networks, members, inviting, invitation, sharing, network),
    *(radar, territory, muting),
    *(diffusing, broadcast, broadcasts, passed_on),
    *(partners, call, distribution),
    *(room, room_plan, rooms_mine),
    *(annonce, opportunity, digest_page, widen, calendar, feed, sante),
)
"""Each has `routes(site: Site) -> list[BaseRoute]`."""


def routes_of(house: House) -> list[BaseRoute]:
    """All our pages, as one route to be put after all others: what no page knows is answered in French.

    None of them when they have no address.
    """
    if house.links is None:
        return []
    site = Site(house)
    routes = [Route("/style.css", _style(site)), *(route for page in PAGES for route in page.routes(site))]
    guards = [Middleware(Guard, site=site), Middleware(SameSite, site=site)]
    return [Mount("", Starlette(routes=routes, middleware=guards, exception_handlers=handlers_of(site)))]


def _style(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Its address changes with it: browsers may keep it."""
    headers = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}

    async def style(request: Request) -> Response:  # noqa: ARG001
        return Response(site.style, headers=headers, media_type="text/css")

    return style
