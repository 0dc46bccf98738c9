"""A database of each earlier version, with a row in every table, is brought up to date and loses nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, MetaData, Numeric, select

from alerts.store import schema
from alerts.store.engine import Database, open_database
from tests.databases import BOTH, drop_postgres, new_postgres

EARLIER = ("0001", "0002", "0003", "0004", "0005")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Without any table."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'old.db'}" if on_sqlite else new_postgres()
    database = open_database(url)
    yield database
    database.close()
    if not on_sqlite:
        drop_postgres(url)


@pytest.mark.parametrize("revision", EARLIER)
def test_nothing_is_lost_on_the_way(empty: Database, revision: str) -> None:
    with empty.write() as session:
        command.upgrade(schema._config(session.connection()), revision)
    assert schema.current(empty) == revision
    before = filled(empty)
    assert len(before) > 5
    assert schema.upgrade(empty) == schema.latest()
    assert schema.differences(empty) == []
    after = rows_of(empty)
    for table, rows in before.items():
        names = rows[0].keys()
        assert [{name: row[name] for name in names} for row in after[table]] == rows, table


def filled(database: Database) -> Rows:
    """One row in each table: every number is 1 and every text is alike, so that each reference holds."""
    with database.write() as session:
        for table in reflected(database).sorted_tables:
            if table.name != "alembic_version":
                session.execute(table.insert().values({one.name: _value(one) for one in table.columns}))
    return {name: rows for name, rows in rows_of(database).items() if name != "alembic_version"}


def rows_of(database: Database) -> Rows:
    with database.read() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in reflected(database).sorted_tables
        }


def reflected(database: Database) -> MetaData:
    found = MetaData()
    with database.read() as session:
        found.reflect(session.connection())
    return found


def _value(column: Column[object]) -> object:
    match column.type:
        case Boolean():
            return True
        case Integer() | Numeric():
            return 1
        case DateTime():
            return NOON
        case Date():
            return date(2026, 11, 23)
        case LargeBinary():
            return b"{}"
        case _:
            return "{}"
