"""The tables of what is read, matched and owed (those of people stand in `people_tables.py`).

They only store: values are checked where they are made, in `alerts.model` and `scrapers.notice`. Rows never leave
`alerts/store`: queries take and give plain values. JSON is kept as text (see `values.py`).
No `from __future__ import annotations` here: SQLModel reads the annotations when classes are made.
"""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from alerts.store.columns import NEVER_AGAIN, UtcDateTime, belongs_to, may_belong_to, may_refer_to


class OpportunityRow(SQLModel, table=True):
    """One procedure, whatever the number of notices that speak of it. `id` is that of its first notice.

    `facts` holds what each source said last, and what people were told last. `closed`: "cancelled" or "awarded".
    """

    __tablename__ = "opportunity"
    id: str = Field(primary_key=True)
    procedure_id: str | None = None
    announced_only: bool = False  # prior notices only: the call that follows is another opportunity
    closed: str | None = None
    facts: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)


class IdentityRow(SQLModel, table=True):
    """A key by which a notice is recognised as one of an opportunity ("notice:boamp:26-1", "procedure:…")."""

    __tablename__ = "identity"
    key: str = Field(primary_key=True)
    opportunity_id: str = Field(sa_column=belongs_to("opportunity.id", index=True))


class NoticeRow(SQLModel, table=True):
    """`content` is the whole Notice. `matched_at` is NULL until `match_new` has dealt with this version.

    `version` counts the versions read, from 1. `trouble`: why this version could not be dealt with; it waits for a
    second try and keeps nobody waiting.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index(
            "ix_notice_to_match",
            "published",
            "first_seen",
            sqlite_where=text("matched_at IS NULL"),
            postgresql_where=text("matched_at IS NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    source: str
    kind: str
    published: date | None = None
    fingerprint: str
    version: int = 1
    content: str = Field(sa_type=Text)
    opportunity_id: str = Field(sa_column=belongs_to("opportunity.id", index=True))
    first_seen: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    matched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    trouble: str | None = None


class StructureRow(SQLModel, table=True):
    """`channels` repeats those of `content`, as JSON: what owing a message needs to know, without reading the rest.

    `paused_until`: the structure is full, nobody in it is told anything before.
    """

    __tablename__ = "structure"
    id: str = Field(primary_key=True)
    channels: str
    content: str = Field(sa_type=Text)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MatchRow(SQLModel, table=True):
    """A structure was told of this opportunity, or is about to be: once, whatever comes later.

    `id` stands in buttons. `status` is what the structure does with it (`alerts.model.response`), NULL while it has
    not said; `status_by` is the person who said so.
    """

    __tablename__ = "match"
    __table_args__ = (UniqueConstraint("structure_id", "opportunity_id"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    structure_id: str = Field(sa_column=belongs_to("structure.id"))
    opportunity_id: str = Field(sa_column=belongs_to("opportunity.id", index=True))
    content: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    status: str | None = None
    status_why: str | None = None
    status_by: int | None = Field(sa_column=may_refer_to("person.id"))
    status_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeliveryRow(SQLModel, table=True):
    """The ledger. `next_at` is queue, schedule, retry and lease, NULL when finished; `attempts` is the fencing token.

    `outcome`: "sent" (with `receipt`) or "refused" (with `reason`); NULL while waiting, `reason` then says for what.
    `recipient` is "" for the structure itself, "person:12", "group:3" or "network-chat:5"; `rank` is what leaves first
    among what is due.
    `failures` counts the errors that nobody foresaw: what a channel asked to wait for is none.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        Index(
            "ix_delivery_due",
            "rank",
            "next_at",
            "id",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index(
            "ix_delivery_waiting",
            "recipient",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_delivery_receipt", "channel", "receipt"),
    )
    id: int | None = Field(default=None, primary_key=True)
    structure_id: str | None = Field(sa_column=may_belong_to("structure.id", index=True))
    match_id: int | None = Field(sa_column=may_refer_to("match.id", index=True))
    channel: str
    recipient: str = ""
    rank: int = 2
    kind: str
    cause: str = Field(sa_type=Text)
    dedupe_key: str
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    failures: int = 0
    outcome: str | None = None
    receipt: str | None = None
    reason: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SourceStateRow(SQLModel, table=True):
    """Where the reading of a source stands. `turn` is the fencing token of the reader that has it in hand.

    `reading_until` is the end of the period that the requests still to be made cover; NULL between two readings.
    """

    __tablename__ = "source_state"
    name: str = Field(primary_key=True)
    next_check_at: datetime = Field(sa_type=UtcDateTime)
    turn: int = 0
    reading_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_complete: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_success: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_item: date | None = None
    failures: int = 0
    error: str | None = None


class PendingRequestRow(SQLModel, table=True):
    """A request still to be made; the highest `id` goes first, so that what follows from an answer is asked next.

    `first`: one that began the reading, not one that followed from an answer.
    """

    __tablename__ = "pending_request"
    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    content: str = Field(sa_type=Text)
    first: bool = False
    tries: int = 0


class ValidatorRow(SQLModel, table=True):
    """What a server gave to ask "has this changed?" (RFC 9110, section 13), by address."""

    __tablename__ = "validator"
    url: str = Field(primary_key=True)
    source: str
    etag: str | None = None
    modified: str | None = None
    seen_at: datetime = Field(sa_type=UtcDateTime)


class RejectRow(SQLModel, table=True):
    """A notice that could not be read, with its bytes. `key` is its publisher's id, or the digest of its bytes."""

    __tablename__ = "reject"
    __table_args__ = (UniqueConstraint("source", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    source: str
    key: str
    publisher_id: str | None = None
    reason: str
    content: bytes = Field(sa_type=LargeBinary)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
