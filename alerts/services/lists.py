"""What a structure was told, and what it keeps, as lists for a small screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from alerts.messages.change import Facts
from alerts.messages.deadline import believable, deadline_of, deadline_words
from alerts.messages.still import concerned
from alerts.messages.where import where
from alerts.model.reading import Answer, ReservationStatus
from alerts.model.response import Response, ResponseStatus
from alerts.services.reminding import known_deadline
from alerts.store import lists, notices
from alerts.store.engine import Session
from alerts.store.lists import Listed
from scrapers.notice import Deadline, Notice

SOON = timedelta(days=14)
LOOKED_AT = 10_000  # matches looked through where a filter asks for what only their facts say: years of them
KEPT_MOST = 500
_OVER = {"cancelled": "consultation annulée", "awarded": "marché déjà attribué"}


class Filter(StrEnum):
    ALL = "all"
    RESERVED = "reserved"  # to structures like this one
    SOON = "soon"  # closes within two weeks, earliest first
    CHECK = "check"  # the right to answer is to be checked
    UNANSWERED = "unanswered"  # the structure has said nothing of it


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list. `deadline` is the earliest to come of the lots concerned, `until` says it in French.

    `over`: nobody can answer any more (passed, cancelled, awarded). `answer` is the right to answer.
    """

    match_id: int
    title: str
    place: str
    until: str
    over: bool
    answer: Answer
    response: Response | None = None
    deadline: Deadline | None = None
    url: str | None = None  # the notice, at its publisher's
    documents_url: str | None = None
    reserved: bool = False  # a lot at least, to structures like this one


@dataclass(frozen=True, slots=True)
class Page:
    """`items` from the offset asked for, of `total`. `more`: only the latest were looked at, there may be others."""

    items: tuple[Item, ...]
    total: int
    more: bool = False


def latest(session: Session, structure_id: str, chosen: Filter, offset: int, limit: int, now: datetime) -> Page:
    """What the structure was told, whether or not a message could reach anybody; latest first, « soon » by deadline.

    Who asks is for the caller to check (`alerts.services.people`).
    """
    if chosen in (Filter.ALL, Filter.UNANSWERED, Filter.CHECK):
        asked = {"unanswered": chosen is Filter.UNANSWERED, "to_check": chosen is Filter.CHECK}
        rows = lists.newest(session, structure_id, offset=offset, limit=limit, **asked)
        return Page(_items(session, rows, now), lists.count(session, structure_id, **asked))
    found, more = _reserved(session, structure_id) if chosen is Filter.RESERVED else _soon(session, structure_id, now)
    return Page(_items(session, found[offset : offset + limit], now), len(found), more)


def kept(session: Session, structure_id: str, now: datetime, offset: int = 0, limit: int = KEPT_MOST) -> Page:
    """What is kept, by deadline; those without a sure one after the others, those that are over at the end."""
    rows = lists.kept(session, structure_id, KEPT_MOST + 1)
    ordered = sorted(rows[:KEPT_MOST], key=lambda one: _by_deadline(one, now))
    return Page(_items(session, ordered[offset : offset + limit], now), len(ordered), len(rows) > KEPT_MOST)


def item(session: Session, match_id: int, now: datetime) -> Item | None:
    """One match as a line; None when it is gone."""
    found = lists.listed(session, [match_id])
    return next(iter(_items(session, list(found.values()), now)), None)


def _reserved(session: Session, structure_id: str) -> tuple[list[Listed], bool]:
    rows, more = lists.perhaps_reserved(session, structure_id, LOOKED_AT)
    return [one for one in rows if _reserved_to_them(one)], more


def _reserved_to_them(one: Listed) -> bool:
    if one.match.answer is not Answer.YES or "told" not in one.facts:
        return False
    lots = concerned(Facts.from_json(one.facts["told"]), one.match)
    return any(lot.reservation is ReservationStatus.RESERVED for lot in lots)


def _soon(session: Session, structure_id: str, now: datetime) -> tuple[list[Listed], bool]:
    """The days are one wider at both ends: a deadline keeps the wall clock of its buyer."""
    days = [now.date() + timedelta(days=ahead) for ahead in range(-1, SOON.days + 2)]
    rows, more = lists.perhaps_closing(session, structure_id, days, LOOKED_AT)
    dated = [(deadline, one) for one in rows if (deadline := known_deadline(one.match, one.facts, now))]
    found = [(deadline.at, one.match_id, one) for deadline, one in dated if now < deadline.at <= now + SOON]
    return [one for _, _, one in sorted(found, key=lambda found: found[:2])], more


def _by_deadline(one: Listed, now: datetime) -> tuple[int, datetime, int]:
    """To come, then unsure, then passed or over."""
    deadline = None if one.closed else known_deadline(one.match, one.facts, now)
    if one.closed or (deadline is not None and deadline.at <= now):
        rank = 2
    else:
        rank = 0 if deadline is not None and believable(deadline, now) else 1
    return rank, deadline.at if deadline else now, one.match_id


def _items(session: Session, rows: Sequence[Listed], now: datetime) -> tuple[Item, ...]:
    known = notices.load_notices(session, {one.match.notice_id for one in rows})
    return tuple(_item(one, known.get(one.match.notice_id), now) for one in rows)


def _item(one: Listed, notice: Notice | None, now: datetime) -> Item:
    deadline = known_deadline(one.match, one.facts, now)
    if notice is None:
        return Item(one.match_id, "Annonce retirée", "", "", True, one.match.answer, one.response)
    lots = tuple(lot for lot in notice.lots if lot.id in one.match.lots) or notice.lots
    if deadline is None and "told" not in one.facts:
        deadline = next((held for lot in lots if (held := deadline_of(notice, lot))), None)
    there = where(notice, lots)
    closed = _OVER.get(one.closed or "")
    until = closed or f"date limite : {deadline_words(deadline, now, there.overseas) if deadline else 'non indiquée'}"
    return Item(
        one.match_id,
        notice.title,
        there.first,
        until,
        closed is not None or (deadline is not None and deadline.at <= now),
        one.match.answer,
        one.response,
        deadline,
        notice.url,
        notice.documents_url or next((lot.documents_url for lot in lots if lot.documents_url), None),
        _reserved_to_them(one),
    )


def answered_words(response: Response | None) -> str:
    """What the structure said, without who said it; nothing when it said nothing."""
    return "" if response is None else _SAID[response.status]


_SAID = {
    ResponseStatus.ANSWERING: "vous y répondez",
    ResponseStatus.TOGETHER: "vous y répondez à plusieurs",
    ResponseStatus.KEPT: "gardée",
    ResponseStatus.REFUSED: "écartée",
}
