"""The one polite HTTP client: what every source's requests go through.

One request at a time per host and a pause between two; conditional requests (RFC 9110, section 13); Retry-After;
back-off and a bounded number of tries; a size cap; redirects followed by hand and never to a private address.
Every failure is one of `scrapers.errors`, with a French sentence. See docs/decisions/0008-http-client.md.
"""

import asyncio
import logging
import random
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx

from scrapers.errors import SourceChanged, SourceRefused, SourceUnreachable
from scrapers.source import Request
from scrapers.wire import addresses
from scrapers.wire.addresses import Resolve, address_of, host_and_port, is_public, shown
from scrapers.wire.body import ACCEPT_ENCODING, BodyCut, BodyTooLarge, read_body
from scrapers.wire.exchange import Call, Reply, Setback, Validator, told
from scrapers.wire.patience import LONGEST_WAIT, pause_before, retry_after
from scrapers.wire.troubles import is_certificate, sentence, status_sentence
from scrapers.wire.turns import Turns

__all__ = ["Fetcher", "Reply", "Validator"]

logger = logging.getLogger(__name__)

CAP = 50_000_000  # bytes of a body, on the wire and decompressed
PAUSE = 1.0  # seconds between two requests to one host
TRIES = 4
REDIRECTS = 5
REDIRECTED = frozenset({301, 302, 303, 307, 308})
ASIDE = "set_aside"  # our entry among the extensions of a response
FAILED = (httpx.TransportError, BodyCut, OSError)  # OSError holds TimeoutError and the failures of name resolution


