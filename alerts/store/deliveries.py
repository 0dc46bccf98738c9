"""The SQL of the ledger. What it means is in `alerts.ledger`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, and_, or_, select, tuple_, update

from alerts.model.delivery import Claimed, DeliveryKind, Owed, Rank
from alerts.model.people import Recipient
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
            "failures": 0,
            "created_at": now,
        }
        for one in owed
    ]
    return len(insert_new(session, DeliveryRow, rows, ["dedupe_key"], returning=["id"]))


def claim_due(session: Session, now: datetime, n: int, lease: timedelta) -> list[Claimed]:
    """Take up to `n` due rows, by rank then oldest; rows another worker is taking are left to it.

    One statement a rank: each begins where its due rows stand in the index, whatever waits for later.
    """
    taken: list[Claimed] = []
    for rank in Rank:
        if len(taken) < n:
            taken += _take(session, (_c.rank == int(rank),), now, n - len(taken), lease)
    return taken


def claim_for(session: Session, to: Recipient, now: datetime, n: int, lease: timedelta) -> list[Claimed]:
    """Take up to `n` due rows of one recipient, by rank then oldest."""
    theirs = (_c.recipient == to.key, _c.channel == to.channel)
    return _take(session, theirs, now, n, lease) if n > 0 else []


def _take(
    session: Session, which: Iterable[ColumnElement[bool]], now: datetime, n: int, lease: timedelta
) -> list[Claimed]:
    """The pick stands in a CTE so that PostgreSQL's planner cannot run it twice; SQLite, with its single writer,
    ignores the lock clause."""
    due = select(_c.id).where(*which, _c.next_at <= now).order_by(_c.rank, _c.next_at, _c.id).limit(n)
    picked = due.with_for_update(skip_locked=True).cte("picked")
    statement = (
        update(_rows)
        .where(_c.id.in_(select(picked.c.id)))
        .values(next_at=now + lease, attempts=_c.attempts + 1, reason=None)
        .returning(*_c)
    )
    rows = session.execute(statement).all()
    return [_claimed(row) for row in sorted(rows, key=lambda row: (row.rank, row.id))]


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(
        row.id,
        row.structure_id,
        row.channel,
        DeliveryKind(row.kind),
        from_json(dict, row.cause),
        row.dedupe_key,
        row.attempts,
        row.recipient,
        row.match_id,
        row.failures,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits, in nobody's hands. `reason`: what held it back when it was claimed; None when it never
    was."""

    id: int
    structure_id: str
    to: Recipient
    kind: DeliveryKind
    rank: Rank
    cause: dict[str, Any]
    match_id: int | None
    attempts: int
    reason: str | None
    next_at: datetime


def waiting(
    session: Session,
    held_back: Collection[str],
    *,
    structure_ids: Collection[str] = (),
    to: Recipient | None = None,
    match_ids: Collection[int] = (),
) -> list[Waiting]:
    """Messages to people and groups that were never claimed, or were held back for one of these reasons: of these
    structures, of this recipient, or about these matches."""
    chosen: list[ColumnElement[bool]] = [_c.structure_id.in_(some) for some in parts(structure_ids)]
    chosen += [_c.match_id.in_(some) for some in parts(match_ids)]
    chosen += [] if to is None else [and_(_c.recipient == to.key, _c.channel == to.channel)]
    free = (_c.next_at.is_not(None), _c.recipient != "", or_(_c.attempts == 0, _c.reason.in_(held_back)))
    found: list[Waiting] = []
    for which in chosen:
        for row in session.execute(select(*_c).where(which, *free).order_by(_c.id)):
            found.append(_waiting(row))
    return found


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        row.id,
        row.structure_id,
        Recipient(row.channel, row.recipient),
        DeliveryKind(row.kind),
        Rank(row.rank),
        from_json(dict, row.cause),
        row.match_id,
        row.attempts,
        row.reason,
        row.next_at,
    )


