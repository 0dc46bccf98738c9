"""A row that a network says by itself, with what its message stands on."""

from collections.abc import Callable
from dataclasses import dataclass

from alerts.messages.message import Message
from alerts.model.delivery import Claimed, Later, Refused
from alerts.model.network import Network
from alerts.services.current import Current
from alerts.store.engine import Database, Session
from alerts.store.recipients import Listener


@dataclass(frozen=True, slots=True)
class Posted:
    """Ready to be written. `current`: what is open now, None where nobody reads it."""

    row: Claimed
    network: Network
    listener: Listener
    current: Current | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A message, and what is written down once it is written, in a transaction of its own: safe to repeat."""

    message: Message
    noted: Callable[[Session], None]


@dataclass(frozen=True, slots=True)
class Apart:
    """A message that takes seconds to write: it is, once the session in which its row was looked at is closed."""

    write: Callable[[Database], Message | Refused | Later]
