"""What a network tells one of its members through their structure: calls for partners, groups, hours to offer."""

from collections.abc import Callable
from datetime import datetime

from alerts.messages.message import Message
from alerts.model.delivery import DeliveryKind, Later, Refused
from alerts.services import call_words, leading
from alerts.services.due import Due
from alerts.services.replying import Replying
from alerts.store.engine import Database, Session

_Writer = Callable[[Session, Replying, Due, datetime], Message | Refused | Later]
_WRITERS: dict[DeliveryKind, _Writer] = {
    DeliveryKind.CALL: call_words.message,
    DeliveryKind.LEAD: leading.message,
}
KINDS = frozenset(_WRITERS)


class NetworkWords:
    """Writes them on the day when they are sent. Safe to use from several threads."""

    def __init__(self, database: Database, made: Replying) -> None:
        self._database, self._replying = database, made

    def message(self, one: Due, now: datetime) -> Message | Refused | Later:
        """Refused when it no longer means anything: the call is closed, the structure has left."""
        with self._database.read() as session:
            return _WRITERS[one.row.kind](session, self._replying, one, now)
