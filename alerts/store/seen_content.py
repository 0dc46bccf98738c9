"""What was seen of an opportunity as compact JSON text, and back: tens of thousands are read for one page.

Words, places and sets of trades that come on many lots are written once, and are one object again when read.
"""

import json
from collections.abc import Callable, Hashable
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from alerts.network.seen import (
    End,
    Quoted,
    SeenBuyer,
    SeenClause,
    SeenLot,
    SeenNotice,
    SeenOpportunity,
    SeenSpot,
)
from scrapers.notice import NoticeKind

FORMAT = 1  # of what is kept, and of how it is read: with another one, everything is looked at again
T = TypeVar("T", bound=Hashable)
_KINDS = {one.value: one for one in ClauseKind}
_STATUSES = {one.value: one for one in ReservationStatus}
_BENEFICIARIES = {one.value: one for one in Beneficiary}
_NOTICES = {one.value: one for one in NoticeKind}
_ENDS = {one.value: one for one in End}


class _Table(Generic[T]):
    """Each value once, by its number."""

    def __init__(self) -> None:
        self.numbers: dict[T, int] = {}

    def of(self, value: T | None) -> int | None:
        return None if value is None else self.numbers.setdefault(value, len(self.numbers))

    def written(self, write: Callable[[T], object]) -> list[object]:
        return [write(one) for one in self.numbers]


def to_text(seen: SeenOpportunity) -> str:
    clauses, quotes, spots, trades = (
        _Table[SeenClause](),
        _Table[Quoted](),
        _Table[SeenSpot](),
        _Table[frozenset[str]](),
    )
    spots.of(seen.buyer.spot)
    lots = [_from_lot(one, clauses, quotes, spots, trades) for one in seen.lots]
    told = clauses.written(lambda one: [one.kind.value, quotes.of(one.said), one.hours])
    content = [
        [seen.id, seen.appeared.isoformat(), seen.notice_id, seen.title, seen.kind.value, seen.url],
        [seen.buyer.name, seen.buyer.siret, spots.of(seen.buyer.spot)],
        seen.end.value if seen.end else None,
        quotes.written(_from_quoted),
        told,
        spots.written(lambda one: [sorted(one.departements), sorted(one.communes), one.point]),
        trades.written(lambda one: sorted(one)),
        lots,
    ]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _from_lot(
    lot: SeenLot,
    clauses: _Table[SeenClause],
    quotes: _Table[Quoted],
    spots: _Table[SeenSpot],
    trades: _Table[frozenset[str]],
) -> list[object]:
    return [
        *(lot.id, lot.title, trades.of(lot.trades), trades.of(lot.perhaps), int(lot.silent), lot.cpv),
        *(lot.status.value, [one.value for one in lot.to], quotes.of(lot.proof)),
        [clauses.of(one) for one in lot.clauses],
        lot.deadline.isoformat() if lot.deadline else None,
        [spots.of(one) for one in lot.spots],
        int(lot.unsuccessful),
    ]


def _from_quoted(one: Quoted) -> list[object]:
    published = one.notice.published
    return [one.quote, one.field, one.notice.id, one.notice.url, published.isoformat() if published else None]


def from_text(text: str) -> SeenOpportunity:
    """The inverse of `to_text`. Raises ValueError, KeyError, IndexError or TypeError on anything else."""
    head, (name, siret, home), end, quoted, told, placed, named, lots = json.loads(text)
    quotes = [_quoted(*one) for one in quoted]
    clauses = [SeenClause(_KINDS[kind], quotes[said], hours) for kind, said, hours in told]
    spots = [_spot(*one) for one in placed]
    trades = [frozenset(one) for one in named]
    key, appeared, notice_id, title, kind, url = head
    return SeenOpportunity(
        *(key, date.fromisoformat(appeared), notice_id, title, _NOTICES[kind], url),
        SeenBuyer(name, siret, None if home is None else spots[home]),
        _ENDS[end] if end else None,
        tuple(_lot(one, clauses, quotes, spots, trades) for one in lots),
    )


def _lot(
    told: list[Any],
    clauses: list[SeenClause],
    quotes: list[Quoted],
    spots: list[SeenSpot],
    trades: list[frozenset[str]],
) -> SeenLot:
    key, title, asked, near, silent, cpv, status, to, proof, said, deadline, places, failed = told
    return SeenLot(
        *(key, title, trades[asked], trades[near], bool(silent), tuple(cpv)),
        _STATUSES[status],
        tuple([_BENEFICIARIES[one] for one in to]),
        None if proof is None else quotes[proof],
        tuple([clauses[one] for one in said]),
        datetime.fromisoformat(deadline) if deadline else None,
        tuple([spots[one] for one in places]),
        bool(failed),
    )


def _quoted(quote: str, field: str, notice_id: str, url: str | None, published: str | None) -> Quoted:
    day = date.fromisoformat(published) if published else None
    return Quoted(quote, field, SeenNotice(notice_id, url, day))


def _spot(departements: list[str], communes: list[str], point: list[float] | None) -> SeenSpot:
    where = (point[0], point[1]) if point else None
    return SeenSpot(frozenset(departements), frozenset(communes), where)
