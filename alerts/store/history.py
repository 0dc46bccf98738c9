"""The ledger as people read it: how much, and what became of each message."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func, select

from alerts.model.delivery import DeliveryKind, Rank
from alerts.store.engine import Session
from alerts.store.tables import DeliveryRow
from alerts.store.values import from_json
from alerts.store.writing import table_of

_c = table_of(DeliveryRow).c


@dataclass(frozen=True, slots=True)
class Summary:
    """`owed` in all; of these `sent`, `refused`, and `waiting` (of which `tried` at least once)."""

    owed: int
    sent: int
    refused: int
    waiting: int
    tried: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One message. `outcome` is "sent", "refused" or None while it waits; `reason` then says for what."""

    id: int
    structure_id: str
    channel: str
    kind: DeliveryKind
    cause: dict[str, Any]
    attempts: int
    next_at: datetime | None
    outcome: str | None
    receipt: str | None
    reason: str | None
    created_at: datetime
    settled_at: datetime | None
    recipient: str = ""
    rank: Rank = Rank.USUAL
    match_id: int | None = None


def summary(session: Session) -> Summary:
    waiting = _c.next_at.is_not(None)
    columns = (
        func.count(),
        func.count(case((_c.outcome == "sent", 1))),
        func.count(case((_c.outcome == "refused", 1))),
        func.count(case((waiting, 1))),
        func.count(case((waiting & (_c.attempts > 0), 1))),
    )
    return Summary(*session.execute(select(*columns)).one())


def entries(session: Session, *, structure_id: str | None = None, limit: int = 1000) -> list[Entry]:
    """Latest first, of one structure or of all."""
    query = select(*_c).order_by(_c.id.desc()).limit(limit)
    chosen = query if structure_id is None else query.where(_c.structure_id == structure_id)
    return [_entry(row) for row in session.execute(chosen)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.id,
        row.structure_id,
        row.channel,
        DeliveryKind(row.kind),
        from_json(dict, row.cause),
        row.attempts,
        row.next_at,
        row.outcome,
        row.receipt,
        row.reason,
        row.created_at,
        row.settled_at,
        row.recipient,
        Rank(row.rank),
        row.match_id,
    )
