"""A message owed to someone, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from alerts.model.people import Recipient


class DeliveryKind(StrEnum):
    ALERT = "alert"
    CORRECTION = "correction"
    REMINDER = "reminder"  # the deadline of what was kept comes near
    NOTICE = "notice"  # a word about the service itself: a topic that closed
    DIGEST = "digest"  # what a rhythm gathers; alerts due with it are told in it
    HELP = "help"  # reply help that somebody asked for
    BROADCAST = "broadcast"  # written by the animator of a network
    CONFIRMATION = "confirmation"  # « is this address yours? », asked before anything else is sent to it
    STEP = "step"  # steps of a back-planning that come near
    PROOF = "proof"  # documents of the drawer that end soon
    OUTCOME = "outcome"  # « did you answer? did you win? »
    AWARD = "award"  # a lot whose hours the structure could provide was won by somebody
    RADAR = "radar"  # to animators: lots that close soon and that no member of their network is on
    TERRITORY = "territory"  # the monthly letter of a network
    CALL = "call"  # partners are looked for, somebody said yes, a group moves on
    LEAD = "lead"  # a claused lot was won near a member of a network, whose hours could serve
    ACCESS = "access"  # a link that opens somebody's settings, asked for by them


class Rank(IntEnum):
    """What leaves first among what is due."""

    FIRST = 0  # a correction, to those who answer
    SOON = 1  # other corrections, reminders, what closes soon
    USUAL = 2


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to owe. `cause` is plain JSON: what is needed to write the message again at any time.

    `structure_id` is None for what is sent to an address before it is anybody's (CONFIRMATION, ACCESS), and for what a
    network says by itself to its people or in its chat: `cause` then names it (`network`).

    `dedupe_key` is unique over all time: owing the same thing twice is doing nothing. `recipient`: see
    `alerts.model.people.Recipient.key`. `match_id`: the match it speaks of, None when it speaks of none.
    """

    structure_id: str | None
    channel: str
    kind: DeliveryKind
    cause: dict[str, object]
    dedupe_key: str
    due_at: datetime  # aware
    recipient: str = ""
    match_id: int | None = None
    rank: Rank = Rank.USUAL


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row in hand. `attempts` is the fencing token: it must still be ours when we settle. `failures` counts the
    errors that nobody foresaw."""

    id: int
    structure_id: str | None
    channel: str
    kind: DeliveryKind
    cause: dict[str, object]
    dedupe_key: str
    attempts: int
    recipient: str = ""
    match_id: int | None = None
    failures: int = 0

    @property
    def to(self) -> Recipient:
        return Recipient(self.channel, self.recipient)


@dataclass(frozen=True, slots=True)
class Sent:
    receipt: str  # what the channel knows it by: a path, "chat/message" on Telegram


@dataclass(frozen=True, slots=True)
class Later:
    """`failed`: an error that nobody foresaw. These are counted: the ledger ends by giving up."""

    at: datetime
    why: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """This message will never go; the next one to the same recipient may."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing goes to this recipient any more, until they come back: blocked, deleted, deactivated, removed.

    `told`: the reason as the person concerned reads it, "" when it is the same: no code, no answer of a server.
    """

    reason: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The recipient now lives at `address` (a group that became a supergroup): written down, and sent there."""

    address: str


Outcome = Sent | Later | Refused | Unreachable | Moved
