"""A copy taken while the program runs, put back whole, and refused when it is not what it should be."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from alerts.store.backup import backup, restore
from alerts.store.engine import Database, DatabaseUnusable, open_database
from alerts.store.history import summary
from alerts.store.schema import latest
from tests.alerts.ledger.stories import message_owed, owe
from tests.databases import Templates, drop_postgres


@pytest.fixture
def another(database: Database, templates: Templates, tmp_path: Path) -> Iterator[Database]:
    """A second database of the same kind, empty."""
    (tmp_path / "another").mkdir()
    on_sqlite = database.dialect == "sqlite"
    url = templates.sqlite_copy(tmp_path / "another") if on_sqlite else templates.postgres_copy()
    held = open_database(url)
    yield held
    held.close()
    if not on_sqlite:
        drop_postgres(url)


def owed(database: Database) -> int:
    with database.read() as session:
        return summary(session).owed


def sentence(call: object) -> str:
    with pytest.raises(DatabaseUnusable) as trouble:
        call()  # type: ignore[operator]
    return trouble.value.sentence


def test_a_copy_is_put_back_whole(database: Database, another: Database, tmp_path: Path) -> None:
    owe(database, [message_owed(number) for number in range(30)])
    path = tmp_path / "copies" / "vigie.backup"
    backup(database, path)
    assert restore(path, another, force=True) == latest()
    assert owed(another) == 30
    assert owe(another, [message_owed(30)]) == 1, "and it works on"


def test_a_copy_is_put_back_at_an_address(database: Database, tmp_path: Path) -> None:
    if database.dialect == "postgresql":
        target = database.url.render_as_string(hide_password=False)
    else:
        target = f"sqlite:///{tmp_path / 'moved' / 'vigie.db'}"
    owe(database, [message_owed(1)])
    backup(database, tmp_path / "copy")
    assert restore(tmp_path / "copy", target, force=True) == latest()
    moved = open_database(target)
    assert owed(moved) == 1
    moved.close()


def test_a_copy_is_for_its_owner_only_and_leaves_nothing_beside_it(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    backup(database, folder / "vigie.backup")
    assert [one.name for one in folder.iterdir()] == ["vigie.backup"]
    assert stat.S_IMODE((folder / "vigie.backup").stat().st_mode) == 0o600


def test_a_copy_taken_while_messages_are_written_is_consistent(
    database: Database, another: Database, tmp_path: Path
) -> None:
    """Messages are owed ten by ten: the copy holds whole tens."""
    owe(database, [])
    started, stop = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            owe(database, [message_owed(number + one) for one in range(10)])
            number += 10
            started.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(30)
        backup(database, tmp_path / "copy")
    finally:
        stop.set()
        writer.join(30)
    restore(tmp_path / "copy", another, force=True)
    assert owed(another) > 0
    assert owed(another) % 10 == 0


def test_a_copy_does_not_write_over_another_unless_forced(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "copy"
    path.write_text("précieux")
    assert "existe déjà" in sentence(lambda: backup(database, path))
    assert path.read_text() == "précieux"
    backup(database, path, force=True)
    assert path.stat().st_size > 1000


def test_a_database_in_use_is_not_replaced_unless_forced(database: Database, another: Database, tmp_path: Path) -> None:
    owe(another, [message_owed(1)])
    backup(database, tmp_path / "copy")
    assert "contient déjà quelque chose" in sentence(lambda: restore(tmp_path / "copy", another))
    assert owed(another) == 1


def test_a_copy_of_a_later_version_is_refused(database: Database, another: Database, tmp_path: Path) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    backup(database, tmp_path / "copy")
    owe(another, [message_owed(1)])
    assert "version plus récente" in sentence(lambda: restore(tmp_path / "copy", another, force=True))
    assert owed(another) == 1


@pytest.mark.parametrize("content", [b"", b"bonjour", b"SQLite format 3\x00" + b"\x00" * 200, b"PGDMP" + b"\x00" * 200])
def test_what_is_not_a_copy_is_refused(database: Database, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "copy"
    path.write_bytes(content)
    owe(database, [message_owed(1)])
    told = sentence(lambda: restore(path, database, force=True))
    assert "n'est pas une sauvegarde" in told or "pg_restore a échoué" in told
    assert owed(database) == 1


def test_a_file_that_is_not_there_is_told(database: Database, tmp_path: Path) -> None:
    assert "n'existe pas" in sentence(lambda: restore(tmp_path / "nowhere", database))


def test_a_folder_where_nothing_can_be_written_is_told(database: Database) -> None:
    assert "la sauvegarde n'a pas pu être écrite" in sentence(lambda: backup(database, Path("/proc/nowhere/copy")))


def test_another_program_s_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "recipes.db"
    with sqlite3.connect(path) as recipes:
        recipes.execute("CREATE TABLE recipe (name TEXT)")
    recipes.close()
    database = open_database(f"sqlite:///{tmp_path / 'vigie.db'}")
    assert sentence(lambda: restore(path, database)) == f"{path} n'est pas une sauvegarde de Vigie"
    database.close()


def test_without_the_programs_of_postgresql_it_is_told_what_to_install(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.dialect == "sqlite":
        monkeypatch.setenv("PATH", "")
        backup(database, tmp_path / "copy")
        assert (tmp_path / "copy").exists(), "SQLite needs none"
        return
    monkeypatch.setenv("PATH", "")
    told = sentence(lambda: backup(database, tmp_path / "copy"))
    assert told == "le programme pg_dump est introuvable : installez le paquet postgresql-client"
