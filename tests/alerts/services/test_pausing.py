"""A while without messages, for one or for all; what waits comes back at the end."""

from datetime import timedelta

import pytest

from alerts.model.people import Role
from alerts.model.preference import Preference, Rhythm
from alerts.services import pausing, people, stopping
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.pausing import Paused
from alerts.store.engine import Database
from tests.alerts.services.phones import AWAKE, Phone, group, member, sent, waits
from tests.alerts.services.respondents import BRUNO, INES, joined, stranger
from tests.alerts.services.stories import (
    ATELIERS,
    NOON,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    subscribed,
)

WEEK = later(7)


def team(database: Database) -> tuple[str, str]:
    """Inès manages, Bruno is a member; both are told at any hour. Their keys."""
    subscribed(database, ATELIERS)
    ines = member(database, INES)
    person, membership = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    with database.write() as session:
        people.prefer(session, person.id, membership.id, AWAKE)
    return ines, f"person:{person.id}"


def mine(database: Database, account: int) -> tuple[int, int]:
    """Person and membership."""
    with database.write() as session:
        person = people.meet(session, account, "", NOON)
        return person.id, people.memberships_of(session, person.id)[0][0].id


def found_one(database: Database) -> None:
    ingested(database, notice("26-1"))
    matched_new(database, judge_for(ATELIERS.id))


def state(database: Database, account: int) -> Paused:
    person, membership = mine(database, account)
    with database.read() as session:
        return pausing.paused(session, people.own(session, person, membership)[0], NOON)


def test_a_pause_of_one_holds_their_messages_only(database: Database) -> None:
    ines, bruno = team(database)
    found_one(database)
    with database.write() as session:
        pausing.pause(session, *mine(database, INES), WEEK, NOON)
    assert [at for at, _ in waits(database, ines)] == [WEEK]
    assert [at for at, _ in waits(database, bruno)] == [NOON]
    assert state(database, INES) == Paused(own=WEEK)
    phone = Phone()
    sent(database, phone, NOON)
    assert (len(phone.told(str(INES))), len(phone.told(str(BRUNO)))) == (0, 1)
    sent(database, phone, WEEK + timedelta(minutes=1))
    assert len(phone.told(str(INES))) == 1


def test_a_pause_of_the_structure_holds_everybody_and_the_groups(database: Database) -> None:
    ines, bruno = team(database)
    chat = group(database, -1001)
    found_one(database)
    with database.write() as session:
        pausing.pause_structure(session, *mine(database, INES), WEEK, NOON)
    assert [at for key in (ines, bruno) for at, _ in waits(database, key)] == [WEEK, WEEK]
    assert all(at and at >= WEEK for at, _ in waits(database, chat))
    assert state(database, BRUNO) == Paused(structure=WEEK)
    with database.write() as session:
        pausing.resume_structure(session, *mine(database, INES), NOON)
    assert [at for at, _ in waits(database, bruno)] == [NOON]


def test_resuming_brings_what_waited(database: Database) -> None:
    ines, _ = team(database)
    with database.write() as session:
        pausing.pause(session, *mine(database, INES), WEEK, NOON)
    found_one(database)
    assert [at for at, _ in waits(database, ines)] == [WEEK]
    with database.write() as session:
        pausing.resume(session, *mine(database, INES), later())
    assert [at for at, _ in waits(database, ines)] == [later()]


def test_resuming_after_a_stop_starts_afresh(database: Database) -> None:
    ines, _ = team(database)
    found_one(database)
    with database.write() as session:
        stopping.stop(session, mine(database, INES)[0], NOON)
    assert state(database, INES) == Paused(stopped=True)
    with database.write() as session:
        pausing.resume(session, *mine(database, INES), NOON)
    assert state(database, INES) == Paused()
    assert waits(database, ines) == []


def test_a_pause_that_is_over_is_none(database: Database) -> None:
    team(database)
    with database.write() as session:
        pausing.pause(session, *mine(database, INES), later(1), NOON)
    person, number = mine(database, INES)
    with database.read() as session:
        membership = people.own(session, person, number)[0]
        assert pausing.paused(session, membership, later(2)) == Paused()


def test_who_may(database: Database) -> None:
    team(database)
    zoe = stranger(database)
    bruno, his = mine(database, BRUNO)
    with database.write() as session:
        with pytest.raises(NotAllowed):
            pausing.pause_structure(session, bruno, his, WEEK, NOON)
        with pytest.raises(NotAllowed):
            pausing.resume_structure(session, bruno, his, NOON)
        with pytest.raises(NotYours):
            pausing.pause(session, zoe.id, his, WEEK, NOON)
        with pytest.raises(NotYours):
            pausing.change_rhythm(session, zoe.id, [his], AWAKE, NOON)
    assert state(database, BRUNO) == Paused()


@pytest.mark.parametrize(("until", "sentence"), [(NOON, pausing.PAST), (later(400), pausing.TOO_LONG)])
def test_neither_past_nor_endless(database: Database, until: object, sentence: str) -> None:
    team(database)
    person, membership = mine(database, INES)
    with database.write() as session, pytest.raises(Refusal) as refused:
        pausing.pause(session, person, membership, until, NOON)  # type: ignore[arg-type]
    assert refused.value.sentence == sentence


def test_a_rhythm_moves_what_waits(database: Database) -> None:
    """Monday noon; each day at seven in Paris is six in UTC, tomorrow."""
    ines, bruno = team(database)
    found_one(database)
    morning = Preference(Rhythm.MORNING, hour=7, quiet_from=0, quiet_to=0)
    person, membership = mine(database, INES)
    with database.write() as session:
        pausing.change_rhythm(session, person, [membership], morning, NOON)
    assert [at for at, _ in waits(database, ines)] == [NOON.replace(day=24, hour=6)]
    assert [at for at, _ in waits(database, bruno)] == [NOON]
