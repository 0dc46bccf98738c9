"""Any RSS or Atom feed that the host lists in its configuration. No other address is ever asked by this source:
an item's page is followed only when it is on the feed's own host (docs/decisions/0005-feeds.md).
"""

import io
import json
from datetime import datetime, timedelta

import feedparser

from scrapers.errors import NoticeUnreadable, SourceChanged
from scrapers.feeds import item as items
from scrapers.feeds import page as pages
from scrapers.feeds.item import Item
from scrapers.feeds.stated import Stated
from scrapers.source import Page, Reject, Request

_ENDS = (b"</rss>", b"</feed>", b":feed>", b":rdf>", b"</rdf>")


class Feed:
    """One feed. `name` is the source's name in ids ("example:1234"); `every` is the pause between two readings."""

    licence = "Selon l'éditeur du flux"
    overlap = timedelta(0)

    def __init__(self, name: str, url: str, title: str = "", every: timedelta = timedelta(hours=2)) -> None:
        parts = items.urlsplit_safe(url)
        if parts is None:
            raise ValueError(f"the address of the feed {name!r} is not http or https")
        self.name, self.title, self.rhythm = name, title or name, every
        self.home = f"{parts.scheme}://{parts.netloc}"
        self._url = url

    def requests(self, since: datetime, now: datetime) -> tuple[Request, ...]:  # noqa: ARG002
        """The feed itself: what it still shows is all that can be asked, whatever the period."""
        return (Request(self._url, step="feed"),)

    def read(self, request: Request, body: bytes) -> Page:
        """Read the feed, or the page of one thin item. Raises SourceChanged when the feed is no longer one."""
        if request.step == "item":
            item = Item.from_json(request.memory["item"])
            sentences, stated = pages.read(body) if pages.is_page(body) else ((), Stated())
            return Page(notices=(items.notice(item, self.name, sentences, stated),))
        found, rejects = read_items(self.name, request.url, body)
        only = request.memory.get("only")
        if only is not None:
            return Page(notices=tuple(items.notice(item, self.name) for item in found if item.publisher_id == only))
        followed = [item for item in found if item.thin and self._ours(item.link)]
        told = [item for item in found if item not in followed]
        return Page(
            notices=tuple(items.notice(item, self.name) for item in told),
            rejects=tuple(rejects),
            following=tuple(_page_of(item) for item in followed),
        )

    def refused(self, request: Request, status: int, body: bytes) -> tuple[Request, ...] | None:  # noqa: ARG002
        """When an item's page is refused, the feed once more, for what the item itself says.

        The fragment is never sent: it only makes an address of its own, that no earlier answer stands for (304).
        """
        if request.step != "item":
            return None
        publisher_id = request.memory["publisher_id"]
        return (Request(f"{self._url}#{publisher_id}", step="feed", memory={"only": publisher_id}),)

    def reread(self, content: bytes) -> Page:
        """Read again one item kept aside, as `read` keeps it."""
        try:
            return Page(notices=(items.notice(Item.from_json(content), self.name),))
        except NoticeUnreadable as error:
            return Page(rejects=(Reject(self.name, None, error.reason, content),))

    def _ours(self, link: str) -> bool:
        """Whether the page is on the feed's own host and port: never an address that a stranger chose."""
        page, feed = items.urlsplit_safe(link), items.urlsplit_safe(self._url)
        try:
            return page is not None and feed is not None and (page.hostname, page.port) == (feed.hostname, feed.port)
        except ValueError:  # a port that is no number
            return False


def read_items(source: str, url: str, body: bytes) -> tuple[list[Item], list[Reject]]:
    """The items of a feed, and those that say nothing.

    A feed that is not well formed but still has items goes on; of one that is cut, the last item is left for the next
    reading. Raises SourceChanged for HTML, for what is no feed, and for one that declares XML entities.
    """
    head = body[:2000].lstrip().lower()
    if b"<!entity" in body[:100_000].lower():
        raise SourceChanged(source, url, "le flux déclare des entités XML : refusé par prudence")
    found = _parsed(source, url, body)
    if not found.get("version"):
        web = head.startswith((b"<!doctype html", b"<html")) or b"<body" in head
        what = "répond par une page web" if web else "n'est plus lisible"
        detail = str(found.get("bozo_exception") or "")[:200]
        raise SourceChanged(source, url, f"l'adresse du flux {what} : ce n'est pas un flux RSS ou Atom", detail)
    entries: list[dict[str, object]] = [dict(entry) for entry in found.entries]
    if found.bozo and not any(end in body[-200:].lower() for end in _ENDS):
        entries = entries[:-1]
        if not entries:
            raise SourceChanged(source, url, "le flux est coupé avant sa première annonce")
    return _sorted_out(source, entries)


def _parsed(source: str, url: str, body: bytes) -> feedparser.FeedParserDict:
    """feedparser puts the trouble it foresaw in `bozo`, and raises for the rest (a damaged declared encoding…)."""
    try:
        return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise SourceChanged(
            source, url, "le flux n'est plus lisible", f"{type(error).__name__}: {error}"[:200]
        ) from error


def _sorted_out(source: str, entries: list[dict[str, object]]) -> tuple[list[Item], list[Reject]]:
    kept: dict[str, Item] = {}
    rejects = []
    for entry in entries:
        try:
            item = items.from_entry(entry)
            kept.setdefault(item.publisher_id, item)
        except NoticeUnreadable as error:
            rejects.append(Reject(source, None, error.reason, json.dumps(entry, default=str).encode()))
    return list(kept.values()), rejects


def _page_of(item: Item) -> Request:
    return Request(item.link, step="item", memory={"publisher_id": item.publisher_id, "item": item.as_json()})
