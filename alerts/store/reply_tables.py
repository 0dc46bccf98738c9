"""The tables of reply help: the sheet and the proofs of a structure, its work on a lot, and what became of it.

As in `tables.py`: rows never leave `alerts/store`, and JSON is kept as text.
"""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

from alerts.store.columns import NEVER_AGAIN, UtcDateTime, belongs_to, may_refer_to


class SheetRow(SQLModel, table=True):
    """`content` is the Sheet of the structure."""

    __tablename__ = "sheet"
    structure_id: str = Field(sa_column=belongs_to("structure.id", primary_key=True))
    content: str = Field(sa_type=Text)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class ProofRow(SQLModel, table=True):
    """One document of the drawer; `content` is the Proof, `valid_until` repeated from it for the daily look."""

    __tablename__ = "proof"
    __table_args__ = NEVER_AGAIN
    id: int | None = Field(default=None, primary_key=True)
    structure_id: str = Field(sa_column=belongs_to("structure.id", index=True))
    kind: str
    content: str = Field(sa_type=Text)
    valid_until: date | None = Field(default=None, index=True)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class ProofFileRow(SQLModel, table=True):
    """The document itself: only where the host allows it (`[reply] keep_documents`)."""

    __tablename__ = "proof_file"
    proof_id: int = Field(sa_column=Column(Integer, ForeignKey("proof.id", ondelete="CASCADE"), primary_key=True))
    name: str
    media_type: str
    size: int
    content: bytes = Field(sa_type=LargeBinary)
    added_at: datetime = Field(sa_type=UtcDateTime)


class WorkRow(SQLModel, table=True):
    """What a structure decided and did on one lot (`lot` "": the whole contract). `content` is the Work."""

    __tablename__ = "reply_work"
    match_id: int = Field(sa_column=Column(Integer, ForeignKey("match.id", ondelete="CASCADE"), primary_key=True))
    lot: str = Field(default="", primary_key=True)
    content: str = Field(sa_type=Text)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class OutcomeRow(SQLModel, table=True):
    """What became of a match, told by the structure afterwards."""

    __tablename__ = "reply_outcome"
    match_id: int = Field(sa_column=Column(Integer, ForeignKey("match.id", ondelete="CASCADE"), primary_key=True))
    outcome: str
    said_by: int | None = Field(sa_column=may_refer_to("person.id"))
    said_on: date
    at: datetime = Field(sa_type=UtcDateTime)
