"""Notices that could not be read, kept with their bytes for a second reading."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select, update

from alerts.store.engine import Session
from alerts.store.tables import RejectRow
from alerts.store.writing import parts, put_rows, table_of
from scrapers.source import Reject

_rejects = table_of(RejectRow)
_c = _rejects.c


@dataclass(frozen=True, slots=True)
class Kept:
    """A reject as it is stored. `resolved_at` is None as long as it could not be read."""

    id: int
    source: str
    publisher_id: str | None
    reason: str
    content: bytes
    seen_at: datetime


def put(session: Session, source: str, found: Sequence[Reject], now: datetime) -> None:
    """Keep them; one that is kept already is written over and counts as unread again."""
    rows = {}
    for one in found:
        key = one.publisher_id or f"sha256:{sha256(one.content).hexdigest()}"
        rows[key] = {
            "source": source,
            "key": key,
            "publisher_id": one.publisher_id,
            "reason": one.reason,
            "content": one.content,
            "seen_at": now,
            "resolved_at": None,
        }
    put_rows(session, RejectRow, list(rows.values()), ["source", "key"])


def resolve(session: Session, source: str, publisher_ids: Collection[str], now: datetime) -> None:
    """These notices were read at last."""
    for some in parts(publisher_ids):
        unread = (_c.source == source, _c.resolved_at.is_(None), _c.publisher_id.in_(some))
        session.execute(update(_rejects).where(*unread).values(resolved_at=now))


def resolve_one(session: Session, reject_id: int, now: datetime) -> None:
    session.execute(update(_rejects).where(_c.id == reject_id).values(resolved_at=now))


def tell_again(session: Session, reject_id: int, reason: str) -> None:
    """A second reading failed too, perhaps for another reason."""
    session.execute(update(_rejects).where(_c.id == reject_id).values(reason=reason))


def unread(session: Session, source: str | None = None) -> list[int]:
    """Ids of those not read yet, oldest first; of one source, or of all."""
    query = select(_c.id).where(_c.resolved_at.is_(None)).order_by(_c.seen_at, _c.id)
    return list(session.execute(query if source is None else query.where(_c.source == source)).scalars())


def load(session: Session, reject_id: int) -> Kept | None:
    columns = (_c.id, _c.source, _c.publisher_id, _c.reason, _c.content, _c.seen_at)
    row = session.execute(select(*columns).where(_c.id == reject_id)).first()
    return Kept(*row) if row else None


def count_unread(session: Session) -> dict[str, int]:
    """Source → how many of its notices wait for a second reading."""
    query = select(_c.source, func.count()).where(_c.resolved_at.is_(None)).group_by(_c.source)
    return {row[0]: row[1] for row in session.execute(query)}
