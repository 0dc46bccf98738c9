"""A local stand-in of the public sites: BOAMP's API, TED's search and notices, feeds. For demonstrations and tests.

It listens on 127.0.0.1 only, refuses what the real sites refuse, and stops by itself after a bounded time.
"""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit

from bot.demo.answering import Answer, Handler, conditional, plain
from bot.demo.faults import Fault, Faults
from bot.demo.ods import BoampTable, Record, Refused
from bot.demo.replay import boamp_in, ted_in
from bot.demo.ted_search import TedNotice, TedTable

BOAMP_PATH = "/api/explore/v2.1/catalog/datasets/boamp/records"
TED_SEARCH_PATH = "/v3/notices/search"
LONGEST = 600.0  # seconds before a stand-in that nobody stopped stops


@dataclass(frozen=True)
class Hit:
    """One request received. `query` is decoded, in its order; header names are in lower case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes = b""


class StandIn:
    """`with StandIn(records, ted, feeds) as site:` then read `site.boamp_url`, `site.ted_search_url`…

    `records`: BOAMP records as the API gives them (`donnees` and `gestion` already strings of JSON).
    `ted`: number ("900001-2026") → (day of publication, eForms XML). `feeds`: name → bytes, served at `/feeds/name`
    (and the pages that items lead to, when their names end in .html), with the address of the stand-in for `{site}`.
    """

    def __init__(
        self,
        records: Iterable[Record] = (),
        ted: Mapping[str, tuple[date, bytes]] | None = None,
        feeds: Mapping[str, bytes] | None = None,
        *,
        seconds: float = LONGEST,
    ) -> None:
        self.boamp = BoampTable(list(records))
        self.ted = TedTable([TedNotice(number, day, xml) for number, (day, xml) in (ted or {}).items()])
        self.feeds = dict(feeds or {})
        self.log: list[Hit] = []
        self._faults, self._lock, self._stopping = Faults(), threading.Lock(), threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._timer = threading.Timer(seconds, self.stop)
        self._timer.daemon = True

    def publish(
        self, records: Iterable[Record], ted: Mapping[str, tuple[date, bytes]], feeds: Mapping[str, bytes]
    ) -> None:
        """From now on, serve these instead: another day, on the same address."""
        with self._lock:
            self.boamp = BoampTable(list(records))
            self.ted = TedTable([TedNotice(number, day, xml) for number, (day, xml) in ted.items()])
            self.feeds = dict(feeds)

    @classmethod
    def from_folder(cls, *paths: Path, seconds: float = LONGEST) -> "StandIn":
        """A stand-in of the real notices found in files and folders: BOAMP records (.json, .jsonl), eForms (.xml)."""
        return cls(boamp_in(paths), ted_in(paths), seconds=seconds)

    def __enter__(self) -> "StandIn":
        self._thread.start()
        self._timer.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop answering; may be called twice."""
        self._timer.cancel()
        if not self._stopping.is_set():
            self._stopping.set()
            self._server.shutdown()
            self._server.server_close()

    @property
    def address(self) -> str:
        """ "http://127.0.0.1:port", without a final slash."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def boamp_url(self) -> str:
        """The records of BOAMP."""
        return self.address + BOAMP_PATH

    @property
    def ted_search_url(self) -> str:
        """The search of TED."""
        return self.address + TED_SEARCH_PATH

    def feed_url(self, name: str) -> str:
        """The address of one feed or page."""
        return f"{self.address}/feeds/{name}"

    def fail(self, path: str, fault: Fault, *, first: int = 1, times: int | None = 1) -> None:
        """Requests whose path begins so meet a trouble: from the `first` one on, so many times (None: always)."""
        self._faults.add(path, fault, first, times)

    def count(self, path: str = "/") -> int:
        """How many requests were received whose path begins so."""
        return sum(hit.path.startswith(path) for hit in self.log)

    def wait(self, seconds: float) -> None:
        """Wait, unless the stand-in stops."""
        self._stopping.wait(seconds)

    def receive(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> tuple[Answer, Fault | None]:
        """The answer to one request, and the trouble it meets; called by the handler, from any thread."""
        parts = urlsplit(target)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        with self._lock:
            hit = Hit(method, parts.path, query, headers, body)
            self.log.append(hit)
            return self._answer(hit), self._faults.met(parts.path)

    def _answer(self, hit: Hit) -> Answer:
        if hit.method == "POST":
            return self._search(hit) if hit.path == TED_SEARCH_PATH else plain(404, "nothing here")
        if hit.path == BOAMP_PATH:
            return self._records(hit)
        parts = hit.path.strip("/").split("/")
        if len(parts) == 4 and parts[1] == "notice" and parts[3] == "xml":
            notice = self.ted.by_number.get(parts[2].lstrip("0"))
            return Answer(200, notice.xml, "application/xml") if notice else plain(404, "no such notice")
        if len(parts) == 2 and parts[0] == "feeds" and parts[1] in self.feeds:
            body = self.feeds[parts[1]].replace(b"{site}", self.address.encode())
            return conditional(parts[1], body, hit.headers)
        return plain(404, "nothing here")

    def _records(self, hit: Hit) -> Answer:
        try:
            return Answer(200, self.boamp.answer(dict(hit.query)), "application/json; charset=utf-8")
        except Refused as refused:
            return Answer(400, refused.body(), "application/json; charset=utf-8")

    def _search(self, hit: Hit) -> Answer:
        try:
            asked = json.loads(hit.body)
        except ValueError:
            return plain(400, "not JSON")
        status, body = self.ted.answer(asked, self.address)
        return Answer(status, body, "application/json")
