"""The contract of a channel: one letter, and an outcome as a value."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from alerts.messages.message import Message
from alerts.model.delivery import Claimed, Outcome
from alerts.model.structure import Structure


class Style(StrEnum):
    """How much a channel says at once."""

    PAGE = "page"  # one whole page a message
    CARD = "card"  # one screen of a phone with its actions; several that are due together leave as one list
    MAIL = "mail"  # a letter with its links; what is due together leaves as one


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go, and to whom.

    `address` is in the channel's own words ("" for the folder, "chat" or "chat/topic" for Telegram). `answers` is the
    receipt of the message that this one replies to, "" for none. `to` is None for an address that is nobody's yet.
    `why`: one sentence that says why they receive it, for channels that have a footer; `membership` is the one through
    which they do, which links to stop it or to act name. `network`: (person, network) of what a network says by
    itself; what stops it then stops the letters of that network only.
    """

    to: Structure | None
    message: Message
    address: str = ""
    answers: str = ""
    why: str = ""
    membership: int | None = None
    network: tuple[int, int] | None = None


class Channel(Protocol):
    """A way to reach people.

    `send` answers Sent, Later (with when: the service asked to wait), Refused (this will never work, and why, in
    French), Unreachable (nothing will) or Moved. An exception is trouble nobody foresaw: the ledger tries again later,
    with growing pauses. A message may be sent twice after a crash: a channel that can recognise `delivery.dedupe_key`
    makes the second one harmless.
    """

    name: str
    style: Style

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        """Send `letter`; `delivery` is its row of the ledger (the first of them when several leave as one message)."""
