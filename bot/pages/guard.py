"""Around every page: headers that browsers obey, forms of other sites refused, an apology for what nobody foresaw."""

import logging
from traceback import extract_tb
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from alerts.links.signed import LinkKind
from bot.incident import kinds, new_code
from bot.pages.answers import FROM_ELSEWHERE, HOME, apology
from bot.pages.site import Site

logger = logging.getLogger(__name__)

TWO_YEARS = 63_072_000  # seconds
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    # Addresses hold tokens: other sites see none. Ours do, or a browser would call its own forms « null ».
    "Referrer-Policy": "same-origin",
}
SAME = ("same-origin", "none")  # Sec-Fetch-Site of our forms, and of an address that was typed
ONE_CLICK = (f"/{LinkKind.UNSUBSCRIBE.value}/", f"/{LinkKind.MUTE.value}/")


class Guard:
    """Gives answers their headers. An error that nobody foresaw is one line in the log, without its words."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site
        self._headers = dict(HEADERS)
        if site.secure:
            self._headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:
            code = new_code()
            logger.error("%s %s%s", code, kinds(error), _trace(error))
            if begun:
                raise
            await apology(self._site, code)(scope, receive, send_guarded)


class SameSite:
    """Refuses what another site posts in somebody's name. The one click of a mail program (RFC 8058) comes from no
    site: its token is all its right."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site
        parts = urlsplit(site.links.base)
        self._origin = f"{parts.scheme}://{parts.netloc}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and not self._allowed(scope):
            title, words = FROM_ELSEWHERE
            await self._site.message(title, words, status=403, links=[HOME])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _allowed(self, scope: Scope) -> bool:
        """Browsers say where a form comes from; what says nothing is no browser."""
        if scope["path"].startswith(ONE_CLICK):
            return True
        headers = Headers(scope=scope)
        told = headers.get("sec-fetch-site")
        if told is not None:
            return told in SAME
        return headers.get("origin", self._origin) == self._origin


def _trace(error: BaseException) -> str:
    frames = extract_tb(error.__traceback__)
    return "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
