"""`/u/…`: no more e-mails about one structure. A mail program does it in one POST, without a cookie (RFC 8058); a
person is asked first, since programs open links too."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.services import unsubscribing
from bot.pages.answers import ENTER, HOME
from bot.pages.forms import read_body
from bot.pages.site import Site

GONE = ("Rien à arrêter", "Aucun e-mail ne part plus d’ici pour cette structure.")


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        token, membership = _of(site, request)
        if request.method == "POST":
            await read_body(request)  # « List-Unsubscribe=One-Click », in any form: the token says everything
            await site.write(unsubscribing.unsubscribe, membership, site.now)
        return await _shown(site, token, membership)

    async def back(request: Request) -> Response:
        token, membership = _of(site, request)
        await site.write(unsubscribing.resubscribe, membership, site.now)
        return await _shown(site, token, membership, back=True)

    path = f"/{LinkKind.UNSUBSCRIBE.value}/{{token}}"
    return [Route(path, page, methods=["GET", "POST"]), Route(f"{path}/reprendre", back, methods=["POST"])]


def _of(site: Site, request: Request) -> tuple[str, int]:
    """The token, and the membership that it names. Raises BadLink."""
    token = request.path_params["token"]
    (membership,) = site.numbers(LinkKind.UNSUBSCRIBE, token)
    return token, membership


async def _shown(site: Site, token: str, membership: int, *, back: bool = False) -> Response:
    told = await site.read(unsubscribing.look, membership)
    if told is None:
        return site.message(*GONE, links=[ENTER, HOME])
    settings = f"/{LinkKind.SETTINGS.value}/{site.links.token(LinkKind.SETTINGS, membership, now=site.now)}"
    return site.page("desabonner", told=told, back=back, token=token, settings=settings)