class Fetcher:
    """Reads what sources ask for. Use as `async with Fetcher(…) as fetcher`, inside one event loop.

    `configured`: the addresses of the configuration, the only hosts that may be private. Left out, the host of each
    request is taken for configured; give it wherever requests come from what was read (links of a feed).
    `validators`: one entry per URL, filled by each 200; take an entry out when what came could not be read or stored.
    `pause`, `timeout` (one silence) and `longest` (one whole answer) are seconds, `cap` bytes.
    `clock` counts seconds, `now` is aware; both, `sleep`, `chance`, `resolve` and `transport` are there for tests.
    """

    def __init__(
        self,
        user_agent: str,
        contact: str,
        *,
        configured: Iterable[str] | None = None,
        validators: MutableMapping[str, Validator] | None = None,
        pause: float = PAUSE,
        cap: int = CAP,
        tries: int = TRIES,
        timeout: float = 30.0,
        longest: float = 120.0,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
        resolve: Resolve = addresses.resolve,
        transport: httpx.AsyncBaseTransport | None = None,
        verify: ssl.SSLContext | bool = True,
    ) -> None:
        self.validators: MutableMapping[str, Validator] = {} if validators is None else validators
        self._configured = None if configured is None else {host_and_port(httpx.URL(url)) for url in configured}
        self._pause, self._cap, self._tries, self._longest = pause, cap, tries, longest
        self._now, self._chance, self._resolve = now, chance, resolve
        self._turns = Turns(clock, sleep)
        # httpx writes whole addresses at level INFO, with the keys that some feeds carry: our own line replaces it.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._client = httpx.AsyncClient(
            headers={"User-Agent": f"{user_agent} (+{contact})", "Accept-Encoding": ACCEPT_ENCODING},
            timeout=httpx.Timeout(timeout, pool=None),
            follow_redirects=False,
            event_hooks={"response": [_set_location_aside]},
            trust_env=False,  # a proxy would resolve names behind our back
            transport=transport,
            verify=verify,
        )

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def get(self, request: Request, *, source: str) -> Reply:
        """The answer to one request (a POST when it has `json`), redirects followed.

        A status from 400 to 499 other than 429 is returned, for the source to judge.
        Raises SourceUnreachable (network, time-out, 5xx, 429, with `retry_after` in seconds when told), SourceRefused
        (body over the cap, address not followed), SourceChanged (an answer that makes no sense in HTTP).
        """
        url = _parsed(address_of(request), source)
        trusted = self._configured is None or host_and_port(url) in self._configured
        call = first = Call(source, url, request.json, trusted)
        for _ in range(REDIRECTS + 1):
            reply = await self._exchange(call)
            if reply.status not in REDIRECTED:
                return reply
            call = self._redirected(call, reply, first)
        raise SourceRefused(source, first.shown, f"le site redirige plus de {REDIRECTS} fois de suite")

    def _redirected(self, call: Call, reply: Reply, first: Call) -> Call:
        """The next hop. Raises SourceRefused for one that is not followed."""
        if "location" not in reply.headers:
            raise SourceChanged(call.source, call.shown, "le site redirige sans dire vers où", told(reply))
        url = _parsed(reply.headers["location"], call.source, call.url)
        if call.url.scheme == "https" and url.scheme != "https":
            raise SourceRefused(call.source, shown(str(url)), "le site redirige vers une adresse non sécurisée (http)")
        where = host_and_port(url)
        trusted = (first.trusted and where == first.host) or where in (self._configured or ())
        kept = call.json if reply.status in (307, 308) else None  # RFC 9110, 15.4: after the others, a GET
        return Call(call.source, url, kept, trusted)

    async def _exchange(self, call: Call) -> Reply:
        """One hop, tried again while it is worth it, alone on its host."""
        async with self._turns.alone(call.host):
            for attempt in range(self._tries):
                await self._wait_turn(call)
                outcome = await self._try(call, attempt)
                self._turns.rest(call.host, self._pause)
                if isinstance(outcome, Reply):
                    return outcome
                self._think_again(call, outcome, attempt)
        raise AssertionError("the last try returns or raises")

    async def _wait_turn(self, call: Call) -> None:
        """The pause of this host. A host that asked for a long silence is not disturbed."""
        left = self._turns.left(call.host)
        if left > max(LONGEST_WAIT, self._pause):
            words = "le site a demandé de ne pas revenir tout de suite"
            raise SourceUnreachable(call.source, call.shown, words, retry_after=left)
        await self._turns.wait(call.host)

    def _think_again(self, call: Call, setback: Setback, attempt: int) -> None:
        """Set the rest before the next try, or raise when there is none."""
        wait = pause_before(attempt, setback.status, setback.told, self._chance)
        logger.warning("%s: try %d, %s (%s) %s", call.source, attempt + 1, setback.words, setback.detail, call.shown)
        if setback.told is not None or attempt + 1 < self._tries:
            self._turns.rest(call.host, wait)
        if setback.final or wait > LONGEST_WAIT or attempt + 1 >= self._tries:
            raise SourceUnreachable(call.source, call.shown, setback.words, setback.detail, setback.told)

    async def _try(self, call: Call, attempt: int) -> Reply | Setback:
        started = time.perf_counter()
        try:
            request = await self._request(call, attempt)
            async with asyncio.timeout(self._longest):
                outcome = await self._send(call, request)
        except BodyTooLarge:
            size = f"{self._cap / 1e6:g}".replace(".", ",")
            words = f"la réponse dépasse {size} Mo : elle n'est pas lue"
            raise SourceRefused(call.source, call.shown, words) from None
        except FAILED as error:
            return Setback(sentence(error), f"{type(error).__name__} {error}"[:300], final=is_certificate(error))
        seconds = time.perf_counter() - started
        logger.info("%s: %s %s in %.2f s", call.source, told(outcome), call.shown, seconds)
        return outcome

    async def _request(self, call: Call, attempt: int) -> httpx.Request:
        """The request; unless its host is trusted, to an IP address that was checked: no second look-up can differ."""
        kept = self.validators.get(call.address) if call.json is None else None
        headers = kept.headers() if kept else {}
        if call.trusted:
            return self._client.build_request(call.method, call.url, json=call.json, headers=headers)
        where = await self._checked(call)
        # The connection is closed after use: in the pool it would pass for one of any other name at this IP address.
        headers |= {"Host": call.url.netloc.decode("ascii"), "Connection": "close"}
        url = call.url.copy_with(host=where[attempt % len(where)])
        named = {"sni_hostname": call.url.host}
        return self._client.build_request(call.method, url, json=call.json, headers=headers, extensions=named)

    async def _checked(self, call: Call) -> list[str]:
        """The public IP addresses of the host. Raises SourceRefused when one of them is not public."""
        found = await self._resolve(call.url.host, call.port)
        if not found or not all(map(is_public, found)):
            words = "l'adresse mène à un réseau privé : elle n'est pas suivie"
            raise SourceRefused(call.source, call.shown, words, ", ".join(found))
        return found

    async def _send(self, call: Call, request: httpx.Request) -> Reply | Setback:
        response = await self._client.send(request, stream=True)
        try:
            if response.status_code == 429 or response.status_code >= 500:
                status, wait = response.status_code, retry_after(response.headers, self._now())
                return Setback(status_sentence(status), f"HTTP {status}", status, wait)
            return await self._reply(call, request, response)
        finally:
            await response.aclose()

    async def _reply(self, call: Call, request: httpx.Request, response: httpx.Response) -> Reply:
        address, status = call.address, response.status_code
        headers = {name.lower(): value for name, value in response.headers.items()} | response.extensions[ASIDE]
        if status == 304 and ("if-none-match" in request.headers or "if-modified-since" in request.headers):
            return Reply(status, b"", address, headers, not_modified=True)
        if status in REDIRECTED:
            return Reply(status, b"", address, headers)
        if status < 200 or 300 <= status < 400:
            words = f"réponse inattendue du site ({status})"
            raise SourceChanged(call.source, call.shown, words)
        reply = Reply(status, await read_body(response, self._cap), address, headers)
        if status == 200 and call.json is None:
            self._keep_validator(reply)
        return reply

    def _keep_validator(self, reply: Reply) -> None:
        given = Validator(reply.headers.get("etag"), reply.headers.get("last-modified"))
        if given.headers():
            self.validators[reply.address] = given
        else:
            self.validators.pop(reply.address, None)


async def _set_location_aside(response: httpx.Response) -> None:
    """httpx prepares the next hop even when it does not follow it, and breaks on addresses that it cannot read."""
    location = response.headers.pop("location", None)
    response.extensions[ASIDE] = {} if location is None else {"location": location}


def _parsed(address: str, source: str, base: httpx.URL | None = None) -> httpx.URL:
    """An http(s) URL; one that was received (relative to `base`) loses its credentials. Raises SourceRefused."""
    try:
        whole = urljoin(str(base), address) if base else address
        parts = urlsplit(whole)  # stricter than httpx about brackets
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceRefused(source, shown(address), "l'adresse n'est pas une adresse du Web (http ou https)")
        url = httpx.URL(whole).copy_with(userinfo=b"", fragment=None) if base else httpx.URL(whole)
        url.host.encode("idna")  # read by httpx, then written by the resolver: each refuses names of its own
        return url
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceRefused(source, shown(address), "l'adresse est mal formée", str(error)) from error
