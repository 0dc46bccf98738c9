"""The tables of networks: who animates, who is in, what is broadcast and what members do with it, where they speak.

As in `tables.py`: rows never leave `alerts/store`, and JSON is kept as text.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from alerts.store.columns import NEVER_AGAIN, UtcDateTime, belongs_to, may_refer_to


def _of_network(*, primary_key: bool = False, index: bool = False) -> Column[int]:
    reference = ForeignKey("network.id", ondelete="CASCADE")
    return Column(Integer, reference, nullable=False, primary_key=primary_key, index=index)


class NetworkRow(SQLModel, table=True):
    """`content` is JSON: trades, territory and the weekly cap. `approved_at` NULL: it waits for the host."""

    __tablename__ = "network"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: str
    content: str = Field(sa_type=Text)
    asked_by: int | None = Field(sa_column=may_refer_to("person.id"))
    created_at: datetime = Field(sa_type=UtcDateTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AnimatorRow(SQLModel, table=True):
    __tablename__ = "network_animator"
    network_id: int = Field(sa_column=_of_network(primary_key=True))
    person_id: int = Field(sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    since: datetime = Field(sa_type=UtcDateTime)


class MemberRow(SQLModel, table=True):
    """`shares` is JSON: what the structure lets the network see."""

    __tablename__ = "network_member"
    network_id: int = Field(sa_column=_of_network(primary_key=True))
    structure_id: str = Field(sa_column=belongs_to("structure.id", primary_key=True, index=True))
    shares: str = Field(sa_type=Text)
    joined_at: datetime = Field(sa_type=UtcDateTime)


class MuteRow(SQLModel, table=True):
    """A person who wants no broadcast of this network any more; their own alerts go on."""

    __tablename__ = "network_mute"
    network_id: int = Field(sa_column=_of_network(primary_key=True))
    person_id: int = Field(sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    since: datetime = Field(sa_type=UtcDateTime)


class BroadcastRow(SQLModel, table=True):
    """`target` and `written` are JSON. `sent_at` NULL: a draft. `reached`: how many structures it was owed to.

    `owed_up_to`: the last structure, in the order of their ids, that a page of members ended with; NULL when all of
    them were gone through, or none. `withdrawn_at`: the animator took it back; what has not left stays here.
    """

    __tablename__ = "broadcast"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(sa_column=_of_network(index=True))
    author: int | None = Field(sa_column=may_refer_to("person.id"))
    note: str = Field(sa_type=Text)
    target: str = Field(sa_type=Text)
    notice_id: str | None = None
    written: str | None = Field(default=None, sa_type=Text)
    reached: int = 0
    owed_up_to: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class InterestRow(SQLModel, table=True):
    """The last thing that a structure did with a broadcast."""

    __tablename__ = "broadcast_interest"
    broadcast_id: int = Field(
        sa_column=Column(Integer, ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True)
    )
    structure_id: str = Field(sa_column=belongs_to("structure.id", primary_key=True))
    interest: str
    at: datetime = Field(sa_type=UtcDateTime)


class NetworkChatRow(SQLModel, table=True):
    """A Telegram group, one topic of it (`topic_id` 0: the group itself) or a channel, where a network speaks."""

    __tablename__ = "network_chat"
    __table_args__ = (UniqueConstraint("chat_id", "topic_id", "network_id"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(sa_column=_of_network(index=True))
    chat_id: int = Field(sa_type=BigInteger)
    topic_id: int = 0
    title: str = ""
    channel: bool = False
    linked_by: int | None = Field(sa_column=may_refer_to("person.id"))
    trouble: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class RadarToldRow(SQLModel, table=True):
    """A lot that the animators of a network were told of. `stage`: 15 or 8, the days of the last one."""

    __tablename__ = "radar_told"
    network_id: int = Field(sa_column=_of_network(primary_key=True))
    opportunity_id: str = Field(sa_column=belongs_to("opportunity.id", primary_key=True, index=True))
    lot: str = Field(default="", primary_key=True)
    stage: int
    at: datetime = Field(sa_type=UtcDateTime)
