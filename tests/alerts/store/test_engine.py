"""The database keeps what it is given, refuses what it should, and makes writers wait for their turn."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import exc as errors
from sqlalchemy import select, text, update

from alerts.store.engine import Database, DatabaseUnusable, Session, open_database
from alerts.store.tables import SourceStateRow
from alerts.store.writing import insert_rows, table_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
STATES = table_of(SourceStateRow)


def a_source(name: str, at: datetime) -> dict[str, object]:
    return {"name": name, "next_check_at": at, "turn": 0, "failures": 0}


def test_a_moment_comes_back_aware_and_in_utc(database: Database) -> None:
    in_paris = NOON.astimezone(timezone(timedelta(hours=1)))
    with database.write() as session:
        insert_rows(session, SourceStateRow, [a_source("boamp", in_paris)])
    with database.read() as session:
        read = session.execute(select(STATES.c.next_check_at)).scalar_one()
    assert read == NOON
    assert read.utcoffset() == timedelta(0)


def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(errors.StatementError, match="without its time zone"), database.write() as session:
        insert_rows(session, SourceStateRow, [a_source("boamp", NOON.replace(tzinfo=None))])


def test_what_fails_in_the_middle_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        insert_rows(session, SourceStateRow, [a_source("boamp", NOON)])
        raise ZeroDivisionError
    with database.read() as session:
        assert session.execute(select(STATES.c.name)).all() == []


def test_a_reader_writes_nothing(database: Database) -> None:
    with database.read() as session:
        insert_rows(session, SourceStateRow, [a_source("boamp", NOON)])
    with database.read() as session:
        assert session.execute(select(STATES.c.name)).all() == []


def test_no_update_is_lost_among_writers_who_read_first(database: Database) -> None:
    """Four writers read a counter and write it back plus one, fifty times each."""
    with database.write() as session:
        insert_rows(session, SourceStateRow, [a_source("boamp", NOON)])

    def count() -> None:
        for _ in range(50):
            with database.write() as session:
                turn = session.execute(select(STATES.c.turn).with_for_update()).scalar_one()
                session.execute(update(STATES).values(turn=turn + 1))

    writers = [threading.Thread(target=count) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    with database.read() as session:
        assert session.execute(select(STATES.c.turn)).scalar_one() == 200


def test_async_code_reaches_the_database_from_a_thread(database: Database) -> None:
    main = threading.get_ident()

    def write(session: Session, name: str) -> int:
        insert_rows(session, SourceStateRow, [a_source(name, NOON)])
        return threading.get_ident()

    def names(session: Session) -> list[str]:
        return list(session.execute(select(STATES.c.name)).scalars())

    async def story() -> list[str]:
        assert await database.writing(write, "ted") != main
        return await database.reading(names)

    assert asyncio.run(story()) == ["ted"]


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'vigie.db'}")
    database.close()
    assert (tmp_path / "new" / "folder" / "vigie.db").is_file()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("pas une adresse", "l'adresse de la base de données n'est pas comprise"),
        ("sqlite://", "une base SQLite est un fichier : écrivez sqlite:///chemin/vers/vigie.db"),
        ("sqlite:////proc/nowhere/vigie.db", "le dossier /proc/nowhere ne peut pas être créé"),
        ("mysql://localhost/vigie", "base de données non prise en charge : mysql (sqlite ou postgresql)"),
        ("postgresql://vigie@127.0.0.1:9/none?connect_timeout=2", "la base de données ne s'ouvre pas"),
    ],
)
def test_an_address_that_cannot_serve_is_told_in_french(url: str, sentence: str) -> None:
    with pytest.raises(DatabaseUnusable) as trouble:
        open_database(url)
    assert trouble.value.sentence.startswith(sentence)


def test_an_error_tells_none_of_the_values(database: Database) -> None:
    """Errors go to the log; values are names, accounts, what people wrote."""
    with pytest.raises(errors.DBAPIError) as failure, database.write() as session:
        session.execute(text("INSERT INTO no_such_table VALUES (:name)"), {"name": "Zénobie"})
    assert "Zénobie" not in str(failure.value)
