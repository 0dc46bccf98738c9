"""The tables of e-mail and of the pages: addresses, what must never be written to again, limits, near misses, slots.

As in `tables.py`: rows never leave `alerts/store`, and JSON is kept as text.
"""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlmodel import Field, SQLModel

from alerts.store.columns import NEVER_AGAIN, UtcDateTime, belongs_to


class AddressRow(SQLModel, table=True):
    """An e-mail address, written in lower case. It is nobody's (`person_id` NULL) until it was confirmed.

    `proof` is JSON: when, where and under which words the person asked for e-mails (GDPR, article 7). `trouble`: why
    nothing is sent there any more. `score` counts the days with a refusal that may pass, `scored_on` is the last one.
    `generation` is in the addresses of the calendar and of the feed: one more, and those given before are dead.
    """

    __tablename__ = "address"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    person_id: int | None = Field(
        sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=True, unique=True)
    )
    asked_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    proof: str | None = Field(default=None, sa_type=Text)
    trouble: str | None = None
    trouble_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    score: int = 0
    scored_on: date | None = None
    generation: int = 1


class SuppressedRow(SQLModel, table=True):
    """What stays of an address that must not be written to, once it is erased: its keyed digest, and why."""

    __tablename__ = "suppressed"
    digest: str = Field(primary_key=True)
    reason: str
    at: datetime = Field(sa_type=UtcDateTime)


class RateRow(SQLModel, table=True):
    """How often something was done since `starts_at`. `key` holds no personal data: what is personal is digested."""

    __tablename__ = "rate"
    key: str = Field(primary_key=True)
    starts_at: datetime = Field(sa_type=UtcDateTime, index=True)
    count: int = 0


class NearMissRow(SQLModel, table=True):
    """What a structure nearly had, as of the last daily look. `content` is the Match, `place` its order from 0."""

    __tablename__ = "near_miss"
    structure_id: str = Field(sa_column=belongs_to("structure.id", primary_key=True))
    place: int = Field(primary_key=True)
    notice_id: str
    content: str = Field(sa_type=Text)
    found_at: datetime = Field(sa_type=UtcDateTime)


class SlotRow(SQLModel, table=True):
    """A beat that must run once a slot whatever the number of machines: whoever moves `next_at` runs it."""

    __tablename__ = "slot"
    name: str = Field(primary_key=True)
    next_at: datetime = Field(sa_type=UtcDateTime)
