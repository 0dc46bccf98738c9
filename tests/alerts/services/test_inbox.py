"""What people write is kept, dealt with once, emptied, then forgotten."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from alerts.services import inbox
from alerts.store.engine import Database
from alerts.store.people_tables import InboxRow
from alerts.store.writing import table_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def kept(database: Database, *updates: tuple[int, str], now: datetime = NOON) -> set[int]:
    with database.write() as session:
        return inbox.keep(session, updates, now)


def waiting(database: Database) -> list[tuple[int, str, int]]:
    with database.write() as session:
        return [(one.id, one.content, one.tries) for one in inbox.waiting(session, LATER)]


def begun(database: Database, update_id: int) -> bool:
    with database.write() as session:
        return inbox.begin(session, update_id)


def ended(database: Database, update_id: int, now: datetime = NOON) -> None:
    with database.write() as session:
        inbox.done(session, update_id, now)


def stored(database: Database) -> dict[int, str | None]:
    with database.read() as session:
        return {row.update_id: row.content for row in session.execute(table_of(InboxRow).select())}


def test_an_update_sent_again_is_no_news(database: Database) -> None:
    assert kept(database, (7, '{"a": 1}'), (8, '{"a": 2}')) == {7, 8}
    assert kept(database, (8, '{"a": 2}'), (9, '{"a": 3}')) == {9}
    assert waiting(database) == [(7, '{"a": 1}', 0), (8, '{"a": 2}', 0), (9, '{"a": 3}', 0)]


def test_the_same_update_twice_in_one_answer_is_kept_once(database: Database) -> None:
    assert kept(database, (7, "{}"), (7, "{}")) == {7}


def test_what_is_dealt_with_keeps_nothing_but_its_number(database: Database) -> None:
    kept(database, (7, '{"text": "un secret"}'), (8, '{"text": "un autre"}'))
    assert begun(database, 7)
    ended(database, 7)
    assert stored(database) == {7: None, 8: '{"text": "un autre"}'}
    assert waiting(database) == [(8, '{"text": "un autre"}', 0)]
    assert not begun(database, 7)
    assert kept(database, (7, '{"text": "un secret"}')) == set()
    assert stored(database)[7] is None


def test_what_was_never_received_cannot_be_begun(database: Database) -> None:
    assert not begun(database, 7)


def test_after_a_quiet_week_numbers_start_again_lower_and_the_order_stays(database: Database) -> None:
    kept(database, (900_000_000, '"old"'), now=NOON)
    kept(database, (12, '"new"'), (13, '"newer"'), now=LATER)
    assert [one[0] for one in waiting(database)] == [900_000_000, 12, 13]


def test_an_update_that_kills_the_process_three_times_is_put_aside(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    kept(database, (7, '{"text": "le poison de Zoé"}'), (8, '{"text": "après"}'))
    for tries in (0, 1, 2):
        assert (7, '{"text": "le poison de Zoé"}', tries) in waiting(database)
        assert begun(database, 7)  # and the process dies
    with caplog.at_level(logging.ERROR):
        assert [one[0] for one in waiting(database)] == [8]
    assert stored(database)[7] is None
    assert "update 7" in caplog.text
    assert "Zoé" not in caplog.text


def test_numbers_are_forgotten_after_two_days_and_what_waits_never_is(database: Database) -> None:
    kept(database, (1, "{}"), (2, "{}"), (3, '"waits"'))
    ended(database, 1, NOON)
    ended(database, 2, NOON + timedelta(days=1))
    with database.write() as session:
        assert inbox.sweep(session, NOON + timedelta(days=2, seconds=1)) == 1
    assert stored(database) == {2: None, 3: '"waits"'}
