"""Bulk writing through Core: many rows in one statement, with what was really written given back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from alerts.store.engine import Session

Rows = Sequence[Mapping[str, Any]]


def table_of(model: type[SQLModel]) -> Table:
    """The Core table behind a class of `tables.py`."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def insert_rows(session: Session, model: type[SQLModel], rows: Rows) -> None:
    """Insert all, or fail."""
    if rows:
        session.connection().execute(table_of(model).insert(), list(rows))


def insert_new(
    session: Session, model: type[SQLModel], rows: Rows, key: Sequence[str], *, returning: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Insert the rows whose `key` is not there yet; the `returning` columns of those that were inserted.

    What RETURNING gives is believed, never `rowcount`: drivers differ on it after a conflict.
    """
    if not rows:
        return []
    table = table_of(model)
    statement = insert_into(session, table).on_conflict_do_nothing(index_elements=list(key))
    chosen = [table.c[name] for name in returning]
    answer = session.connection().execute(statement.returning(*chosen), list(rows))
    return [tuple(row) for row in answer]


def insert_into(session: Session, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """The INSERT of this database, that knows ON CONFLICT."""
    return postgresql.insert(table) if session.get_bind().dialect.name == "postgresql" else sqlite.insert(table)
