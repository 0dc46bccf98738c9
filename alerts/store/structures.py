"""Subscribed structures."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from alerts.model.structure import Structure
from alerts.store.engine import Session
from alerts.store.tables import StructureRow
from alerts.store.values import from_json, remembered, to_json
from alerts.store.writing import parts, put_rows, table_of

_structures = table_of(StructureRow)
_c = _structures.c
_CONTENT = select(_c.content).where(_c.id == bindparam("structure"))  # built once: every message asks for it


def put_structures(session: Session, structures: Sequence[Structure], now: datetime) -> None:
    """Insert or write over."""
    rows = [
        {"id": one.id, "channels": json.dumps(one.channels), "content": to_json(Structure, one), "updated_at": now}
        for one in structures
    ]
    put_rows(session, StructureRow, rows, ["id"])


def delete_structures(session: Session, ids: Collection[str]) -> None:
    """With all that is kept about them: matches, messages."""
    for some in parts(ids):
        session.execute(delete(_structures).where(_c.id.in_(some)))


def all_structures(session: Session) -> list[Structure]:
    """In the order of their ids."""
    return [from_json(Structure, text) for text in session.execute(select(_c.content).order_by(_c.id)).scalars()]


def load_structure(session: Session, structure_id: str) -> Structure | None:
    text = session.execute(_CONTENT, {"structure": structure_id}).scalar()
    return remembered(Structure, text) if text else None


def channels_of(session: Session, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Structure id → its channels, for those that exist.

    The structures are held until the end of the transaction: what is written for them has somebody to belong to.
    """
    found: dict[str, tuple[str, ...]] = {}
    for some in parts(ids):
        query = select(_c.id, _c.channels).where(_c.id.in_(some)).with_for_update(read=True, key_share=True)
        found.update((row.id, tuple(json.loads(row.channels))) for row in session.execute(query))
    return found
