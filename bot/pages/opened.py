"""What the process serves over HTTP: the pages, when they have an address, and what the chat asks to serve."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from bot.pages.routes import routes_of
from bot.pages.server import serving

if TYPE_CHECKING:
    from bot.wiring import House


@asynccontextmanager
async def pages(house: "House", also: Sequence[BaseRoute] = ()) -> AsyncIterator[str | None]:
    """Served until the end of the block. Gives the local address, None when there is nothing to serve.

    Raises CannotListen.
    """
    routes = [*also, *routes_of(house)]
    if not routes:
        yield None
        return
    async with serving(routes, house.settings.pages.host, house.settings.pages.port) as address:
        yield address
