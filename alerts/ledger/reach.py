"""Recipients that cannot be reached any more, or that moved: what it changes for what they are owed."""

from datetime import datetime

from alerts.model.people import Recipient
from alerts.store import deliveries, recipients
from alerts.store.engine import Session

STAYS = "l'annonce reste dans /alertes"


def mark_unreachable(session: Session, to: Recipient, reason: str, now: datetime) -> int:
    """Nothing is sent to this person or group until they come back; what waits for them is settled as refused.

    How many messages that is: none is lost to the people of the structure, who still find them in the chat. Safe to
    repeat. A recipient of another kind (the folder) has nowhere to keep that: nothing changes.
    """
    person, group = recipients.number_of(to, recipients.PERSON), recipients.number_of(to, recipients.GROUP)
    if person is not None:
        recipients.mark_blocked(session, person, now)
    elif group is not None:
        recipients.mark_trouble(session, group, reason)
    else:
        return 0
    return deliveries.refuse_waiting(session, to, with_what_stays(to, reason), now)


def with_what_stays(to: Recipient, reason: str) -> str:
    """The reason, and where people still find what was not sent."""
    return f"{reason} ; {STAYS}" if to.key else reason


def move(session: Session, to: Recipient, address: str) -> None:
    """The chat of this group is now that of `address`, for every topic and structure told there. Safe to repeat."""
    group, chat = recipients.number_of(to, recipients.GROUP), recipients.chat_in(address)
    held = recipients.chat_of(session, group) if group is not None else None
    if held is not None and chat is not None and held != chat:
        recipients.move_chat(session, held, chat)
