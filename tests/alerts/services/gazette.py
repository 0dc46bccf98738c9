"""A fictitious source and its server: pages of notices, each page naming the next; some notices apart."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scrapers.errors import NoticeUnreadable, SourceChanged, SourceUnreachable
from scrapers.notice import Notice
from scrapers.source import Page, Reject, Request
from tests.alerts.services.stories import notice

HOME = "https://gazette.example.org"


@dataclass
class Gazette:
    """Ten notices a page; `pages` pages. A notice whose number ends in 9 is read from its own document."""

    name: str = "gazette"
    pages: int = 3
    title: str = "La Gazette fictive"
    home: str = HOME
    licence: str = "aucune"
    rhythm: timedelta = timedelta(hours=2)
    overlap: timedelta = timedelta(days=3)
    periods: list[tuple[datetime, datetime]] = field(default_factory=list)

    def requests(self, since: datetime, now: datetime) -> tuple[Request, ...]:
        self.periods.append((since, now))
        return (Request(f"{HOME}/pages/0", memory={"page": "0"}),)

    def read(self, request: Request, body: bytes) -> Page:
        if request.step == "xml":
            return Page((self._notice(request.memory["number"], body),))
        try:
            numbers = json.loads(body)
        except ValueError as error:
            raise SourceChanged(self.name, request.url, "la page n'est pas du JSON") from error
        page = int(request.memory["page"]) + 1
        own = tuple(
            Request(f"{HOME}/{number}", step="xml", memory={"number": number}, unless_known=number)
            for number in numbers
            if number.endswith("9")
        )
        more = (Request(f"{HOME}/pages/{page}", memory={"page": str(page)}),) if page < self.pages else ()
        told = tuple(notice(number, source=self.name) for number in numbers if not number.endswith("9"))
        return Page(told, following=(*own, *more))

    def refused(self, request: Request, status: int, body: bytes) -> tuple[Request, ...] | None:
        """A page refused for its size is asked for under another name."""
        return (Request(f"{request.url}?small", memory=request.memory),) if status == 413 else None

    def reread(self, content: bytes) -> Page:
        try:
            return Page((self._notice(content.decode().split(":")[0], content),))
        except SourceChanged:
            return Page(rejects=(Reject(self.name, None, "toujours illisible", content),))

    def _notice(self, number: str, body: bytes) -> Notice:
        if b"title" not in body:
            raise SourceChanged(self.name, f"{HOME}/{number}", "l'avis n'a pas d'objet")
        if b"nobody" in body:
            raise NoticeUnreadable("l'avis n'a pas d'acheteur")
        return notice(number, source=self.name)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    not_modified: bool = False


def whole(request: Request) -> Answer:
    """What the server answers on a good day."""
    last = request.url.split("/")[-1].split("?")[0]
    if "/pages/" in request.url:
        numbers = [f"{int(last):03}{unit}" for unit in range(10)]
        return Answer(200, json.dumps(numbers).encode(), request.url)
    return Answer(200, f"{last}:title".encode(), request.url)


@dataclass
class Server:
    """Answers as `whole`, except where `troubles` (address → error, answer, or what makes one) says."""

    troubles: dict[str, Exception | Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, request: Request, *, source: str) -> Answer:
        address = request.url.removeprefix(HOME)
        self.asked.append(address)
        trouble = self.troubles.get(address)
        if isinstance(trouble, Exception):
            raise trouble
        if isinstance(trouble, Answer):
            return trouble
        return trouble() if trouble else whole(request)


def unreachable(retry_after: float | None = None) -> SourceUnreachable:
    return SourceUnreachable("gazette", HOME, "le site ne répond pas", retry_after=retry_after)
