"""What was owed or kept for somebody who is no longer there."""

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import delete, select, update

from alerts.model.people import Recipient
from alerts.store.engine import Session
from alerts.store.people_tables import InboxRow
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of

_deliveries, _inbox = table_of(DeliveryRow), table_of(InboxRow)
_d, _i = _deliveries.c, _inbox.c


def end_waiting(session: Session, recipient: str, structure_id: str, now: datetime, reason: str) -> None:
    """What waits for them about this structure will not leave, and why. `recipient`: see `Recipient.key`."""
    waiting = (_d.recipient == recipient, _d.structure_id == structure_id, _d.next_at.is_not(None))
    ended = {"next_at": None, "settled_at": now, "outcome": "refused", "reason": reason}
    session.execute(update(_deliveries).where(*waiting).values(**ended))


def delete_deliveries_to(session: Session, recipient: str) -> None:
    """On all channels, sent or waiting. `recipient`: see `alerts.model.people.Recipient.key`."""
    if recipient == Recipient("").key:
        raise ValueError("the messages of all structures have no recipient of their own")
    session.execute(delete(_deliveries).where(_d.recipient == recipient))


def empty_inbox_of(session: Session, telegram_id: int, now: datetime) -> None:
    """What they wrote, or others in their chat, and was not dealt with yet: only its number stays."""
    query = select(_i.update_id, _i.content).where(_i.content.contains(str(telegram_id)))
    theirs = [row.update_id for row in session.execute(query) if _speaks_of(row.content, telegram_id)]
    if theirs:
        session.execute(update(_inbox).where(_i.update_id.in_(theirs)).values(content=None, done_at=now))


def _speaks_of(content: str, telegram_id: int) -> bool:
    """Some object in it (a user, a chat) has this id. What cannot be read may be theirs."""
    try:
        held = json.loads(content)
    except ValueError:
        return True
    return any(one.get("id") == telegram_id for one in _objects(held))


def _objects(held: object) -> Iterator[dict[str, object]]:
    if isinstance(held, dict):
        yield held
    inside = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
    for one in inside:
        yield from _objects(one)
