"""The SQL of the ledger. What it means is in `alerts.ledger`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, bindparam, or_, select, update

from alerts.model.delivery import Claimed, DeliveryKind, Owed, Rank
from alerts.model.people import Recipient
from alerts.store import writing
from alerts.store.engine import Session
from alerts.store.tables import DeliveryRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, parts, table_of

CLAIMS_LOCK = 4_815_003  # PostgreSQL advisory lock

_rows = table_of(DeliveryRow)
_c = _rows.c


def _taking(*which: ColumnElement[bool]) -> Update:
    """The pick stands in a CTE so that PostgreSQL's planner cannot run it twice; SQLite, with its single writer,
    ignores the lock clause."""
    due = select(_c.id).where(*which, _c.next_at <= bindparam("due")).order_by(_c.rank, _c.next_at, _c.id)
    picked = due.limit(bindparam("most")).with_for_update(skip_locked=True).cte("picked")
    taken = {"next_at": bindparam("until"), "attempts": _c.attempts + 1, "reason": None}
    return update(_rows).where(_c.id.in_(select(picked.c.id))).values(**taken).returning(*_c)


# What every message asks for is built once: building a statement costs more than running it.
_TAKE_RANK = _taking(_c.rank == bindparam("of_rank"))
_TAKE_THEIRS = _taking(_c.recipient == bindparam("to"), _c.channel == bindparam("by"))
# Only rows that are unfinished and still in our hands: `attempts` is the fencing token.
_OURS = (
    update(_rows)
    .where(_c.id.in_(bindparam("ids", expanding=True)), _c.attempts == bindparam("token"), _c.next_at.is_not(None))
    .returning(_c.id)
)
_RENEW = _OURS.values(next_at=bindparam("until"))
_POSTPONE = _OURS.values(
    next_at=bindparam("until"), reason=bindparam("why"), failures=_c.failures + bindparam("failed")
)
_FINISH = _OURS.values(
    next_at=None,
    settled_at=bindparam("now"),
    outcome=bindparam("what"),
    receipt=bindparam("known_by"),
    reason=bindparam("why"),
)


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
            taken += _take(session, _TAKE_RANK, now, n - len(taken), lease, of_rank=int(rank))
    return taken


def take_turn(session: Session) -> None:
    """One worker at a time takes all that is due to the same people, until the end of this transaction."""
    writing.take_turn(session, CLAIMS_LOCK)


def claim_for(session: Session, to: Recipient, now: datetime, n: int, lease: timedelta) -> list[Claimed]:
    """Take up to `n` due rows of one recipient, by rank then oldest."""
    return _take(session, _TAKE_THEIRS, now, n, lease, to=to.key, by=to.channel) if n > 0 else []


def with_more_due(session: Session, recipients: Collection[Recipient], now: datetime) -> list[Recipient]:
    """Of these, those who have rows that are due."""
    found: set[tuple[str, str]] = set()
    for some in parts(recipients):
        query = select(_c.channel, _c.recipient).where(_c.recipient.in_([to.key for to in some]), _c.next_at <= now)
        found.update((row.channel, row.recipient) for row in session.execute(query.distinct()))
    return [to for to in recipients if (to.channel, to.key) in found]


def _take(session: Session, taking: Update, now: datetime, n: int, lease: timedelta, **whose: Any) -> list[Claimed]:
    rows = session.execute(taking, {"due": now, "most": n, "until": now + lease, **whose}).all()
    return [claimed_of(row) for row in sorted(rows, key=lambda row: (row.rank, row.id))]


def claimed_of(row: Row[Any]) -> Claimed:
    """From a row that has all the columns of the ledger."""
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
    """A message that waits, in nobody's hands. `structure_id` None: see `Owed`. `reason`: what held it back when it
    was claimed; None when it never was."""

    id: int
    dedupe_key: str
    structure_id: str | None
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
    structures, of this recipient (on all their channels), or about these matches."""
    chosen: list[ColumnElement[bool]] = [_c.structure_id.in_(some) for some in parts(structure_ids)]
    chosen += [_c.match_id.in_(some) for some in parts(match_ids)]
    chosen += [] if to is None else [_c.recipient == to.key]
    free = (_c.next_at.is_not(None), _c.recipient != "", or_(_c.attempts == 0, _c.reason.in_(held_back)))
    found: list[Waiting] = []
    for which in chosen:
        for row in session.execute(select(*_c).where(which, *free).order_by(_c.id)):
            found.append(_waiting(row))
    return found


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        row.id,
        row.dedupe_key,
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


def renew_leases(session: Session, claimed: Sequence[Claimed], until: datetime) -> set[int]:
    """The ids of those that are still ours, and are now until then."""
    return _write(session, _RENEW, claimed, until=until)


def postpone(session: Session, claimed: Sequence[Claimed], at: datetime, why: str, *, failed: bool = False) -> set[int]:
    """The ids of those that were still ours, and wait until then."""
    return _write(session, _POSTPONE, claimed, until=at, why=why, failed=int(failed))


def finish(
    session: Session,
    claimed: Sequence[Claimed],
    now: datetime,
    *,
    outcome: str,
    receipt: str | None,
    reason: str | None,
) -> set[int]:
    """Write the end of deliveries: they will never be due again. The ids of those that were still ours."""
    return _write(session, _FINISH, claimed, now=now, what=outcome, known_by=receipt, why=reason)


def _write(session: Session, ours: Update, claimed: Sequence[Claimed], **values: Any) -> set[int]:
    """One statement for the rows that were claimed equally often: SQLite finds pairs by reading all that waits."""
    found: set[int] = set()
    for token in {one.attempts for one in claimed}:
        for some in parts([one.id for one in claimed if one.attempts == token]):
            found.update(session.execute(ours, {"ids": some, "token": token, **values}).scalars())
    return found


def refuse_waiting(session: Session, to: Recipient, reason: str, now: datetime) -> int:
    """Everything that waits for this recipient is settled as refused; how many messages that is."""
    ended = {"next_at": None, "settled_at": now, "outcome": "refused", "reason": reason}
    theirs = (_c.recipient == to.key, _c.channel == to.channel, _c.next_at.is_not(None))
    return len(session.execute(update(_rows).where(*theirs).values(**ended).returning(_c.id)).all())
