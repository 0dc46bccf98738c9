"""What the tests of the HTTP client share: a time that passes without waiting, and a wire that shows who is called."""

import asyncio
import ssl
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.demo.standin import StandIn
from scrapers.fetch import Fetcher, Reply
from scrapers.source import Request

NOON = datetime(2026, 10, 2, 12, 0, tzinfo=UTC)
TLS = ssl.create_default_context()  # made once: reading all the authorities takes longer than most stories
FEED = b"<rss><channel><title>Avis</title></channel></rss>"


class Time:
    """A clock that only moves when somebody sleeps; `slept` keeps how long, each time."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    def clock(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds - 1000)


class Wire(httpx.AsyncBaseTransport):
    """Carries every request to one stand-in, whatever host it names, and keeps what was dialled."""

    def __init__(self, site: StandIn) -> None:
        self._port = int(site.address.rpartition(":")[2])
        self._inner = httpx.AsyncHTTPTransport()
        self.dialled: list[tuple[str, str, str]] = []  # scheme and host, Host header, name asked in the TLS handshake

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name = str(request.extensions.get("sni_hostname", ""))
        self.dialled.append((f"{request.url.scheme}://{request.url.host}", request.headers["host"], name))
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


class Names:
    """A resolver whose answers change from one look-up to the next, the last one staying."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def read(story: Callable[[], Coroutine[object, object, Any]]) -> Any:
    """Run one story to its end, in ten seconds at most."""
    return asyncio.run(asyncio.wait_for(story(), 10))


def fetch(*addresses: str, time: Time | None = None, **options: Any) -> list[Reply]:
    """The answers to these addresses, one after the other, by one fetcher; the time is false."""
    time = time or Time()

    async def story() -> list[Reply]:
        asked = {
            "sleep": time.sleep,
            "clock": time.clock,
            "now": time.now,
            "chance": lambda: 0.0,
            "verify": TLS,
        } | options
        async with Fetcher("VigieESS/0.1", "https://vigie.example.org/contact", **asked) as fetcher:
            return [await fetcher.get(Request(address), source="essai") for address in addresses]

    return read(story)
