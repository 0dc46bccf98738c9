"""Who stands behind a structure: people, what they are to it, and the groups where it is told."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from alerts.model.preference import Preference


class Role(StrEnum):
    """What a member may do. Both receive, keep, answer and refuse; a manager also changes the profile and the team."""

    MANAGER = "manager"  # in French: responsable
    MEMBER = "member"  # in French: équipier


@dataclass(frozen=True, slots=True)
class Step:
    """Where a person stands in a conversation, kept in the database: a restart in the middle loses nothing.

    `space` and `at` name a command and its step ("" when nothing is under way). `memo` is plain JSON, owned by that
    command (a draft of profile). `bubble` is the message edited while the step lasts. `buttons` are the (label, data)
    pairs last shown, so that they can be typed as well as tapped. `keyboard`: a keyboard stands under the text field,
    to be taken away.
    """

    space: str = ""
    at: str = ""
    memo: dict[str, object] = field(default_factory=dict)
    bubble: int | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    keyboard: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """`telegram_id` is both the user and the private chat (Bot API: they are equal). `name` is the first name only.

    `current` is the membership that commands are about. `blocked_at`: since when the bot cannot write to them.
    """

    id: int
    telegram_id: int | None
    name: str
    created_at: datetime
    current: int | None = None
    step: Step = field(default_factory=Step)
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """One person in one structure. `id` stands in buttons: it names both. `paused_until`: nothing is sent before."""

    id: int
    person_id: int
    structure_id: str
    role: Role
    preference: Preference = field(default_factory=Preference)
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group (or a topic of it) where a structure is told. `linked_by` is the person who linked it.

    `trouble`: why it can no longer be written to, in French; None while it can.
    """

    id: int
    chat_id: int
    topic_id: int | None
    structure_id: str
    title: str
    linked_by: int | None
    preference: Preference = field(default_factory=Preference)
    paused_until: datetime | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a row of the ledger is for, on a channel. `key` is "" for the structure itself (its folder),
    "person:12", "group:3", "network-chat:5" for the chat of a network, or "address:7" for an e-mail address that is
    nobody's yet."""

    channel: str
    key: str = ""
