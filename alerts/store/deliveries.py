"""The SQL of the ledger. What it means is in `alerts.ledger`."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Update, select, update

from alerts.model.delivery import Claimed, DeliveryKind, Owed
from alerts.store.engine import Session
from alerts.store.tables import DeliveryRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, parts, table_of

_rows = table_of(DeliveryRow)
_c = _rows.c


def insert_owed(session: Session, owed: Sequence[Owed], now: datetime) -> int:
    """Insert those whose `dedupe_key` was never seen; how many they are."""
    rows = [
        {
            "structure_id": one.structure_id,
            "match_id": one.match_id,
            "recipient": one.recipient,
            "rank": int(one.rank),
            "channel": one.channel,
            "kind": one.kind.value,
            "cause": to_json(dict, one.cause),
            "dedupe_key": one.dedupe_key,
            "next_at": one.due_at,
            "attempts": 0,
            "created_at": now,
        }
        for one in owed
    ]
    return len(insert_new(session, DeliveryRow, rows, ["dedupe_key"], returning=["id"]))


def claim_due(session: Session, now: datetime, n: int, lease: timedelta) -> list[Claimed]:
    """Take up to `n` due rows, by rank then oldest, in one statement; rows another worker is taking are left to it.

    The pick stands in a CTE so that PostgreSQL's planner cannot run it twice; SQLite, with its single writer, ignores
    the lock clause.
    """
    due = select(_c.id).where(_c.next_at <= now).order_by(_c.rank, _c.next_at, _c.id).limit(n)
    picked = due.with_for_update(skip_locked=True).cte("picked")
    statement = (
        update(_rows)
        .where(_c.id.in_(select(picked.c.id)))
        .values(next_at=now + lease, attempts=_c.attempts + 1)
        .returning(*_c)
    )
    rows = session.execute(statement).all()
    return [
        Claimed(
            row.id,
            row.structure_id,
            row.channel,
            DeliveryKind(row.kind),
            from_json(dict, row.cause),
            row.dedupe_key,
            row.attempts,
            row.recipient,
            row.match_id,
        )
        for row in sorted(rows, key=lambda row: (row.rank, row.id))
    ]


def not_begun(session: Session, dedupe_keys: Collection[str]) -> set[str]:
    """Of these messages, those that wait and were never claimed: what they will say is not written yet."""
    found: set[str] = set()
    for some in parts(dedupe_keys):
        waiting = (_c.dedupe_key.in_(some), _c.attempts == 0, _c.next_at.is_not(None))
        found.update(session.execute(select(_c.dedupe_key).where(*waiting)).scalars())
    return found


def _ours(claimed: Claimed) -> Update:
    """Only the row that is unfinished and still in our hands: `attempts` is the fencing token."""
    mine = (_c.id == claimed.id) & (_c.attempts == claimed.attempts)
    return update(_rows).where(mine, _c.next_at.is_not(None)).returning(_c.id)


def renew_lease(session: Session, claimed: Claimed, until: datetime) -> bool:
    """True when the row is still ours, and is now until then."""
    return session.execute(_ours(claimed).values(next_at=until)).first() is not None


def postpone(session: Session, claimed: Claimed, at: datetime, why: str) -> bool:
    return session.execute(_ours(claimed).values(next_at=at, reason=why)).first() is not None


def finish(
    session: Session, claimed: Claimed, now: datetime, *, outcome: str, receipt: str | None, reason: str | None
) -> bool:
    """Write the end of a delivery: it will never be due again. False when it was no longer ours."""
    ended = {"next_at": None, "settled_at": now, "outcome": outcome, "receipt": receipt, "reason": reason}
    return session.execute(_ours(claimed).values(**ended)).first() is not None
