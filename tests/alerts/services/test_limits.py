"""Counting together: limits, and beats that run once a slot, whatever the number of machines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from alerts.services import limits, slots
from alerts.store.engine import Database
from tests.alerts.services.stories import NOON, later

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def allowed(database: Database, now: datetime = NOON, who: str = "marie@vergers.example", what: str = "mail") -> bool:
    with database.write() as session:
        return limits.allow(session, what, who, 3, HOUR, now)


def test_three_in_an_hour_then_no_more_until_it_is_over(database: Database) -> None:
    minutes = (0, 10, 20, 30, 59, 60, 61)
    said = [allowed(database, NOON + timedelta(minutes=minute)) for minute in minutes]
    assert said == [True, True, True, False, False, True, True]


def test_others_and_other_things_are_counted_apart(database: Database) -> None:
    assert [allowed(database) for _ in range(4)][-1] is False
    assert allowed(database, who="paul@example.org")
    assert allowed(database, what="visitor")


def test_who_it_was_is_not_kept(database: Database) -> None:
    allowed(database)
    with database.engine.connect() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM rate").all())
    assert "mail:" in rows
    assert "marie" not in rows
    assert "vergers" not in rows


@pytest.mark.parametrize("who", ["", "é" * 1000, "\ud800"])
def test_anything_can_be_counted(database: Database, who: str) -> None:
    assert [allowed(database, who=who) for _ in range(4)] == [True, True, True, False]


def test_two_machines_never_count_the_same_one_twice(database: Database) -> None:
    gate = Barrier(4)

    def many(_: int) -> int:
        gate.wait(timeout=20)
        return sum(allowed(database) for _ in range(5))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(many, range(4))) == 3


def test_what_is_over_is_forgotten(database: Database) -> None:
    allowed(database)
    allowed(database, later(2), "paul@example.org")
    with database.write() as session:
        assert limits.sweep(session, later(3)) == 1
        assert limits.sweep(session, later(3)) == 0
    assert allowed(database)


def taken(database: Database, now: datetime, every: timedelta = HOUR, name: str = "digests") -> bool:
    with database.write() as session:
        return slots.take(session, name, every, now)


def test_a_beat_runs_once_a_slot(database: Database) -> None:
    minutes = (5, 6, 59, 60, 61, 300, 301)  # a machine that slept for hours runs it once
    said = [taken(database, NOON + timedelta(minutes=minute)) for minute in minutes]
    assert said == [True, False, False, True, False, True, False]


def test_a_beat_that_comes_late_does_not_push_the_next_one(database: Database) -> None:
    assert taken(database, NOON + timedelta(minutes=59))
    assert taken(database, NOON + timedelta(minutes=60))


def test_beats_have_each_their_own_slots(database: Database) -> None:
    assert taken(database, NOON)
    assert taken(database, NOON, name="bounces")
    assert taken(database, datetime(2026, 11, 24, 0, 0, tzinfo=UTC), DAY, "sweep")
    assert not taken(database, datetime(2026, 11, 24, 23, 59, tzinfo=UTC), DAY, "sweep")
    assert taken(database, datetime(2026, 11, 25, 0, 0, tzinfo=UTC), DAY, "sweep")


def test_of_many_machines_one_runs_it(database: Database) -> None:
    gate = Barrier(4)

    def come(minute: int) -> bool:
        gate.wait(timeout=20)
        return taken(database, NOON + timedelta(seconds=minute))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(come, range(4))) == [False, False, False, True]
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(lambda second: come(3600 + second), range(4))) == [False, False, False, True]
