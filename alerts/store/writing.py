"""Bulk writing and looking up through Core: many rows in one statement."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ARRAY, Select, Table, func, literal, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from alerts.store.engine import Session

T = TypeVar("T")
Rows = Sequence[Mapping[str, Any]]
AT_ONCE = 500  # values in one IN (…): SQLite allows 32,766 variables a statement


def table_of(model: type[SQLModel]) -> Table:
    """The Core table behind a class of `tables.py`."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def parts(values: Collection[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """`values` in lists of at most `size`."""
    held = list(values)
    for start in range(0, len(held), size):
        yield held[start : start + size]


def insert_rows(session: Session, model: type[SQLModel], rows: Rows) -> None:
    """Insert all, or fail."""
    if rows:
        session.execute(table_of(model).insert(), list(rows))


def insert_new(
    session: Session, model: type[SQLModel], rows: Rows, key: Sequence[str], *, returning: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Insert the rows whose `key` is not there yet; the `returning` columns of those that were inserted.

    What RETURNING gives is believed, never `rowcount`: drivers differ on it after a conflict.
    """
    if not rows:
        return []
    table = table_of(model)
    chosen = [table.c[name] for name in returning]
    if is_postgresql(session):
        whole = postgresql.insert(table).from_select(list(rows[0]), _unnested(table, rows))
        answer = session.execute(whole.on_conflict_do_nothing(index_elements=list(key)).returning(*chosen))
    else:
        each = sqlite.insert(table).on_conflict_do_nothing(index_elements=list(key))
        answer = session.execute(each.returning(*chosen), list(rows))
    return [tuple(row) for row in answer]


def _unnested(table: Table, rows: Rows) -> Select[Any]:
    """The rows as one array a column: one statement of PostgreSQL, however many they are."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return select(
        *(func.unnest(literal(values, ARRAY(table.c[name].type))).label(name) for name, values in columns.items())
    )


def put_rows(session: Session, model: type[SQLModel], rows: Rows, key: Sequence[str]) -> None:
    """Insert the rows; where `key` is already there, write over the columns given."""
    if not rows:
        return
    statement = insert_into(session, table_of(model))
    given = {name: statement.excluded[name] for name in rows[0] if name not in key}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=given), list(rows))


def insert_into(session: Session, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """The INSERT of this database, that knows ON CONFLICT."""
    return postgresql.insert(table) if is_postgresql(session) else sqlite.insert(table)


def take_turn(session: Session, lock: int) -> None:
    """One holder of this lock at a time, until the end of its transaction. SQLite has one writer anyway."""
    if is_postgresql(session):
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})


def is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
