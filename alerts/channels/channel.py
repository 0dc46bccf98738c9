"""The contract of a channel: one message for one structure, and an outcome as a value."""

from typing import Protocol

from alerts.messages.message import Message
from alerts.model.delivery import Claimed, Outcome
from alerts.model.structure import Structure


class Channel(Protocol):
    """A way to reach people. `name` is what structures write in `Structure.channels`.

    `send` answers Sent, Later (with when: the service asked to wait) or Refused (this will never work, and why, in
    French). An exception is trouble nobody foresaw: the ledger tries again later, with growing pauses. A message may be
    sent twice after a crash: a channel that can recognise `delivery.dedupe_key` makes the second one harmless.
    """

    name: str

    async def send(self, message: Message, to: Structure, delivery: Claimed) -> Outcome:
        """Send `message`, due to `to`; `delivery` is its row of the ledger."""