def put_due(session: Session, one: Waiting, at: datetime, rank: Rank, cause: dict[str, Any]) -> None:
    """Another moment for it to leave, unless somebody claimed it meanwhile."""
    same = (_c.id == one.id, _c.attempts == one.attempts, _c.next_at.is_not(None))
    values = {"next_at": at, "rank": int(rank), "cause": to_json(dict, cause)}
    session.execute(update(_rows).where(*same).values(**values))


def not_begun(session: Session, dedupe_keys: Collection[str]) -> set[str]:
    """Of these messages, those that wait and were never claimed: what they will say is not written yet."""
    found: set[str] = set()
    for some in parts(dedupe_keys):
        waiting = (_c.dedupe_key.in_(some), _c.attempts == 0, _c.next_at.is_not(None))
        found.update(session.execute(select(_c.dedupe_key).where(*waiting)).scalars())
    return found


def alerts_of(session: Session, match_ids: Collection[int]) -> dict[tuple[int, Recipient], bool]:
    """(match, recipient) → whether their alert was ever claimed: then it may have told what held that day."""
    found: dict[tuple[int, Recipient], bool] = {}
    for some in parts(match_ids):
        query = select(_c.match_id, _c.channel, _c.recipient, _c.attempts, _c.next_at)
        for row in session.execute(query.where(_c.match_id.in_(some), _c.kind == DeliveryKind.ALERT.value)):
            begun = row.attempts > 0 or row.next_at is None
            key = (row.match_id, Recipient(row.channel, row.recipient))
            found[key] = found.get(key, False) or begun
    return found


def receipt_of_alert(session: Session, match_id: int, to: Recipient) -> str | None:
    """What the channel knows their alert by, when it was sent."""
    theirs = (_c.match_id == match_id, _c.channel == to.channel, _c.recipient == to.key)
    sent = (_c.kind == DeliveryKind.ALERT.value, _c.outcome == "sent")
    query = select(_c.receipt).where(*theirs, *sent).order_by(_c.id.desc()).limit(1)
    return session.execute(query).scalar()


def _ours(claimed: Claimed) -> Update:
    """Only the row that is unfinished and still in our hands: `attempts` is the fencing token."""
    mine = (_c.id == claimed.id) & (_c.attempts == claimed.attempts)
    return update(_rows).where(mine, _c.next_at.is_not(None)).returning(_c.id)


def renew_leases(session: Session, claimed: Sequence[Claimed], until: datetime) -> set[int]:
    """The ids of those that are still ours, and are now until then."""
    found: set[int] = set()
    for some in parts(claimed):
        mine = tuple_(_c.id, _c.attempts).in_([(one.id, one.attempts) for one in some])
        ours = update(_rows).where(mine, _c.next_at.is_not(None)).values(next_at=until)
        found.update(session.execute(ours.returning(_c.id)).scalars())
    return found


def postpone(session: Session, claimed: Claimed, at: datetime, why: str, *, failed: bool = False) -> bool:
    later = {"next_at": at, "reason": why, "failures": claimed.failures + failed}
    return session.execute(_ours(claimed).values(**later)).first() is not None


def finish(
    session: Session, claimed: Claimed, now: datetime, *, outcome: str, receipt: str | None, reason: str | None
) -> bool:
    """Write the end of a delivery: it will never be due again. False when it was no longer ours."""
    ended = {"next_at": None, "settled_at": now, "outcome": outcome, "receipt": receipt, "reason": reason}
    return session.execute(_ours(claimed).values(**ended)).first() is not None


def refuse_waiting(session: Session, to: Recipient, reason: str, now: datetime) -> int:
    """Everything that waits for this recipient is settled as refused; how many messages that is."""
    ended = {"next_at": None, "settled_at": now, "outcome": "refused", "reason": reason}
    theirs = (_c.recipient == to.key, _c.channel == to.channel, _c.next_at.is_not(None))
    return len(session.execute(update(_rows).where(*theirs).values(**ended).returning(_c.id)).all())
