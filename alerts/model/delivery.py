"""A message owed to someone, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryKind(StrEnum):
    ALERT = "alert"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to owe. `cause` is plain JSON: what is needed to write the message again at any time.

    `dedupe_key` is unique over all time: owing the same thing twice is doing nothing.
    """

    structure_id: str
    channel: str
    kind: DeliveryKind
    cause: dict[str, object]
    dedupe_key: str
    due_at: datetime  # aware


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row in hand. `attempts` is the fencing token: it must still be ours when we settle."""

    id: int
    structure_id: str
    channel: str
    kind: DeliveryKind
    cause: dict[str, object]
    dedupe_key: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Sent:
    receipt: str  # what the channel knows it by: a path, a message id


@dataclass(frozen=True, slots=True)
class Later:
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str


Outcome = Sent | Later | Refused
