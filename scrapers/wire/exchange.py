"""What is asked and what comes back: one hop of a request, an answer, a setback."""

from dataclasses import dataclass

import httpx

from scrapers.wire.addresses import host_and_port, port_of, shown


@dataclass(frozen=True, slots=True)
class Validator:
    """What a server gave to ask later "has this changed?": its ETag and Last-Modified headers, as received."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditional headers of the next request for the same URL."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status 200 to 499 (never 429), `address` where it was finally read, header names in lower case.

    `not_modified` is a 304: the body is empty and what was read last time still holds.
    """

    status: int
    body: bytes
    address: str
    headers: dict[str, str]
    not_modified: bool = False


@dataclass(frozen=True, slots=True)
class Setback:
    """A try that failed: what to say, what the server told (seconds), and whether another try is useless."""

    words: str
    detail: str = ""
    status: int | None = None
    told: float | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One hop of a request. A `trusted` host is one of the configuration: it may be private."""

    source: str
    url: httpx.URL
    json: dict[str, object] | None
    trusted: bool

    @property
    def method(self) -> str:
        return "GET" if self.json is None else "POST"

    @property
    def host(self) -> str:
        return host_and_port(self.url)

    @property
    def port(self) -> int:
        return port_of(self.url)

    @property
    def address(self) -> str:
        """The whole address without the password that a configured one may hold: the key of validators."""
        return str(self.url.copy_with(userinfo=b""))

    @property
    def shown(self) -> str:
        """The address for logs and messages, without its secrets."""
        return shown(str(self.url))


def told(outcome: Reply | Setback) -> str:
    """ "HTTP 200, 1234 bytes", for the log."""
    return f"HTTP {outcome.status}, {len(outcome.body)} bytes" if isinstance(outcome, Reply) else outcome.detail
