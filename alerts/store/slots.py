"""Beats that run once a slot, whatever the number of machines."""

from datetime import datetime

from alerts.store.engine import Session
from alerts.store.mail_tables import SlotRow
from alerts.store.writing import insert_into, table_of

_slots = table_of(SlotRow)
_c = _slots.c


def move(session: Session, name: str, now: datetime, to: datetime) -> bool:
    """The slot is free now, and the next one begins at `to`. One statement: of two at once, one gets True."""
    statement = insert_into(session, _slots).values(name=name, next_at=to)
    due = statement.on_conflict_do_update(index_elements=["name"], set_={"next_at": to}, where=_c.next_at <= now)
    return session.execute(due.returning(_c.name)).first() is not None
