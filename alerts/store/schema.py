"""The schema of a database: bringing it up to date, and proving that migrations and tables say the same."""

import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from alerts.store import (  # noqa: F401  (tables make themselves known by being imported)
    mail_tables,
    network_tables,
    partner_tables,
    people_tables,
    reply_tables,
    tables,
    territory_tables,
)
from alerts.store.engine import Database, DatabaseUnusable, open_database

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 4_815_001  # PostgreSQL advisory lock: one upgrade at a time


def upgrade(database: Database) -> str:
    """Bring the schema up to date, in one transaction; the revision it is at afterwards.

    Raises DatabaseUnusable when the schema is newer than this program.
    """
    with database.write() as session:
        connection = session.connection()
        if database.dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        refuse_newer(_revision(connection))
        command.upgrade(_config(connection), "head")
    return latest()


def current(database: Database) -> str | None:
    """The revision of the schema, None for a database without any."""
    with database.read() as session:
        return _revision(session.connection())


def latest() -> str:
    """The revision that this program works with."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None, "there is at least one migration"  # noqa: S101
    return head


def known(revision: str) -> bool:
    """Whether this program has heard of that revision."""
    return revision in {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def refuse_newer(revision: str | None) -> None:
    """Raises DatabaseUnusable for a revision made by a later version of Vigie."""
    if revision is not None and not known(revision):
        raise DatabaseUnusable(
            f"cette base vient d'une version plus récente de Vigie (schéma {revision}) : "
            "installez cette version avant de vous en servir"
        )


def migrations_in_step() -> list[str]:
    """What the tables say that the migrations do not, or the reverse; empty when they agree.

    Works on a throwaway SQLite file.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/check.db")
        try:
            upgrade(database)
            return differences(database)
        finally:
            database.close()


def differences(database: Database) -> list[str]:
    """How the schema of an up-to-date database differs from the tables."""
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        return [str(found) for found in compare_metadata(context, SQLModel.metadata)]


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
