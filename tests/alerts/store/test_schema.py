"""The schema: migrations and tables say the same, an upgrade is safe to repeat, a later version's base is refused."""

from pathlib import Path

import pytest
from sqlalchemy import text

from alerts.store.engine import Database, DatabaseUnusable, open_database
from alerts.store.schema import current, differences, latest, migrations_in_step, upgrade


def test_migrations_are_in_step_with_the_tables() -> None:
    assert migrations_in_step() == []


def test_they_are_on_each_database(database: Database) -> None:
    assert differences(database) == []
    assert current(database) == latest()


def test_a_column_that_no_migration_made_is_told(database: Database) -> None:
    with database.write() as session:
        session.execute(text("ALTER TABLE notice ADD COLUMN surprise TEXT"))
        session.execute(text("DROP INDEX ix_delivery_due"))
    told = " ".join(differences(database))
    assert "surprise" in told
    assert "ix_delivery_due" in told


def test_an_upgrade_is_safe_to_repeat(database: Database) -> None:
    assert upgrade(database) == upgrade(database) == latest()


def test_a_database_of_a_later_version_is_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable, match="version plus récente de Vigie \\(schéma 9999\\)"):
        upgrade(database)
    assert current(database) == "9999"


def test_a_database_without_schema_says_so(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    assert current(database) is None
    database.close()
