"""The document of a proof, where the host keeps them: left, taken back as a file, erased.

It is read by its team alone, at each request, and given as a download that no browser shows by itself.
"""

from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.services import drawer
from alerts.services.errors import Refusal
from bot.pages.settings.opened import opened
from bot.pages.site import Site
from bot.pages.upload import read_upload

FIELD = "document"


def routes(site: Site) -> list[BaseRoute]:
    page, here = Document(site), "/reglages/{membership:int}/tiroir/{proof:int}/document"
    return [
        Route(here, page.give),
        Route(here, page.keep, methods=["POST"]),
        Route(f"{here}/enlever", page.erase, methods=["POST"]),
    ]


class Document:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._keeping = site.house.settings.reply

    async def give(self, request: Request) -> Response:
        """Raises NotYours, Refusal when there is none."""
        held = await opened(self._site, request)
        who = (held.person.id, held.structure.id, request.path_params["proof"])
        file, content = await self._site.read(drawer.read_file, *who)
        return Response(content, media_type=file.media_type, headers=downloaded(file.name))

    async def keep(self, request: Request) -> Response:
        """Raises NotYours, Refusal (not kept here, too heavy, of a kind that is not kept)."""
        held, most = await opened(self._site, request), self._keeping.max_megabytes * 1_000_000
        if not self._keeping.keep_documents:
            raise Refusal(drawer.NOT_KEPT)
        sent = await read_upload(request, FIELD, 2 * most)  # what is a little too heavy has its own sentence
        who = (held.person.id, held.structure.id, request.path_params["proof"])
        attach = partial(drawer.attach, keep=True, most=most)
        await self._site.write(attach, *who, sent.name, sent.content, self._site.now)
        return RedirectResponse(f"/reglages/{held.membership.id}/tiroir?fait=range", 303)

    async def erase(self, request: Request) -> Response:
        """Raises NotYours."""
        held = await opened(self._site, request)
        await self._site.write(drawer.drop_file, held.person.id, held.structure.id, request.path_params["proof"])
        return RedirectResponse(f"/reglages/{held.membership.id}/tiroir?fait=enleve", 303)


def downloaded(name: str) -> dict[str, str]:
    """RFC 6266, 5: the name in UTF-8, and one in ASCII for what does not read it. Never shown inline."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in " -_.") else "_" for sign in name)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
    }
