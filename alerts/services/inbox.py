"""What people write to us is kept before it is acknowledged, dealt with once, then emptied."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from alerts.store import inbox
from alerts.store.engine import Session
from alerts.store.inbox import Held

logger = logging.getLogger(__name__)

TRIES = 3  # an update that saw the process die three times is what kills it
REMEMBERED = timedelta(days=2)  # Telegram sends an update again for 24 hours at most (Bot API, getUpdates)


def keep(session: Session, updates: Sequence[tuple[int, str]], now: datetime) -> set[int]:
    """Keep these updates (id, JSON). The ids of those that are new: the others are dealt with, or will be."""
    return inbox.add(session, updates, now)


def waiting(session: Session, now: datetime) -> list[Held]:
    """What must still be dealt with, in the order it came: asked once, when the process starts.

    An update that was begun `TRIES` times without ever ending is emptied, and told by its number only.
    """
    undone = inbox.undone(session)
    for one in undone:
        if one.tries >= TRIES:
            inbox.finish(session, one.id, now)
            logger.error("update %d was begun %d times and never ended: it is put aside", one.id, one.tries)
    return [one for one in undone if one.tries < TRIES]


def begin(session: Session, update_id: int) -> bool:
    """Say that it is taken in hand. False when it is dealt with already: leave it."""
    return inbox.count_try(session, update_id)


def done(session: Session, update_id: int, now: datetime) -> None:
    """It is dealt with. Its content, which is personal, is emptied; its number is remembered."""
    inbox.finish(session, update_id, now)


def sweep(session: Session, now: datetime) -> int:
    """Forget the numbers that cannot come again. How many were."""
    return inbox.delete_done_before(session, now - REMEMBERED)
