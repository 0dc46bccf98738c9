"""The updates of the chat, from their receipt until they are dealt with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from alerts.store.engine import Session
from alerts.store.people_tables import InboxRow
from alerts.store.writing import insert_new, table_of

_inbox = table_of(InboxRow)
_c = _inbox.c


@dataclass(frozen=True, slots=True)
class Held:
    """An update that waits. `content` is JSON, as Telegram wrote it; `tries` counts how often it was begun."""

    id: int
    content: str
    tries: int


def add(session: Session, updates: Sequence[tuple[int, str]], now: datetime) -> set[int]:
    """Keep (id, JSON) of those that were never seen; the ids of those."""
    rows = [{"update_id": number, "content": content, "tries": 0, "received_at": now} for number, content in updates]
    return {row[0] for row in insert_new(session, InboxRow, rows, ["update_id"], returning=["update_id"])}


def undone(session: Session) -> list[Held]:
    """Oldest first. By arrival before number: after a quiet week, Telegram draws new numbers (Bot API, Update)."""
    query = select(_c.update_id, _c.content, _c.tries).where(_c.done_at.is_(None), _c.content.is_not(None))
    return [Held(*row) for row in session.execute(query.order_by(_c.received_at, _c.update_id))]


def count_try(session: Session, update_id: int) -> bool:
    """One more try; False when there is nothing left to try."""
    waits = (_c.update_id == update_id, _c.done_at.is_(None))
    answer = session.execute(update(_inbox).where(*waits).values(tries=_c.tries + 1).returning(_c.update_id))
    return answer.first() is not None


def finish(session: Session, update_id: int, now: datetime) -> None:
    """Dealt with: only its number stays."""
    session.execute(update(_inbox).where(_c.update_id == update_id).values(content=None, done_at=now))


def delete_done_before(session: Session, moment: datetime) -> int:
    """How many numbers were forgotten."""
    gone = session.execute(delete(_inbox).where(_c.done_at < moment).returning(_c.update_id))
    return len(gone.all())
