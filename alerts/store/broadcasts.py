"""Broadcasts of networks: drafts, what was sent, and what members do with it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, or_, select, update

from alerts.model.delivery import DeliveryKind
from alerts.model.network import Broadcast, Interest, Shares, Target, Written
from alerts.model.structure import Structure
from alerts.store import writing
from alerts.store.engine import Session
from alerts.store.network_tables import BroadcastRow, InterestRow, MemberRow
from alerts.store.tables import DeliveryRow, StructureRow
from alerts.store.values import from_json, remembered, to_json
from alerts.store.writing import insert_into, parts, put_rows, table_of

_broadcasts, _interests = table_of(BroadcastRow), table_of(InterestRow)
_b, _i, _n = _broadcasts.c, _interests.c, table_of(MemberRow).c
BROADCASTS_LOCK = 4_815_012  # PostgreSQL advisory lock

_d, _s = table_of(DeliveryRow).c, table_of(StructureRow).c


@dataclass(frozen=True, slots=True)
class Receipt:
    """A row of the ledger for one recipient of one structure: the broadcast it tells, whether it left, and when it
    did or will. `id` is that of the row."""

    id: int
    broadcast_id: int
    structure_id: str
    channel: str
    recipient: str
    sent: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class HeardBy:
    """`delivered`: it left for somebody of the structure. `interest`: the last thing it did with it."""

    name: str
    shares: Shares
    delivered: bool
    interest: Interest | None


def take_turn(session: Session) -> None:
    """One page of members at a time: two broadcasts that go by together would both find the last room of the week."""
    writing.take_turn(session, BROADCASTS_LOCK)


def cause_of(broadcast_id: int) -> dict[str, object]:
    """What the rows of the ledger say of it."""
    return {"broadcast": broadcast_id}


def add(session: Session, draft: Broadcast, now: datetime) -> int:
    """A draft; its number. `draft.id` is not used."""
    row = {
        "network_id": draft.network_id,
        "author": draft.author,
        "note": draft.note,
        "target": to_json(Target, draft.target),
        "notice_id": draft.notice_id,
        "written": to_json(Written, draft.written) if draft.written else None,
        "reached": 0,
        "created_at": now,
    }
    found = session.execute(insert_into(session, _broadcasts).returning(_b.id), row).scalar_one()
    return int(found)


def load(session: Session, broadcast_id: int, *, for_update: bool = False) -> Broadcast | None:
    """`for_update`: nobody else changes or confirms it until the end of the transaction."""
    query = select(*_b).where(_b.id == broadcast_id)
    row = session.execute(query.with_for_update() if for_update else query).first()
    return _broadcast(row) if row else None


def of_network(session: Session, network_id: int, most: int) -> list[Broadcast]:
    """The latest first, drafts included."""
    query = select(*_b).where(_b.network_id == network_id).order_by(_b.id.desc()).limit(most)
    return [_broadcast(row) for row in session.execute(query)]


def put_draft(session: Session, broadcast: Broadcast) -> None:
    """Its note and its target, while it is a draft."""
    values = {"note": broadcast.note, "target": to_json(Target, broadcast.target)}
    session.execute(update(_broadcasts).where(_b.id == broadcast.id, _b.sent_at.is_(None)).values(**values))


def drop_draft(session: Session, broadcast_id: int) -> None:
    session.execute(delete(_broadcasts).where(_b.id == broadcast_id, _b.sent_at.is_(None)))


def mark_sent(session: Session, broadcast_id: int, now: datetime) -> bool:
    """False when it was confirmed before."""
    first = update(_broadcasts).where(_b.id == broadcast_id, _b.sent_at.is_(None))
    return session.execute(first.values(sent_at=now, owed_up_to="").returning(_b.id)).scalar() is not None


def mark_withdrawn(session: Session, broadcast_id: int, now: datetime) -> bool:
    """False when it was already so, or is a draft. What nobody was owed yet is owed to nobody."""
    mine = update(_broadcasts).where(_b.id == broadcast_id, _b.withdrawn_at.is_(None), _b.sent_at.is_not(None))
    return session.execute(mine.values(withdrawn_at=now, owed_up_to=None).returning(_b.id)).scalar() is not None


def to_spread(session: Session) -> list[int]:
    """Those that were confirmed, and whose members were not all gone through."""
    return list(session.execute(select(_b.id).where(_b.owed_up_to.is_not(None)).order_by(_b.id)).scalars())


def spread_up_to(session: Session, broadcast_id: int) -> str | None:
    """The last structure gone through, "" for none; None when all were. Held until the end of the transaction."""
    return session.execute(select(_b.owed_up_to).where(_b.id == broadcast_id).with_for_update()).scalar()


def put_spread(session: Session, broadcast_id: int, up_to: str | None, more: int) -> None:
    """`more`: how many structures it was owed to since the last time."""
    values = {"owed_up_to": up_to, "reached": _b.reached + more}
    session.execute(update(_broadcasts).where(_b.id == broadcast_id).values(**values))


def reached(session: Session, broadcast_id: int) -> int:
    return session.execute(select(_b.reached).where(_b.id == broadcast_id)).scalar() or 0


def members_after(
    session: Session, network_id: int, after: str, most: int, until: datetime
) -> list[tuple[Structure, Shares]]:
    """Members that had joined at `until`, in the order of their ids, from the one that follows `after`."""
    query = select(_s.content, _n.shares).join(table_of(MemberRow), _n.structure_id == _s.id)
    chosen = query.where(_n.network_id == network_id, _n.joined_at <= until, _s.id > after)
    rows = session.execute(chosen.order_by(_s.id).limit(most))
    return [(from_json(Structure, row.content), remembered(Shares, row.shares)) for row in rows]


def sent_since(session: Session, network_id: int, since: datetime) -> set[int]:
    """The broadcasts that this network has confirmed since."""
    query = select(_b.id).where(_b.network_id == network_id, _b.sent_at >= since)
    return set(session.execute(query).scalars())


def about_notices(session: Session, notice_ids: Collection[str], since: datetime) -> set[int]:
    """The broadcasts of any network about one of these notices, confirmed since and not taken back."""
    found: set[int] = set()
    for some in parts(notice_ids):
        query = select(_b.id).where(_b.notice_id.in_(some), _b.sent_at >= since, _b.withdrawn_at.is_(None))
        found.update(session.execute(query).scalars())
    return found


def receipts(
    session: Session, structure_ids: Collection[str], broadcast_ids: Collection[int], since: datetime
) -> list[Receipt]:
    """Rows of the ledger of these broadcasts for these structures, that left since or wait."""
    causes = {to_json(dict, cause_of(one)): one for one in broadcast_ids}
    query = select(_d.id, _d.structure_id, _d.channel, _d.recipient, _d.cause, _d.outcome, _d.settled_at, _d.next_at)
    living = or_(_d.next_at.is_not(None), and_(_d.outcome == "sent", _d.settled_at >= since))
    found: list[Receipt] = []
    for some in parts(structure_ids):
        for asked in parts(causes):
            these = (_d.structure_id.in_(some), _d.kind == DeliveryKind.BROADCAST.value, _d.cause.in_(asked))
            rows = session.execute(query.where(*these, living))
            found += [_receipt(row, causes[row.cause]) for row in rows]
    return found


def told_to(session: Session, delivery_id: int) -> tuple[int, str] | None:
    """(broadcast, structure) of a row of the ledger; None when it is none of a broadcast."""
    query = select(_d.structure_id, _d.cause).where(
        _d.id == delivery_id, _d.kind == DeliveryKind.BROADCAST.value, _d.structure_id.is_not(None)
    )
    row = session.execute(query).first()
    number = from_json(dict, row.cause).get("broadcast") if row else None
    return (number, row.structure_id) if row is not None and isinstance(number, int) else None


def was_owed(session: Session, broadcast_id: int, structure_id: str) -> bool:
    """Has anybody of this structure been owed it, whatever became of it?"""
    query = select(_d.id).where(
        _d.structure_id == structure_id,
        _d.kind == DeliveryKind.BROADCAST.value,
        _d.cause == to_json(dict, cause_of(broadcast_id)),
    )
    return session.execute(query.limit(1)).first() is not None


def interest_of(session: Session, broadcast_id: int, structure_id: str, *, for_update: bool = False) -> Interest | None:
    query = select(_i.interest).where(_i.broadcast_id == broadcast_id, _i.structure_id == structure_id)
    found = session.execute(query.with_for_update() if for_update else query).scalar()
    return Interest(found) if found else None


def interests_by(session: Session, structure_id: str) -> list[tuple[Broadcast, Interest, datetime]]:
    """What a structure last did with each broadcast, and when, in the order of sending."""
    query = select(*_b, _i.interest, _i.at).join(_interests, _i.broadcast_id == _b.id)
    rows: list[Row[Any]] = list(session.execute(query.where(_i.structure_id == structure_id).order_by(_b.id)))
    return [(_broadcast(row), Interest(row.interest), row.at) for row in rows]


def put_interest(session: Session, broadcast_id: int, structure_id: str, interest: Interest, now: datetime) -> None:
    """The last word wins."""
    row = {"broadcast_id": broadcast_id, "structure_id": structure_id, "interest": interest.value, "at": now}
    put_rows(session, InterestRow, [row], ["broadcast_id", "structure_id"])


def put_opened(session: Session, broadcast_id: int, structure_id: str, now: datetime) -> None:
    """Unless something was said already."""
    row = {"broadcast_id": broadcast_id, "structure_id": structure_id, "interest": Interest.OPENED.value, "at": now}
    statement = insert_into(session, _interests)
    session.execute(statement.on_conflict_do_nothing(index_elements=["broadcast_id", "structure_id"]), row)


def heard(session: Session, broadcast: Broadcast) -> list[HeardBy]:
    """Each structure that was owed it and is still a member, by its id."""
    these = (_d.kind == DeliveryKind.BROADCAST.value, _d.cause == to_json(dict, cause_of(broadcast.id)))
    query = (
        select(_s.content, _n.shares, _i.interest, func.count().filter(_d.outcome == "sent").label("sent"))
        .join(table_of(MemberRow), _n.structure_id == _s.id)
        .join(table_of(DeliveryRow), _d.structure_id == _s.id)
        .outerjoin(_interests, and_(_i.structure_id == _s.id, _i.broadcast_id == broadcast.id))
        .where(_n.network_id == broadcast.network_id, *these)
        .group_by(_s.id, _s.content, _n.shares, _i.interest)
        .order_by(_s.id)
    )
    return [_heard(row) for row in session.execute(query)]


def _heard(row: Any) -> HeardBy:
    said = Interest(row.interest) if row.interest else None
    return HeardBy(from_json(Structure, row.content).name, remembered(Shares, row.shares), row.sent > 0, said)


def _broadcast(row: Row[Any]) -> Broadcast:
    return Broadcast(
        row.id,
        row.network_id,
        row.author,
        row.note,
        remembered(Target, row.target),
        row.notice_id,
        remembered(Written, row.written) if row.written else None,
        row.created_at,
        row.sent_at,
        row.withdrawn_at,
    )


def _receipt(row: Any, broadcast_id: int) -> Receipt:
    sent = row.outcome == "sent"
    return Receipt(
        row.id, broadcast_id, row.structure_id, row.channel, row.recipient, sent, row.settled_at or row.next_at
    )
