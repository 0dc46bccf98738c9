"""TED (Tenders Electronic Daily): a search by day gives numbers, then each notice's XML says which lot is reserved.

The search alone cannot: its values are gathered over all lots and repeated unevenly. It is asked for numbers, and for
hints that put the promising notices first.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from scrapers.eforms import publication_number, read_xml
from scrapers.errors import NoticeUnreadable, SourceChanged
from scrapers.notice import Notice
from scrapers.source import Page, Reject, Request
from scrapers.ted.fields import HINTS, Fields
from scrapers.ted.search import LARGEST_PAGE, Answer, answer, query

_PROMISING = frozenset({"res-ws", "res-pub-ser", "yes", "opp", "soc-obj"})
_MOST = 100_000  # notices of one search: a year of French notices is less
_SPARE_PAGES = 20  # allowed beyond twice what the count needs: pages may come half full
_SITE = "https://ted.europa.eu"
_IN_ENGLISH = re.compile(r"/fr(/notice/\d+-\d{4}/xml)$", re.ASCII)


class Ted:
    """The notices of French buyers. `limit` is the size of a search page, 250 at most (API v3).

    Superseded versions are read too (onlyLatestVersions false): a notice then its correction are told as they came,
    and a page asked again tomorrow holds what it held today.
    """

    name = "ted"
    title = "TED, Journal officiel de l'Union européenne (série S)"
    home = _SITE
    licence = "Réutilisation autorisée avec mention de la source (décision 2011/833/UE)"
    rhythm = timedelta(hours=3)
    overlap = timedelta(days=3)

    def __init__(self, api: str = "https://api.ted.europa.eu", site: str = _SITE, limit: int = LARGEST_PAGE) -> None:
        if not 1 <= limit <= LARGEST_PAGE:
            raise ValueError(f"a page of TED holds 1 to {LARGEST_PAGE} notices, not {limit}")
        self._search = f"{api.rstrip('/')}/v3/notices/search"
        self._site = site.rstrip("/")
        self._limit = limit
        self._fields = Fields()  # what the last search accepted, so that names are tried once a process

    def requests(self, since: datetime, now: datetime) -> tuple[Request, ...]:
        """One search over the days from `since` to `now` (Paris days, both included); the rest follows from it."""
        return (self._page(query(since, now), replace(self._fields, proven=False)),)

    def read(self, request: Request, body: bytes) -> Page:
        """A page of the search, the answer to a trial of field names, or one notice's XML."""
        if request.step == "xml":
            return self._read_notice(request, body)
        found = answer(self.name, request.url, body)
        fields = Fields.from_memory(request.memory)
        if not fields.settled:
            return Page(following=(self._page(request.memory["query"], fields.after_acceptance()),))
        self._fields = fields
        return self._read_page(request, fields, found)

    def refused(self, request: Request, status: int, body: bytes) -> tuple[Request, ...] | None:  # noqa: ARG002
        """After a 400, the search with other field names; after a 404, the notice at its English address.

        What the body of a 400 says is not known for sure, so it is not read.
        """
        if request.step == "xml":
            english = _IN_ENGLISH.sub(r"/en\1", request.url)
            return (replace(request, url=english),) if status in (404, 410) and english != request.url else None
        fields = Fields.from_memory(request.memory).after_refusal() if status == 400 else None
        return None if fields is None else (self._page(request.memory["query"], fields),)

    def reread(self, content: bytes) -> Page:
        """Read again the bytes of a reject: a notice's XML, or an entry of the search that told no number."""
        try:
            return Page(notices=(self._at_home(read_xml(content, self.name)),))
        except NoticeUnreadable as trouble:
            return Page(rejects=(Reject(self.name, None, trouble.reason, content),))

    def _page(
        self, asked: str, fields: Fields, token: str | None = None, memory: dict[str, str] | None = None
    ) -> Request:
        """A search; a trial of names asks for one notice only."""
        body: dict[str, object] = {
            "query": asked,
            "fields": list(fields.asked),
            "limit": self._limit if fields.settled else 1,
            "scope": "ALL",
            "paginationMode": "ITERATION",
            "onlyLatestVersions": False,
            "checkQuerySyntax": False,
        }
        if token:
            body["iterationNextToken"] = token
        step = "page" if fields.settled else "fields"
        return Request(
            self._search, json=body, step=step, memory={"query": asked, **fields.to_memory(), **(memory or {})}
        )

    def _read_page(self, request: Request, fields: Fields, found: Answer) -> Page:
        """The next page at once, since its token may not live long; then each notice, those with a hint first."""
        numbers: dict[str, str] = {}
        rejects = []
        for entry in found.entries:
            number = _number(entry)
            if number is None:
                kept = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")
                rejects.append(Reject(self.name, None, "la recherche TED donne un avis sans numéro lisible", kept))
            else:
                numbers[number] = " ".join(_hints(entry))
        ordered = sorted(numbers.items(), key=lambda told: not told[1])
        notices = (self._notice(number, hints) for number, hints in ordered)
        return Page(rejects=tuple(rejects), following=(*self._next_page(request, fields, found), *notices))

    def _notice(self, number: str, hints: str) -> Request:
        """Its XML, which never changes once published."""
        memory = {"number": number, "hints": hints}
        return Request(f"{self._site}/fr/notice/{number}/xml", step="xml", memory=memory, unless_known=number)

    def _next_page(self, request: Request, fields: Fields, found: Answer) -> Iterator[Request]:
        """Nothing once all was given. The page after the last one still carries a token, so the count decides.

        Raises SourceChanged when the search stops before its own count, or turns in circles.
        """
        seen = int(request.memory.get("seen", "0")) + len(found.entries)
        pages = self._pages(request, found, seen)
        if found.total is not None and seen >= found.total:
            return
        if not found.entries and found.total is None:
            return
        if not found.entries or found.token is None:
            count = "un nombre inconnu d'avis" if found.total is None else f"{found.total} avis"
            raise self._changed(request, f"la recherche annonce {count} et s'arrête après {seen}")
        mark = sha256(found.token.encode("utf-8", "replace")).hexdigest()[:12]
        marks = request.memory.get("tokens", "").split()
        if mark in marks:
            raise self._changed(request, f"la recherche tourne en rond après {seen} avis")
        memory = {"seen": str(seen), "tokens": " ".join((*marks, mark)), "pages": " ".join(pages)}
        yield self._page(request.memory["query"], fields, found.token, memory)

    def _pages(self, request: Request, found: Answer, seen: int) -> list[str]:
        """A mark for each page read until now, this one included: what it holds, in any order.

        Raises SourceChanged for a page that came already, and for a search too long to be one.
        """
        pages = request.memory.get("pages", "").split()
        if found.total is not None and found.total > _MOST:
            raise self._changed(request, f"la recherche annonce {found.total} avis")
        numbers = " ".join(sorted(filter(None, map(_number, found.entries))))
        mark = sha256(numbers.encode()).hexdigest()[:12]
        if numbers and mark in pages:
            raise self._changed(request, f"la recherche redonne les mêmes avis après {seen} avis")
        if len(pages) >= _SPARE_PAGES + 2 * (found.total or _MOST) // self._limit:
            raise self._changed(request, f"la recherche ne finit pas, après {seen} avis en {len(pages) + 1} pages")
        return [*pages, mark]

    def _changed(self, request: Request, what: str) -> SourceChanged:
        return SourceChanged(self.name, request.url, f"TED a changé de forme : {what}")

    def _read_notice(self, request: Request, body: bytes) -> Page:
        """One notice, or one reject: the rest of the batch goes on."""
        number, hints = request.memory["number"], request.memory.get("hints", "")
        try:
            notice = read_xml(body, self.name)
            if publication_number(notice.publisher_id) not in (None, number):
                raise NoticeUnreadable(f"TED a rendu l'avis {notice.publisher_id} au lieu de l'avis demandé")
        except NoticeUnreadable as trouble:
            reason = trouble.reason + (f" (la recherche TED y annonçait : {hints})" if hints else "")
            return Page(rejects=(Reject(self.name, number, reason, body),))
        return Page(notices=(self._at_home(replace(notice, publisher_id=number)),))

    def _at_home(self, notice: Notice) -> Notice:
        """With its page on the site that was read."""
        if publication_number(notice.publisher_id) is None:
            return notice
        return replace(notice, url=f"{self._site}/fr/notice/-/detail/{notice.publisher_id}")


def _number(entry: object) -> str | None:
    """The publication number, with or without leading zeros, alone or in a list."""
    told = entry.get("publication-number") if isinstance(entry, dict) else None
    return next((number for text in _texts(told) if (number := publication_number(text))), None)


def _hints(entry: object) -> list[str]:
    """The promising codes told for some lot of the notice, each once."""
    told = (text for field in HINTS for text in _texts(entry.get(field) if isinstance(entry, dict) else None))
    return [code for code in dict.fromkeys(told) if code in _PROMISING]


def _texts(value: object) -> Iterator[str]:
    """The strings of a value of the search, which may be a scalar, a list, or either by language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item) if not isinstance(item, list | dict) else _flat(item)


def _flat(value: object) -> Iterator[str]:
    """One level more, and no deeper: a hostile answer does not recurse."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from (item for item in items if isinstance(item, str))
