"""The tables of people: who they are, in which structures, in which groups, and what they are in the middle of.

As in `tables.py`: rows never leave `alerts/store`, and JSON is kept as text.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from alerts.store.columns import NEVER_AGAIN, UtcDateTime, belongs_to, may_refer_to, part_of


class PersonRow(SQLModel, table=True):
    """`telegram_id` is both the user and the private chat. `step` is JSON (`alerts.model.people.Step`)."""

    __tablename__ = "person"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    name: str = ""
    current: int | None = None  # a membership; no reference, since memberships refer to people
    step: str | None = Field(default=None, sa_type=Text)
    blocked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class MembershipRow(SQLModel, table=True):
    """A person in a structure. `preference` is JSON."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "structure_id"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_column=part_of("person.id"))
    structure_id: str = Field(sa_column=belongs_to("structure.id", index=True))
    role: str
    preference: str = Field(sa_type=Text)
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class GroupRow(SQLModel, table=True):
    """A Telegram group, or one topic of it (`topic_id` 0: the group itself), where a structure is told."""

    __tablename__ = "chat_group"
    __table_args__ = (UniqueConstraint("chat_id", "topic_id", "structure_id"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    topic_id: int = 0
    structure_id: str = Field(sa_column=belongs_to("structure.id", index=True))
    title: str = ""
    linked_by: int | None = Field(sa_column=may_refer_to("person.id"))
    preference: str = Field(sa_type=Text)
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    trouble: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class TokenRow(SQLModel, table=True):
    """A link that acts once. Only the hash of the token is kept; `subject` is JSON, what it gives right to."""

    __tablename__ = "token"
    hash: str = Field(primary_key=True)
    purpose: str
    subject: str = Field(sa_type=Text)
    made_by: int | None = Field(sa_column=may_refer_to("person.id", index=True))
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class InboxRow(SQLModel, table=True):
    """An update of the chat, kept before it is acknowledged. `content` is emptied once it is dealt with; what stays is
    its number, so that the same update is never dealt with twice."""

    __tablename__ = "inbox"
    update_id: int = Field(sa_type=BigInteger, primary_key=True)
    content: str | None = Field(default=None, sa_type=Text)
    tries: int = 0
    received_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
