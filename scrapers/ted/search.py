"""One search on TED: the expert query, and what an answer must hold to be believed.

The API answers 200 with no notice to a date it cannot read, so dates are checked before they are sent.
"""

from dataclasses import dataclass
from datetime import date, datetime

from scrapers.dates import PARIS
from scrapers.errors import SourceChanged, SourceUnreachable
from scrapers.storable import load_json

LARGEST_PAGE = 250


def query(since: datetime, now: datetime) -> str:
    """Notices of French buyers published between these two moments, both days included, oldest first.

    Raises ValueError for moments without a time zone or in the wrong order.
    """
    if since.tzinfo is None or now.tzinfo is None:
        raise ValueError("the moments of a reading must be aware")
    first, last = since.astimezone(PARIS).date(), now.astimezone(PARIS).date()
    if first > last:
        raise ValueError(f"a reading cannot go from {first} back to {last}")
    return (
        f"buyer-country=FRA AND publication-date>={_day(first)} AND publication-date<={_day(last)} "
        "SORT BY publication-date"
    )


def _day(day: date) -> str:
    """YYYYMMDD, the only form that finds anything."""
    written = f"{day.year:04}{day.month:02}{day.day:02}"
    if day.year < 1993:
        raise ValueError(f"TED holds nothing before 1993, asked for {written}")
    return written


@dataclass(frozen=True, slots=True)
class Answer:
    """One page: the raw entries, how many notices the whole search has (None when not told), and the next token."""

    entries: tuple[object, ...]
    total: int | None
    token: str | None


def answer(source: str, address: str, body: bytes) -> Answer:
    """Raises SourceChanged for anything but a search answer, SourceUnreachable for one that timed out on their side."""
    try:
        told = load_json(body)
    except ValueError as trouble:
        raise _changed(source, address, body, "la réponse n'est pas du JSON") from trouble
    entries = told.get("notices") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(entries, list):
        raise _changed(source, address, body, "la réponse ne contient pas la liste « notices »")
    if told.get("timedOut") is True:
        sentence = "TED n'a pas fini sa recherche à temps et n'en donne qu'une partie : la page sera redemandée"
        raise SourceUnreachable(source, address, sentence)
    total, token = told.get("totalNoticeCount"), told.get("iterationNextToken")
    return Answer(tuple(entries), total if type(total) is int else None, token if isinstance(token, str) else None)


def _changed(source: str, address: str, body: bytes, what: str) -> SourceChanged:
    return SourceChanged(source, address, f"TED a changé de forme : {what}", body[:300].decode("utf-8", "replace"))
