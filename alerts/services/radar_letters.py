"""The letters of radar of a network: owed by a beat, written on the day when they are sent."""

from datetime import datetime

from alerts.messages.message import Message
from alerts.model.delivery import Later, Refused
from alerts.services.due import NOTHING_LEFT
from alerts.services.posted import Posted
from alerts.store.engine import Session


def message(session: Session, posted: Posted, now: datetime) -> Message | Refused | Later:  # noqa: ARG001
    """Of a row of kind RADAR."""
    return Refused(NOTHING_LEFT)
