"""BOAMP, through the Opendatasoft API v2.1 of DILA: one window a day of publication, checked against `total_count`.

Limits of the API: 100 records a page, offset + limit never above 10 000. A day has a few hundred notices; one with
more than 10 000 is read from both ends (up in the order of idweb, then down), which reaches 20 000.
"""

import hashlib
import json
import re
from datetime import date, datetime, timedelta

from scrapers.boamp.record import SOURCE, read_or_reject
from scrapers.boamp.tree import Tree
from scrapers.dates import PARIS
from scrapers.errors import SourceChanged
from scrapers.notice import Notice
from scrapers.source import Page, Reject, Request
from scrapers.storable import load_json

BASE = "https://boamp-datadila.opendatasoft.com"
RECORDS = "/api/explore/v2.1/catalog/datasets/boamp/records"
PAGE = 100
# The second reading of a day says the same in other words: an answer kept for the first (304) must not stand for it.
_ORDERS = {("asc", ""): "idweb", ("asc", "1"): "idweb asc", ("desc", ""): "idweb desc", ("desc", "1"): "idweb DESC"}
DEEPEST = 10_000
_SPACE = re.compile(r"\s")


class Boamp:
    """The Bulletin officiel des annonces des marchés publics. See `scrapers.source.Source` for the contract."""

    name = SOURCE
    title = "BOAMP (Bulletin officiel des annonces des marchés publics)"
    home = "https://www.boamp.fr"
    licence = "Licence Ouverte 2.0 (DILA)"
    rhythm = timedelta(hours=4)  # the data set changes twice a day, every day
    overlap = timedelta(days=3)  # some notices are added to days already published

    def __init__(self, base: str = BASE) -> None:
        self._records = base.rstrip("/") + RECORDS

    def requests(self, since: datetime, now: datetime) -> tuple[Request, ...]:
        """The first page of each day of publication, from `since` to `now` (days of Paris, both included)."""
        first, last = since.astimezone(PARIS).date(), now.astimezone(PARIS).date()
        days = (first + timedelta(days=rank) for rank in range((last - first).days + 1))
        return tuple(self._page({"day": day.isoformat()}) for day in days)

    def read(self, request: Request, body: bytes) -> Page:
        """Read one page, and say what follows it. At the end of a day, every notice announced must have been seen.

        Raises SourceChanged when the body is not an answer of this API, or when a day read twice stays incomplete.
        """
        total, records = answer(request.url, body)
        read = [read_or_reject(record) for record in records]
        return Page(
            notices=tuple(found for found in read if isinstance(found, Notice)),
            rejects=tuple(found for found in read if isinstance(found, Reject)),
            following=self._following(request, total, records),
        )

    def refused(self, request: Request, status: int, body: bytes) -> None:  # noqa: ARG002
        """A 4xx is always an error: our requests have nothing that could be asked in another way."""
        return

    def reread(self, content: bytes) -> Page:
        """Read again one record kept aside: a record of the API in JSON."""
        try:
            record = load_json(content)
        except ValueError:
            return Page(rejects=(Reject(SOURCE, None, "l'enregistrement gardé n'est pas du JSON lisible", content),))
        found = read_or_reject(record)
        return Page(notices=(found,)) if isinstance(found, Notice) else Page(rejects=(found,))

    def _page(self, memory: dict[str, str]) -> Request:
        """`memory`: day, offset, order ("asc", "desc"), seen (ids already read), again ("1" for the second reading)."""
        memory = {"offset": "0", "order": "asc", "seen": "", "again": ""} | memory
        offset = int(memory["offset"])
        params = (
            ("where", f"dateparution = date'{date.fromisoformat(memory['day'])}'"),
            ("order_by", _ORDERS[memory["order"], memory["again"]]),
            ("limit", str(min(PAGE, DEEPEST - offset))),
            ("offset", str(offset)),
            ("timezone", "UTC"),
        )
        return Request(self._records, params, step="page", memory=memory)

    def _following(self, request: Request, total: int, records: list[object]) -> tuple[Request, ...]:
        memory = request.memory
        if total > 2 * DEEPEST:
            raise _changed(request, f"le BOAMP annonce {total} avis le {memory['day']} : plus qu'on ne peut en lire")
        before = memory["seen"].split()
        seen = dict.fromkeys([*before, *map(_key, records)])
        reached = int(memory["offset"]) + len(records)
        known = {"day": memory["day"], "again": memory["again"], "seen": " ".join(seen)}
        reachable = min(total, DEEPEST) if memory["order"] == "asc" else total - DEEPEST
        if len(seen) > len(before) and reached < reachable:
            return (self._page(known | {"order": memory["order"], "offset": str(reached)}),)
        if len(seen) < total and memory["order"] == "asc" and total > DEEPEST:
            return (self._page(known | {"order": "desc"}),)
        return self._checked(request, total, len(seen))

    def _checked(self, request: Request, total: int, seen: int) -> tuple[Request, ...]:
        """Nothing more when the day is complete; the day again when it is not; an error the second time."""
        day = request.memory["day"]
        if seen == total:
            return ()
        if not request.memory["again"]:
            return (self._page({"day": day, "again": "1"}),)
        raise _changed(request, f"le BOAMP annonce {total} avis le {day} mais en a donné {seen}, deux fois de suite")


def answer(url: str, body: bytes) -> tuple[int, list[object]]:
    """`total_count` and `results` of one answer. Raises SourceChanged with what came instead."""
    if body.lstrip()[:1] == b"<":
        raise SourceChanged(SOURCE, url, "le BOAMP a répondu par une page web au lieu de données", _start(body))
    if not body.strip():
        raise SourceChanged(SOURCE, url, "le BOAMP a répondu par un message vide")
    try:
        told = load_json(body)
    except ValueError as error:
        raise SourceChanged(SOURCE, url, "la réponse du BOAMP est coupée ou illisible", _start(body)) from error
    return _parts(url, told, body)


def _parts(url: str, told: object, body: bytes) -> tuple[int, list[object]]:
    fields: Tree = told if isinstance(told, dict) else {}
    code = fields.get("error_code") or fields.get("errorcode")
    if code:
        message = str(fields.get("message") or fields.get("error") or "")[:300]
        raise SourceChanged(SOURCE, url, f"le BOAMP a répondu par une erreur ({code})", message)
    total, records = fields.get("total_count"), fields.get("results")
    if not isinstance(total, int) or isinstance(total, bool) or total < 0:
        raise SourceChanged(SOURCE, url, "la réponse du BOAMP ne dit pas combien d'avis il y a", _start(body))
    if not isinstance(records, list):
        raise SourceChanged(SOURCE, url, "la réponse du BOAMP n'a pas de liste d'avis", _start(body))
    return total, records


def _changed(request: Request, sentence: str) -> SourceChanged:
    return SourceChanged(SOURCE, request.url, sentence, f"memory: {request.memory['order']} {request.memory['offset']}")


def _key(record: object) -> str:
    """What tells two records apart: idweb, else a digest (an unreadable record is one record too)."""
    idweb = record.get("idweb") if isinstance(record, dict) else None
    if isinstance(idweb, str) and 0 < len(idweb) <= 40 and not _SPACE.search(idweb):
        return idweb
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:16]


def _start(body: bytes) -> str:
    return body[:200].decode("utf-8", "replace")
