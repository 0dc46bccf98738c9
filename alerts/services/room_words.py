"""What is told of a group, on the day when it is sent."""

from datetime import datetime

from alerts.messages.message import Message
from alerts.model.delivery import Later, Refused
from alerts.services.due import NOTHING_LEFT, Due
from alerts.services.replying import Replying
from alerts.store.engine import Session


def message(session: Session, made: Replying, one: Due, now: datetime) -> Message | Refused | Later:  # noqa: ARG001
    """Of a row of kind CALL whose cause holds a `room`."""
    return Refused(NOTHING_LEFT)
