"""Groups, and topics of them, where a structure is told. In the tables topic 0 is the group itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from alerts.model.people import Group
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.store.engine import Session
from alerts.store.people_tables import GroupRow
from alerts.store.tables import StructureRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, table_of

_groups, _structures = table_of(GroupRow), table_of(StructureRow)
_c = _groups.c
KEY = ("chat_id", "topic_id", "structure_id")


def load_group(session: Session, group_id: int) -> Group | None:
    row = session.execute(select(*_c).where(_c.id == group_id)).first()
    return _group(row) if row else None


def groups_in_chat(session: Session, chat_id: int) -> list[tuple[Group, Structure]]:
    """What is told in this chat, in the order in which it was linked."""
    query = select(_structures.c.content, *_c).join(_groups, _structures.c.id == _c.structure_id)
    rows: list[Row[Any]] = list(session.execute(query.where(_c.chat_id == chat_id).order_by(_c.id)))
    return [(_group(row), from_json(Structure, row.content)) for row in rows]


def groups_of_structure(session: Session, structure_id: str) -> list[Group]:
    """In the order in which they were linked."""
    rows = session.execute(select(*_c).where(_c.structure_id == structure_id).order_by(_c.id))
    return [_group(row) for row in rows]


def groups_linked_by(session: Session, person_id: int) -> list[Group]:
    rows = session.execute(select(*_c).where(_c.linked_by == person_id).order_by(_c.id))
    return [_group(row) for row in rows]


def add_group(
    session: Session, chat_id: int, topic_id: int | None, structure_id: str, title: str, by: int, now: datetime
) -> bool:
    """False when it is linked already."""
    row = {
        "chat_id": chat_id,
        "topic_id": topic_id or 0,
        "structure_id": structure_id,
        "title": title,
        "linked_by": by,
        "preference": to_json(Preference, Preference()),
        "created_at": now,
    }
    return bool(insert_new(session, GroupRow, [row], KEY, returning=["id"]))


def put_group(session: Session, group: Group) -> None:
    """Write where it is, its title, who linked it, and its trouble."""
    values = {
        "chat_id": group.chat_id,
        "topic_id": group.topic_id or 0,
        "title": group.title,
        "linked_by": group.linked_by,
        "trouble": group.trouble,
    }
    session.execute(update(_groups).where(_c.id == group.id).values(**values))


def delete_groups(session: Session, ids: Sequence[int]) -> None:
    session.execute(delete(_groups).where(_c.id.in_(ids)))


def _group(row: Row[Any]) -> Group:
    return Group(
        row.id,
        row.chat_id,
        row.topic_id or None,
        row.structure_id,
        row.title,
        row.linked_by,
        from_json(Preference, row.preference),
        row.paused_until,
        row.trouble,
    )
