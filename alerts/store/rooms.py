"""The rooms of groups that answer together: who is in, what they decided, and what changed of late.

What a structure wrote is shown while it is in: who is erased is in no room any more, whatever the text of a room holds.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, or_, select, update

from alerts.model.network import GroupForm, Room, Task
from alerts.store.engine import Session
from alerts.store.partner_tables import RoomMemberRow, RoomRow
from alerts.store.values import remembered, to_json
from alerts.store.writing import insert_new, parts, table_of

MOST_CHANGES = 60  # kept of a room, the latest

_rooms, _members = table_of(RoomRow), table_of(RoomMemberRow)
_r, _m = _rooms.c, _members.c


@dataclass(frozen=True, slots=True)
class Changed:
    """A structure did something in a room: `what` is a word of `alerts.network.group.Did`."""

    structure_id: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Content:
    """`among`: who was in when they agreed; of another group they agreed to nothing."""

    mandataire: str | None = None
    form: GroupForm | None = None
    does: dict[str, str] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    agreed: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    changes: tuple[Changed, ...] = ()


def open_room(
    session: Session, network_id: int, opportunity_id: str, notice_id: str, lot: str, call_id: int | None, now: datetime
) -> int:
    """Its number: the one that this call has already, or a new one. Of two at once, both get the same."""
    values = {
        "network_id": network_id,
        "opportunity_id": opportunity_id,
        "notice_id": notice_id,
        "lot": lot,
        "call_id": call_id,
        "content": to_json(_Content, _Content()),
        "created_at": now,
    }
    if call_id is None:
        return int(session.execute(_rooms.insert().values(**values).returning(_r.id)).scalar_one())
    insert_new(session, RoomRow, [values], ["call_id"], returning=["id"])
    return int(session.execute(select(_r.id).where(_r.call_id == call_id)).scalar_one())


def load_room(session: Session, room_id: int, *, for_update: bool = False) -> Room | None:
    """`for_update`: nobody else changes it until the end of the transaction."""
    query = select(*_r).where(_r.id == room_id)
    row = session.execute(query.with_for_update(key_share=True) if for_update else query).first()
    return next(iter(_read(session, [row])), None) if row else None


def room_of_call(session: Session, call_id: int) -> Room | None:
    row = session.execute(select(*_r).where(_r.call_id == call_id)).first()
    return next(iter(_read(session, [row])), None) if row else None


def put_room(session: Session, room: Room, did: Changed | None = None) -> None:
    """Write over what the group decided; who is in is written apart. `did` is added to what changed."""
    before = _changes(session, room.id)
    kept = [one for one in before if one.structure_id in room.members]
    content = _Content(
        room.mandataire,
        room.form,
        dict(room.does),
        room.tasks,
        tuple(sorted(room.agreed)),
        tuple(sorted(room.members)),
        tuple([*kept, *([did] if did else [])][-MOST_CHANGES:]),
    )
    values = {"content": to_json(_Content, content), "closed_at": room.closed_at}
    session.execute(update(_rooms).where(_r.id == room.id).values(**values))


def changes_since(session: Session, room_id: int, since: datetime) -> list[Changed]:
    """What those who are in did since that moment, in order."""
    inside = set(_who(session, [room_id]).get(room_id, ()))
    return [one for one in _changes(session, room_id) if one.at >= since and one.structure_id in inside]


def add_member(session: Session, room_id: int, structure_id: str, now: datetime) -> bool:
    """False when it was in already."""
    row = {"room_id": room_id, "structure_id": structure_id, "joined_at": now}
    return bool(insert_new(session, RoomMemberRow, [row], ["room_id", "structure_id"], returning=["room_id"]))


def drop_member(session: Session, room_id: int, structure_id: str) -> bool:
    """False when it was not in."""
    it = (_m.room_id == room_id, _m.structure_id == structure_id)
    return session.execute(delete(_members).where(*it).returning(_m.room_id)).first() is not None


def rooms_of(session: Session, structure_id: str, network_id: int | None = None) -> list[Room]:
    """Those it is in, closed ones too, in the order in which they were made. `network_id`: of that network only."""
    query = select(*_r).join(_members, _m.room_id == _r.id).where(_m.structure_id == structure_id).order_by(_r.id)
    return _read(session, session.execute(query if network_id is None else query.where(_r.network_id == network_id)))


def rooms_about(session: Session, opportunity_id: str, structure_ids: Collection[str]) -> list[Room]:
    """The open rooms on this opportunity that one of these structures is in."""
    inside = select(_m.room_id).where(_m.structure_id.in_(list(structure_ids)))
    query = select(*_r).where(_r.opportunity_id == opportunity_id, _r.closed_at.is_(None), _r.id.in_(inside))
    return _read(session, session.execute(query.order_by(_r.id)))


def open_rooms(session: Session, closed_since: datetime | None = None) -> list[Room]:
    """All that nobody closed, or not before that moment; in the order in which they were made."""
    living = (
        _r.closed_at.is_(None) if closed_since is None else or_(_r.closed_at.is_(None), _r.closed_at >= closed_since)
    )
    return _read(session, session.execute(select(*_r).where(living).order_by(_r.id)))


def count_open(session: Session, network_id: int) -> int:
    """How many rooms of this network have two members at least."""
    inside = select(_m.room_id).group_by(_m.room_id).having(func.count() > 1)
    query = select(func.count()).where(_r.network_id == network_id, _r.closed_at.is_(None), _r.id.in_(inside))
    return int(session.execute(query).scalar_one())


def move_opportunity(session: Session, gone: str, kept: str) -> None:
    """Of two opportunities that turn out to be one: the rooms of `gone` are about `kept`."""
    session.execute(update(_rooms).where(_r.opportunity_id == gone).values(opportunity_id=kept))


def strangers_in(session: Session, room_id: int) -> frozenset[str]:
    """Structures whose words the text of a room still holds, and that are in no more: to be written over."""
    content = _content(session, room_id)
    named = {*content.does, *content.agreed, *content.among, *(one.structure_id for one in content.changes)}
    named |= {one.structure_id for one in content.tasks if one.structure_id} | {content.mandataire or ""}
    return frozenset(named - {""} - set(_who(session, [room_id]).get(room_id, ())))


def _content(session: Session, room_id: int) -> _Content:
    found = session.execute(select(_r.content).where(_r.id == room_id)).scalar()
    return remembered(_Content, found) if found else _Content()


def _changes(session: Session, room_id: int) -> tuple[Changed, ...]:
    return _content(session, room_id).changes


def _who(session: Session, room_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Room → who is in, in the order in which they joined."""
    found: dict[int, tuple[str, ...]] = {}
    for some in parts(sorted(set(room_ids))):
        query = select(_m.room_id, _m.structure_id).where(_m.room_id.in_(some))
        for row in session.execute(query.order_by(_m.room_id, _m.joined_at, _m.structure_id)):
            found[row.room_id] = (*found.get(row.room_id, ()), row.structure_id)
    return found


def _read(session: Session, rows: Iterable[Row[Any]]) -> list[Room]:
    held = list(rows)
    inside = _who(session, [one.id for one in held])
    return [_room(one, inside.get(one.id, ())) for one in held]


def _room(row: Row[Any], inside: tuple[str, ...]) -> Room:
    """Without anything of whoever is in no more."""
    content = remembered(_Content, row.content)
    same = content.among == tuple(sorted(inside))
    return Room(
        row.id,
        row.network_id,
        row.opportunity_id,
        row.notice_id,
        row.lot,
        row.created_at,
        row.call_id,
        inside,
        content.mandataire if content.mandataire in inside else None,
        content.form,
        {one: words for one, words in content.does.items() if one in inside},
        tuple(one if one.structure_id in inside else Task(one.step, None, one.done) for one in content.tasks),
        frozenset(content.agreed) if same else frozenset(),
        row.closed_at,
    )
