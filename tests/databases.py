"""Databases for tests: each test gets its own, migrated, on SQLite and on PostgreSQL.

PostgreSQL is the server named by VIGIE_TEST_POSTGRES (see `.ci/postgres`); its cases are skipped where there is none.
Use in a conftest: `from tests.databases import database, templates  # noqa: F401`.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url, text
from sqlmodel import SQLModel

from alerts.store.engine import Database, open_database
from alerts.store.schema import upgrade

SERVER = os.environ.get("VIGIE_TEST_POSTGRES")
OTHERS_LEAVE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SHAPE = (
    "SELECT (SELECT version_num FROM alembic_version), count(DISTINCT c.oid), count(a.attnum)"
    " FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
    " WHERE c.relnamespace = 'public'::regnamespace"
)
POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)
BOTH = ("sqlite", POSTGRES)


Shape = tuple[object, ...]  # of a schema: its version, its tables and indexes, its columns


@dataclass
class Templates:
    """Migrated once per session, copied for each test; a copy that was given back is emptied, and serves again."""

    folder: Path
    sqlite: Path | None = None
    postgres: str | None = None
    shape: Shape | None = None
    clean: list[str] = field(default_factory=list)

    def sqlite_copy(self, folder: Path) -> str:
        if self.sqlite is None:
            self.sqlite = self.folder / "template.db"
            migrated(f"sqlite:///{self.sqlite}")
        shutil.copy(self.sqlite, folder / "vigie.db")
        return f"sqlite:///{folder / 'vigie.db'}"

    def postgres_copy(self) -> str:
        if self.clean:
            return self.clean.pop()
        if self.postgres is None:
            self.postgres = new_postgres()
            migrated(self.postgres)
            self.shape = empty_postgres(self.postgres)
        return new_postgres(template=make_url(self.postgres).database)

    def give_back(self, url: str) -> None:
        """Ten times as fast as another copy. One whose schema a test has changed does not serve again."""
        if self.shape is None or empty_postgres(url) != self.shape:
            drop_postgres(url)
        else:
            self.clean.append(url)

    def close(self) -> None:
        for url in filter(None, (self.postgres, *self.clean)):
            drop_postgres(url)


def migrated(url: str) -> None:
    database = open_database(url)
    upgrade(database)
    database.close()


def new_postgres(template: str | None = None) -> str:
    """The address of a new database on the server of the tests. Skips the test where there is none."""
    if SERVER is None:
        pytest.skip("no PostgreSQL here: VIGIE_TEST_POSTGRES is not set")
    name = f"vigie_{uuid.uuid4().hex[:12]}"
    on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def drop_postgres(url: str) -> None:
    on_server(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


def on_server(statement: str) -> None:
    """Raises whatever the server says."""
    with server().connect() as connection:
        connection.execute(text(statement))


@cache
def server() -> Engine:
    assert SERVER is not None
    return create_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def empty_postgres(url: str) -> Shape:
    """No row, no connection of the test before, and numbers that begin at one again. What shape it is left in."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(OTHERS_LEAVE))
        connection.execute(text("; ".join(_emptied(connection))))
        return tuple(connection.execute(text(SHAPE)).one())


def _emptied(connection: Connection) -> list[str]:
    """References are followed: what belongs to another row goes before it."""
    deleted = [f'DELETE FROM "{table.name}"' for table in reversed(SQLModel.metadata.sorted_tables)]
    numbers = connection.execute(text("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL")).scalars()
    return [*deleted, *(f'ALTER SEQUENCE "{name}" RESTART' for name in numbers)]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    held = Templates(tmp_path_factory.mktemp("templates"))
    yield held
    held.close()


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database."""
    on_sqlite = request.param == "sqlite"
    url = templates.sqlite_copy(tmp_path) if on_sqlite else templates.postgres_copy()
    held = open_database(url)
    yield held
    held.close()
    if not on_sqlite:
        templates.give_back(url)
