"""Databases for tests: each test gets its own, migrated, on SQLite and on PostgreSQL.

PostgreSQL is the server named by VIGIE_TEST_POSTGRES (see `.ci/postgres`); its cases are skipped where there is none.
Use in a conftest: `from tests.databases import database, templates  # noqa: F401`.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from alerts.store.engine import Database, open_database
from alerts.store.schema import upgrade

SERVER = os.environ.get("VIGIE_TEST_POSTGRES")
POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)
BOTH = ("sqlite", POSTGRES)


@dataclass
class Templates:
    """Migrated once per session, copied for each test."""

    folder: Path
    sqlite: Path | None = None
    postgres: str | None = None

    def sqlite_copy(self, folder: Path) -> str:
        if self.sqlite is None:
            self.sqlite = self.folder / "template.db"
            migrated(f"sqlite:///{self.sqlite}")
        shutil.copy(self.sqlite, folder / "vigie.db")
        return f"sqlite:///{folder / 'vigie.db'}"

    def postgres_copy(self) -> str:
        if self.postgres is None:
            self.postgres = new_postgres()
            migrated(self.postgres)
        return new_postgres(template=make_url(self.postgres).database)

    def close(self) -> None:
        if self.postgres:
            drop_postgres(self.postgres)


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
    assert SERVER is not None
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


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
        drop_postgres(url)
