"""One preference, one pause, one stop for whoever is told by e-mail and on Telegram."""

from datetime import timedelta

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.preference import Preference, Rhythm
from alerts.services import noticing, people, status, stopping
from alerts.store.engine import Database
from tests.alerts.services.mailboxes import MONDAY, WEEKLY, Postman, membership_of, number, on, posted, reader
from tests.alerts.services.phones import Phone, ended, waits
from tests.alerts.services.stories import ATELIERS, NOON, at, ingested, judge_for, matched_new, notice, owed, subscribed

NOW = Preference(Rhythm.NOW, quiet_from=0, quiet_to=0)
WORDS = ("Sujet fermé", "Le sujet où ces annonces arrivaient est fermé.")


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def found(database: Database, *numbers: int) -> None:
    ingested(database, *(notice(f"26-{one}", title=f"Marché {one}", deadline=at(20)) for one in numbers))
    matched_new(database, judge_for("ateliers"))


def told(database: Database, key: str) -> status.Told:
    with database.read() as session:
        ((membership, _),) = people.memberships_of(session, number(key))
        return status.told_status(session, membership, NOON)


def test_what_waits_on_two_channels_is_counted_once(base: Database) -> None:
    key = reader(base, "lise@example.org", account=101)
    found(base, 1, 2, 3)
    postman, phone = Postman(), Phone()
    on(base, postman, NOON, phone)
    here = told(base, key)
    assert (here.waiting, here.first, here.next_at, here.last) == (3, MONDAY, MONDAY, None)
    posted(base, postman, MONDAY, phone)
    assert told(base, key).last == MONDAY


def test_whoever_has_mail_alone_has_a_status_too(base: Database) -> None:
    key = reader(base, "lise@example.org", NOW)
    found(base, 1)
    posted(base, Postman(), NOON)
    assert told(base, key).last == NOON


def test_a_word_about_the_service_goes_where_they_are_told(base: Database) -> None:
    both, mail = reader(base, "lise@example.org", NOW, account=101), reader(base, "omar@example.org", NOW)
    for _ in range(2):
        with base.write() as session:
            noticing.tell(session, "ateliers", [number(both), number(mail)], "topic:7", WORDS, NOON)
    rows = {(one.recipient, one.channel) for one in owed(base, DeliveryKind.NOTICE)}
    assert rows == {(both, "telegram"), (both, "email"), (mail, "email")}
    postman, phone = Postman(), Phone()
    posted(base, postman, NOON, phone)
    assert phone.told("101") == ["Sujet fermé"]
    assert sorted(one.address for one in postman.letters) == ["lise@example.org", "omar@example.org"]
    assert len(owed(base, DeliveryKind.NOTICE)) == 3, "said twice, told once"


def test_somebody_out_of_reach_is_owed_it_all_the_same(base: Database) -> None:
    """It says so when its moment comes."""
    key = reader(base, "lise@example.org", Preference(channels=()), account=101)
    with base.write() as session:
        noticing.tell(session, "ateliers", [number(key)], "topic:7", WORDS, NOON)
    assert [one.channel for one in owed(base, DeliveryKind.NOTICE)] == ["telegram"]


def test_a_stop_silences_both(base: Database) -> None:
    key = reader(base, "lise@example.org", WEEKLY, account=101)
    found(base, 1)
    on(base, Postman(), NOON)
    with base.write() as session:
        stopping.stop(session, number(key), NOON + timedelta(hours=1))
    assert waits(base, key) == []
    assert set(ended(base, key)) == {("refused", stopping.WHY)}
    postman, phone = Postman(), Phone()
    on(base, postman, MONDAY, phone)
    assert (postman.letters, phone.letters) == ([], [])
    assert membership_of(base, key)
