"""Who is told of what concerns a structure, and where: its folder, its people, its groups."""

from collections.abc import Collection

from alerts.ledger.reach import mark_unreachable
from alerts.model.people import Recipient
from alerts.store import recipients, structures
from alerts.store.engine import Session
from alerts.store.recipients import Listener

__all__ = [
    "Listener",
    "address_of",
    "listener_of",
    "mark_unreachable",
    "move",
    "reachable_again",
    "recipients_of",
]


def recipients_of(session: Session, structure_ids: Collection[str]) -> dict[str, tuple[Listener, ...]]:
    """Structure id → whom its messages are for, today. A structure that is no longer there is left out.

    The structures are held until the end of the transaction: what is written for them has somebody to belong to.
    """
    held = structures.channels_of(session, structure_ids)
    return recipients.listeners_of(session, held.keys())


def listener_of(session: Session, structure_id: str, to: Recipient) -> Listener | None:
    """How this recipient is told of what concerns this structure; None when they no longer are, or are out of reach."""
    return recipients.listener_of(session, structure_id, to)


def address_of(session: Session, to: Recipient) -> str | None:
    """« 12 » for a person, « -100123 » or « -100123/7 » for a group; None when they are gone or out of reach."""
    return recipients.address_of(session, to)


def move(session: Session, old_chat_id: int, new_chat_id: int) -> None:
    """A group became a supergroup: all its topics and structures follow. Safe to repeat."""
    recipients.move_chat(session, old_chat_id, new_chat_id)


def reachable_again(session: Session, telegram_id: int) -> bool:
    """Whoever had blocked us writes to us again: they are told again from now on. False when nothing had changed."""
    return recipients.unblock(session, telegram_id) is not None
