"""Column types and references of our own."""

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, Integer, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# SQLite gives the numbers of erased rows again, unless told not to (PostgreSQL never does). A number that stands in an
# old button, or in a reference kept by the chat, must not come to name something else.
NEVER_AGAIN = {"sqlite_autoincrement": True}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC and read back aware in UTC, on every database.

    SQLite gives back naive values and PostgreSQL those of the session's time zone: neither passes this column. Raises
    ValueError on a naive value.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without its time zone: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def belongs_to(target: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    """A reference that follows its target: gone with it, moved with it."""
    reference = ForeignKey(target, ondelete="CASCADE", onupdate="CASCADE")
    return Column(String, reference, nullable=False, primary_key=primary_key, index=index)


def may_belong_to(target: str, *, index: bool = False) -> Column[str]:
    """As `belongs_to`, for what may belong to nothing."""
    reference = ForeignKey(target, ondelete="CASCADE", onupdate="CASCADE")
    return Column(String, reference, nullable=True, index=index)


def may_refer_to(target: str, *, index: bool = False) -> Column[int]:
    """A reference that becomes NULL when its target is gone."""
    return Column(Integer, ForeignKey(target, ondelete="SET NULL"), nullable=True, index=index)


def part_of(target: str, *, index: bool = False) -> Column[int]:
    """A reference by number, gone with its target."""
    return Column(Integer, ForeignKey(target, ondelete="CASCADE"), nullable=False, index=index)
