"""A browser of our own: it keeps cookies, follows no redirection, and posts forms as browsers do."""

import asyncio
from collections.abc import Mapping, Sequence

from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from bot.pages.routes import routes_of
from bot.pages.server import Guarded
from bot.wiring import House

BASE = "https://vigie.example"
Fields = Mapping[str, str | Sequence[str]]


class Visitor:
    """`address` is where they come from. One of them keeps its cookies from a page to the next."""

    def __init__(self, house: House, address: str = "192.0.2.7", base: str = BASE) -> None:
        self.house = house
        app = Guarded(Starlette(routes=routes_of(house)))
        transport = ASGITransport(app, raise_app_exceptions=False, client=(address, 40_000))
        self._client = AsyncClient(transport=transport, base_url=base, follow_redirects=False)

    def get(self, path: str, **headers: str) -> Response:
        return asyncio.run(self._client.get(path, headers=_named(headers)))

    def head(self, path: str) -> Response:
        return asyncio.run(self._client.head(path))

    def post(self, path: str, fields: Fields | None = None, **headers: str) -> Response:
        """As a form of our own pages, unless `headers` say otherwise (`sec_fetch_site="cross-site"`)."""
        told = {"Sec-Fetch-Site": "same-origin"} | _named(headers)
        return asyncio.run(self._client.post(path, data=fields or {}, headers=told))

    def post_bytes(self, path: str, body: bytes, **headers: str) -> Response:
        """A body as it is, with these headers and no other."""
        return asyncio.run(self._client.post(path, content=body, headers=_named(headers)))

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self._client.cookies)

    def take_cookies(self, cookies: Mapping[str, str]) -> None:
        """Those of somebody else."""
        for name, value in cookies.items():
            self._client.cookies.set(name, value)


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
