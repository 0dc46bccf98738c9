"""The tables of answering together: calls for partners, whom they were proposed to, the rooms of groups.

As in `tables.py`: rows never leave `alerts/store`, and JSON is kept as text.
"""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from alerts.store.columns import NEVER_AGAIN, UtcDateTime, belongs_to, may_refer_to, part_of


class CallRow(SQLModel, table=True):
    """A member looks for partners on one lot (`lot` "": the whole contract). `waved_at`: when members were asked."""

    __tablename__ = "partner_call"
    __table_args__ = (UniqueConstraint("network_id", "structure_id", "opportunity_id", "lot"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(sa_column=part_of("network.id"))
    structure_id: str = Field(sa_column=belongs_to("structure.id", index=True))
    opportunity_id: str = Field(sa_column=belongs_to("opportunity.id", index=True))
    notice_id: str
    lot: str = ""
    opened_by: int | None = Field(sa_column=may_refer_to("person.id"))
    freely: bool = False
    opened_at: datetime = Field(sa_type=UtcDateTime)
    closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    waved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CandidateRow(SQLModel, table=True):
    """`brings` is JSON: the pieces, in words. `answer` and `seeker_answer` NULL: not said yet."""

    __tablename__ = "call_candidate"
    call_id: int = Field(sa_column=Column(Integer, ForeignKey("partner_call.id", ondelete="CASCADE"), primary_key=True))
    structure_id: str = Field(sa_column=belongs_to("structure.id", primary_key=True, index=True))
    rank: int
    brings: str = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answer: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seeker_answer: str | None = None
    seeker_answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RoomRow(SQLModel, table=True):
    """`content` is JSON: mandataire, kind of group, who does what, tasks of the shared plan, who agrees."""

    __tablename__ = "group_room"
    __table_args__ = (UniqueConstraint("call_id"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    network_id: int = Field(sa_column=part_of("network.id", index=True))
    opportunity_id: str = Field(sa_column=belongs_to("opportunity.id", index=True))
    notice_id: str
    lot: str = ""
    call_id: int | None = Field(sa_column=may_refer_to("partner_call.id"))
    content: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RoomMemberRow(SQLModel, table=True):
    __tablename__ = "group_room_member"
    room_id: int = Field(sa_column=Column(Integer, ForeignKey("group_room.id", ondelete="CASCADE"), primary_key=True))
    structure_id: str = Field(sa_column=belongs_to("structure.id", primary_key=True, index=True))
    joined_at: datetime = Field(sa_type=UtcDateTime)


class ProposalRow(SQLModel, table=True):
    """A member was proposed for a lot: to one who looks for partners (`how` "call") or to animators ("radar"), once.

    What the monthly distribution counts. The opportunity is named, not referred to: it may be gone since.
    """

    __tablename__ = "network_proposal"
    network_id: int = Field(sa_column=Column(Integer, ForeignKey("network.id", ondelete="CASCADE"), primary_key=True))
    structure_id: str = Field(sa_column=belongs_to("structure.id", primary_key=True, index=True))
    opportunity_id: str = Field(primary_key=True)
    lot: str = Field(default="", primary_key=True)
    how: str = Field(primary_key=True)
    rank: int
    at: datetime = Field(sa_type=UtcDateTime)
