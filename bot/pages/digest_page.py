"""`/d/…`: a digest in the browser, as it was sent, for whoever received it."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.services import showing
from alerts.services.errors import NotYours
from bot.pages.blocks import Linker, taught
from bot.pages.named import numbers
from bot.pages.site import Site

TOO_OLD = "Ce récapitulatif n’est plus disponible."


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def digest(request: Request) -> Response:
        membership, delivery = numbers(site, LinkKind.DIGEST, request.path_params["token"], 2)
        held = await site.read(showing.delivery_of, membership, delivery)
        found = await asyncio.to_thread(site.house.composer.digest_again, held)
        if found is None:
            raise NotYours(TOO_OLD)
        structure, message = found
        link = Linker(site.links, membership, site.now)
        settings = site.links.url(LinkKind.SETTINGS, membership, now=site.now)
        return site.page("digest", message=message, structure=structure.name, link=link, settings=settings)

    return [Route(f"/{LinkKind.DIGEST.value}/{{token}}", digest)]
