"""Digests in the ledger: one for each period of a rhythm, whatever people change, at every scale."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import event, select

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Rank
from alerts.model.people import Recipient, Role
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure
from alerts.services import owing, pausing, people, reminding, stopping
from alerts.services.digesting import NO_LONGER, owe_digests
from alerts.store import addresses
from alerts.store import people as people_store
from alerts.store.addresses import Which
from alerts.store.engine import Database
from alerts.store.history import Entry
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of
from tests.alerts.services.mailboxes import DAILY, MONDAY, WEEKLY, membership_of, number, reader
from tests.alerts.services.phones import waits
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    PARIS,
    all_sent,
    at,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    owed,
    subscribed,
)

HOUR = timedelta(hours=1)
_rows = table_of(DeliveryRow)
EIGHT_TOMORROW = datetime(2026, 11, 24, 8, tzinfo=PARIS)


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def digests(database: Database) -> list[Entry]:
    return owed(database, DeliveryKind.DIGEST)


def to_leave(database: Database) -> list[datetime | None]:
    return [one.next_at for one in digests(database) if one.outcome is None]


def key_of(database: Database, entry: Entry) -> str:
    """What identifies it: history does not tell."""
    with database.read() as session:
        query = select(_rows.c.dedupe_key).where(_rows.c.id == entry.id)
        return str(session.execute(query).scalar_one())


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement.split(None, 1)[0].upper())

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_a_week_and_a_day_are_owed_once_at_their_moment(base: Database) -> None:
    weekly, daily = reader(base, "lise@example.org"), reader(base, "omar@example.org", DAILY)
    reader(base, "vite@example.org", Preference(Rhythm.NOW))
    assert owe_digests(base, NOON) == 2
    assert owe_digests(base, NOON + HOUR) == 0
    found = {one.recipient: one for one in digests(base)}
    assert {key: (one.next_at, one.rank, one.structure_id) for key, one in found.items()} == {
        weekly: (MONDAY, Rank.USUAL, "ateliers"),
        daily: (EIGHT_TOMORROW, Rank.USUAL, "ateliers"),
    }
    assert key_of(base, found[weekly]) == f"digest:ateliers:{weekly}:2026-11-30"


def test_it_is_due_at_the_very_moment_of_the_alerts_it_gathers(base: Database) -> None:
    key = reader(base, "lise@example.org")
    ingested(base, notice("26-1", deadline=at(20)), notice("26-2", deadline=at(2)))
    matched_new(base, judge_for("ateliers"))
    owe_digests(base, NOON)
    assert waits(base, key) == [(MONDAY, None), (NOON, None), (MONDAY, None)], "what presses does not wait for it"


def test_telegram_has_no_digest(base: Database) -> None:
    reader(base, "lise@example.org", account=101)
    reader(base, "omar@example.org", replace(WEEKLY, channels=("telegram",)), account=102)
    assert owe_digests(base, NOON) == 1
    assert [one.channel for one in digests(base)] == ["email"]


def test_nobody_is_owed_a_digest_at_an_address_that_refuses(base: Database) -> None:
    key = reader(base, "lise@example.org")
    with base.write() as session:
        addresses.mark_trouble(session, Which(person_id=number(key)), "boîte pleine", NOON)
    assert owe_digests(base, NOON) == 0


def test_one_person_of_two_structures_has_one_digest_for_each(base: Database) -> None:
    subscribed(base, CHANTIERS)
    reader(base, "lise@example.org")
    reader(base, "lise@example.org", structure=CHANTIERS)
    assert owe_digests(base, NOON) == 2
    assert {one.structure_id for one in digests(base)} == {"ateliers", "chantiers"}


def test_after_it_left_the_next_one_is_owed_and_never_the_same_again(base: Database) -> None:
    reader(base, "lise@example.org")
    owe_digests(base, NOON)
    assert owe_digests(base, MONDAY) == 0, "it is this one's moment"
    assert owe_digests(base, MONDAY + timedelta(seconds=1)) == 1
    assert to_leave(base) == [MONDAY, MONDAY + timedelta(days=7)]


def test_a_pause_over_the_monday_moves_it_to_the_next_one(base: Database) -> None:
    key = reader(base, "lise@example.org")
    owe_digests(base, NOON)
    with base.write() as session:
        pausing.pause(session, number(key), membership_of(base, key), MONDAY + timedelta(days=1), later())
    assert to_leave(base) == [MONDAY + timedelta(days=7)]
    assert owe_digests(base, later()) == 0
    with base.write() as session:
        pausing.resume(session, number(key), membership_of(base, key), later(2))
    assert to_leave(base) == [MONDAY], "the first one waits again"
    assert owe_digests(base, later(2)) == 0


def test_a_pause_of_the_structure_holds_for_mail_too(base: Database) -> None:
    key = reader(base, "lise@example.org", account=101)
    ingested(base, notice("26-1", deadline=at(20)))
    matched_new(base, judge_for("ateliers"))
    owe_digests(base, NOON)
    with base.write() as session:
        until = MONDAY + timedelta(days=2)
        pausing.pause_structure(session, number(key), membership_of(base, key), until, later())
    after = MONDAY + timedelta(days=7)
    assert {when for when, _ in waits(base, key)} == {after}, "the alerts of both channels, and the digest"


def changed(database: Database, key: str, preference: Preference, now: datetime) -> None:
    with database.write() as session:
        pausing.change_rhythm(session, number(key), [membership_of(database, key)], preference, now)


def test_a_rhythm_changed_on_sunday_leaves_one_digest(base: Database) -> None:
    key = reader(base, "lise@example.org")
    owe_digests(base, NOON)
    sunday = MONDAY - timedelta(hours=20)
    changed(base, key, DAILY, sunday)
    assert to_leave(base) == [MONDAY], "a day and a week that end at the same hour are one digest"
    changed(base, key, replace(WEEKLY, hour=18), sunday)
    assert to_leave(base) == [MONDAY + 10 * HOUR]
    changed(base, key, replace(WEEKLY, weekday=3), sunday)
    assert to_leave(base) == [MONDAY + timedelta(days=3)]
    assert [one.reason for one in digests(base) if one.outcome] == [NO_LONGER]
    changed(base, key, Preference(Rhythm.NOW), sunday)
    assert to_leave(base) == []
    changed(base, key, WEEKLY, sunday)
    assert to_leave(base) == [MONDAY]
    assert owe_digests(base, sunday) == 0


def test_an_hour_changed_after_the_digest_left_brings_no_second_one_that_day(base: Database) -> None:
    key = reader(base, "lise@example.org")
    owe_digests(base, NOON)
    all_sent(base, MONDAY)
    changed(base, key, replace(WEEKLY, hour=18), MONDAY + HOUR)
    assert owe_digests(base, MONDAY + 2 * HOUR) == 0
    assert to_leave(base) == []
    assert owe_digests(base, MONDAY + 11 * HOUR) == 1, "that of the week after"


def test_mail_given_up_is_told_on_telegram_and_its_digest_is_settled(base: Database) -> None:
    key = reader(base, "lise@example.org", replace(WEEKLY, channels=("email",)), account=101)
    ingested(base, notice("26-1", deadline=at(20)))
    matched_new(base, judge_for("ateliers"))
    owe_digests(base, NOON)
    changed(base, key, replace(WEEKLY, channels=("telegram",)), later())
    assert to_leave(base) == []
    alerts = {one.channel: one.next_at for one in owed(base, DeliveryKind.ALERT) if one.recipient}
    assert alerts == {"email": MONDAY, "telegram": MONDAY}, "what waited is owed where they are now told"
    changed(base, key, replace(WEEKLY, channels=("telegram", "email")), later())
    assert to_leave(base) == [MONDAY]
    assert len(owed(base, DeliveryKind.ALERT)) == 3, "the folder's, and one on each channel"


def test_stop_stops_mail_too_and_coming_back_begins_anew(base: Database) -> None:
    key = reader(base, "lise@example.org", account=101)
    owe_digests(base, NOON)
    with base.write() as session:
        stopping.stop(session, number(key), later())
    assert to_leave(base) == []
    assert owe_digests(base, later()) == 0, "nothing is owed for the year 2999"
    with base.write() as session:
        stopping.resume(session, number(key), MONDAY + HOUR)
    assert to_leave(base) == [MONDAY + timedelta(days=7)]


def test_a_digest_in_the_hands_of_a_worker_stays_as_it_is(base: Database) -> None:
    key = reader(base, "lise@example.org")
    owe_digests(base, NOON)
    with base.write() as session:
        (held,) = book.claim(session, MONDAY, n=10, lease=HOUR)
    changed(base, key, Preference(Rhythm.NOW), MONDAY)
    assert [(one.id, one.outcome) for one in digests(base)] == [(held.id, None)]


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("Europe/Paris", datetime(2026, 3, 27, 12, tzinfo=PARIS), datetime(2026, 3, 30, 8, tzinfo=PARIS)),
        ("Europe/Paris", datetime(2026, 10, 23, 12, tzinfo=PARIS), datetime(2026, 10, 26, 8, tzinfo=PARIS)),
        ("Indian/Reunion", datetime(2026, 11, 29, 12, tzinfo=PARIS), datetime(2026, 11, 30, 5, tzinfo=PARIS)),
        ("America/Martinique", datetime(2026, 11, 30, 9, tzinfo=PARIS), datetime(2026, 11, 30, 13, tzinfo=PARIS)),
        ("Pacific/Noumea", datetime(2026, 11, 29, 12, tzinfo=PARIS), datetime(2026, 11, 29, 22, tzinfo=PARIS)),
    ],
)
def test_monday_at_eight_is_that_of_the_reader(base: Database, zone: str, now: datetime, due: datetime) -> None:
    """The clocks of Paris change on Sundays 29 March and 25 October 2026."""
    key = reader(base, "lise@example.org", replace(WEEKLY, timezone=zone))
    assert owe_digests(base, now) == 1
    (entry,) = digests(base)
    assert entry.next_at == due
    local = {"Pacific/Noumea": "2026-11-30"}.get(zone, f"{due:%Y-%m-%d}")
    assert key_of(base, entry) == f"digest:ateliers:{key}:{local}"


def test_a_night_that_skips_an_hour_has_its_digest_all_the_same(base: Database) -> None:
    """At 2 on 29 March 2026 it is 3: somebody who asked for 2 in the morning is told then, once."""
    awake = Preference(Rhythm.MORNING, hour=2, quiet_from=0, quiet_to=0)
    reader(base, "nuit@example.org", awake)
    saturday = datetime(2026, 3, 28, 12, tzinfo=PARIS)
    assert owe_digests(base, saturday) == 1
    assert to_leave(base) == [datetime(2026, 3, 29, 3, tzinfo=PARIS)]


def crowd(database: Database, count: int) -> None:
    structures = [Structure(f"s{one:04d}", f"Structure {one}", ATELIERS.kinds, channels=()) for one in range(count)]
    subscribed(database, *structures)
    with database.write() as session:
        for one, structure in enumerate(structures):
            person = addresses.add_person(session, NOON)
            address = addresses.ask(session, f"lise{one}@example.org", NOON)
            addresses.confirm(session, address.id, person, "{}", 1, NOON)
            people_store.add_membership(session, person, structure.id, Role.MANAGER, NOON)
            membership = people_store.membership_in(session, person, structure.id)
            assert membership is not None
            people_store.put_preference(session, membership.id, WEEKLY)


def test_a_thousand_structures_cost_a_handful_of_questions(database: Database) -> None:
    crowd(database, 1000)
    with statements(database) as first:
        assert owe_digests(database, NOON) == 1000
    with statements(database) as again:
        assert owe_digests(database, NOON + HOUR) == 0
    assert len(first) < 80, "pages of 500, none asked a structure at a time"
    assert len(again) < 40
    assert not {"INSERT", "UPDATE", "DELETE"} & set(again), "what is in step is only read"


def test_two_machines_owe_it_once(base: Database) -> None:
    for one in range(20):
        reader(base, f"lise{one}@example.org")
    together, done = Barrier(2), []

    def owes() -> None:
        together.wait()
        done.append(owe_digests(base, NOON))

    workers = [Thread(target=owes) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sum(done) == 20
    assert len(digests(base)) == 20


def test_redating_a_person_redates_all_their_channels(base: Database) -> None:
    key = reader(base, "lise@example.org", account=101)
    ingested(base, notice("26-1", deadline=at(20)))
    matched_new(base, judge_for("ateliers"))
    with base.write() as session:
        people.prefer(session, number(key), membership_of(base, key), replace(WEEKLY, weekday=2))
        assert owing.redate(session, NOON, recipient=Recipient("telegram", key)) == 2
    wednesday = datetime(2026, 11, 25, 8, tzinfo=PARIS)
    assert [when for when, _ in waits(base, key)] == [wednesday] * 3, "and the digest, owed at once"


def test_whoever_joins_an_hour_before_is_owed_it_at_once(base: Database) -> None:
    """No beat comes between: joining, a new address, a new rhythm put the digests in step themselves."""
    reader(base, "lise@example.org")
    with base.write() as session:
        reminding.after_change_of_team(session, "ateliers", MONDAY - HOUR)
    assert to_leave(base) == [MONDAY]
