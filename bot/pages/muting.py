"""`/k/…`: no more messages of one network. A mail program does it in one POST, without a cookie (RFC 8058); a person is
asked first, since programs open links too."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.services import muting
from bot.pages.answers import ENTER, HOME
from bot.pages.forms import read_body
from bot.pages.site import Site

GONE = ("Rien à arrêter", "Ce réseau ne vous envoie plus rien.")


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        token, person, network = _of(site, request)
        if request.method == "POST":
            await read_body(request)  # « List-Unsubscribe=One-Click », in any form: the token says everything
            await site.write(muting.mute, person, network, site.now)
        return await _shown(site, token, person, network)

    async def back(request: Request) -> Response:
        token, person, network = _of(site, request)
        await site.write(muting.unmute, person, network)
        return await _shown(site, token, person, network, back=True)

    path = f"/{LinkKind.MUTE.value}/{{token}}"
    return [Route(path, page, methods=["GET", "POST"]), Route(f"{path}/reprendre", back, methods=["POST"])]


def _of(site: Site, request: Request) -> tuple[str, int, int]:
    """The token, the person and the network that it names. Raises BadLink."""
    token = request.path_params["token"]
    person, network = site.numbers(LinkKind.MUTE, token)
    return token, person, network


async def _shown(site: Site, token: str, person: int, network: int, *, back: bool = False) -> Response:
    told = await site.read(muting.look, person, network)
    if told is None:
        return site.message(*GONE, links=[ENTER, HOME])
    return site.page("network/muting", told=told, back=back, token=token)
