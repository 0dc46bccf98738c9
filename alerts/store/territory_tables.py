"""The tables of what was seen in a territory: each opportunity as it is counted, and where it is.

As in `tables.py`: rows never leave `alerts/store`, and JSON is kept as text.
"""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from alerts.store.columns import UtcDateTime, belongs_to


class SeenRow(SQLModel, table=True):
    """`versions`: the notices that it was read from, so that it is read again when one of them changes. `content` is
    JSON: buyer, lots, what each is reserved to and its clauses, with the sentences that prove them."""

    __tablename__ = "seen_opportunity"
    opportunity_id: str = Field(sa_column=belongs_to("opportunity.id", primary_key=True))
    appeared: date = Field(index=True)
    versions: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    read_at: datetime = Field(sa_type=UtcDateTime)


class SeenPlaceRow(SQLModel, table=True):
    """A département of an opportunity; "" when its place is not known."""

    __tablename__ = "seen_place"
    opportunity_id: str = Field(sa_column=belongs_to("seen_opportunity.opportunity_id", primary_key=True))
    departement: str = Field(primary_key=True, index=True)
