"""Subscribing by e-mail: nothing before the mailbox said yes, once, and nobody learns whose address it is."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from alerts.model.delivery import DeliveryKind, Rank
from alerts.model.people import Role
from alerts.model.preference import BY_MAIL
from alerts.model.structure import Criteria
from alerts.services import access, addresses, people, structures, subscribing, tokens
from alerts.services.errors import Refusal
from alerts.services.requested import Proof
from alerts.services.subscribing import Asked, Confirmed
from alerts.services.tokens import Purpose
from alerts.store.engine import Database
from alerts.store.values import from_json
from tests.alerts.services.addressees import (
    MARIE,
    ON_THE_PAGE,
    PAUL,
    POTAGERS,
    asked,
    box,
    channels_of,
    confirmed,
    held,
    key,
    last_cause,
    link,
    subscribed_by_mail,
)
from tests.alerts.services.stories import NOON, later, owed

CONFIRMATION, ACCESS = DeliveryKind.CONFIRMATION, DeliveryKind.ACCESS
USED = "a déjà servi"


def test_asking_sends_one_mail_and_begins_nothing(database: Database) -> None:
    asked(database, "  Marie@Vergers.example ")
    (row,) = owed(database)
    assert (row.kind, row.channel, row.rank) == (CONFIRMATION, "email", Rank.FIRST)
    assert not row.structure_id
    assert row.recipient.startswith("address:")
    assert box(database) == [(CONFIRMATION, MARIE)]
    assert MARIE not in json.dumps(row.cause), "the ledger names nobody"
    with database.read() as session:
        assert structures.list_structures(session) == []
        found = addresses.of_email(session, MARIE)
    assert found is not None
    assert (found.person_id, found.confirmed_at) == (None, None)


def test_the_page_says_what_is_confirmed_and_confirms_nothing(database: Database) -> None:
    asked(database)
    token = link(database)
    for _ in range(3):
        with database.read() as session:
            said = subscribing.look(session, token, NOON)
        assert said == Asked("m•••@vergers.example", "Les Potagers fictifs", 1, BY_MAIL)
    with database.read() as session:
        assert subscribing.asked_in(session, last_cause(database, CONFIRMATION)) == said
        assert structures.list_structures(session) == []


def test_yes_makes_a_person_a_structure_and_keeps_the_proof(database: Database) -> None:
    asked(database)
    done = confirmed(database, link(database), NOON + timedelta(hours=3))
    with database.read() as session:
        person = people.load_person(session, done.person_id)
        ((membership, structure),) = people.memberships_of(session, done.person_id)
    assert (person.telegram_id, person.name, person.current) == (None, "", membership.id)
    assert (membership.id, membership.role, membership.preference) == (done.membership, Role.MANAGER, BY_MAIL)
    assert replace(structure, id="", channels=()) == replace(POTAGERS, channels=())
    assert channels_of(database, structure.id) == [("email", MARIE)]
    address = held(database, done.person_id)
    assert address is not None
    assert address.works
    assert from_json(Proof, address.proof or "") == replace(ON_THE_PAGE, confirmed_at=NOON + timedelta(hours=3))


def test_confirmed_twice_is_said_and_done_once(database: Database) -> None:
    asked(database)
    token = link(database)
    confirmed(database, token)
    for act in (subscribing.confirm, subscribing.look):
        with database.write() as session, pytest.raises(Refusal, match=USED):
            act(session, token, later())
    with database.read() as session:
        assert len(structures.list_structures(session)) == 1


def test_two_mails_for_one_demand_make_one_subscription(database: Database) -> None:
    """They asked again because the first was slow, and open both."""
    asked(database)
    first = link(database)
    asked(database, now=NOON + timedelta(minutes=10))
    second = link(database)
    done = confirmed(database, first)
    with database.read() as session:
        assert subscribing.look(session, second, NOON).already
    assert confirmed(database, second) == Confirmed(done.person_id, already=True)
    with database.read() as session:
        assert len(structures.list_structures(session)) == 1
    with database.write() as session, pytest.raises(Refusal, match=USED):
        subscribing.token_of(session, last_cause(database, CONFIRMATION), NOON)


@pytest.mark.parametrize("hours", [47, 49])
def test_a_confirmation_waits_for_two_days(database: Database, hours: int) -> None:
    asked(database)
    token, then = link(database), NOON + timedelta(hours=hours)
    if hours < 48:
        assert confirmed(database, token, then).membership is not None
        return
    with database.write() as session, pytest.raises(Refusal, match="Refaites votre demande"):
        subscribing.confirm(session, token, then)
    asked(database, now=later(3))
    assert confirmed(database, link(database, later(3)), later(3)).membership is not None


@pytest.mark.parametrize("forge", ["", "c_", "i_{}", "c_{}A", "nothing like it", "c_\x00é"])
def test_a_forged_link_opens_nothing(database: Database, forge: str) -> None:
    asked(database)
    token = forge.format(link(database)[2:])
    for act in (subscribing.look, subscribing.confirm, subscribing.use_to_unite):
        with database.write() as session, pytest.raises(Refusal, match="n’est pas valable"):
            act(session, token, NOON)


def test_a_link_to_settings_confirms_nothing(database: Database) -> None:
    subscribed_by_mail(database)
    asked(database)
    with database.write() as session, pytest.raises(Refusal, match="n’est pas valable"):
        subscribing.confirm(session, key(database), NOON)


def test_two_browsers_at_once_make_one_subscription(database: Database) -> None:
    asked(database)
    token = link(database)
    asked(database, now=NOON + timedelta(minutes=1))
    other, gate = link(database), Barrier(4)

    def tap(one: str) -> str:
        gate.wait(timeout=20)
        try:
            return "already" if confirmed(database, one).already else "made"
        except Refusal as refusal:
            return refusal.sentence

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(tap, [token, token, other, other]))
    words = tokens.SENTENCES[Purpose.CONFIRM].used
    assert said == sorted(["made", "already", words, words])
    with database.read() as session:
        assert len(structures.list_structures(session)) == 1


def test_an_address_that_is_somebody_s_receives_a_link_to_their_settings(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    asked(database, draft=replace(POTAGERS, name="Autre chose"))
    assert box(database)[1:] == [(ACCESS, MARIE)]
    with database.write() as session:
        assert access.who(session, access.enter(session, key(database), NOON), NOON).id == marie
        assert [one.name for one in structures.list_structures(session)] == ["Les Potagers fictifs"]


def test_three_mails_an_hour_to_an_address_and_nothing_is_said(database: Database) -> None:
    for minute in range(6):
        asked(database, now=NOON + timedelta(minutes=minute))
    assert len(box(database)) == 3
    asked(database, PAUL)
    assert box(database)[-1] == (CONFIRMATION, PAUL), "others are not held up"
    asked(database, now=NOON + timedelta(hours=1))
    assert len(box(database)) == 5


def test_ten_mails_a_day_to_an_address(database: Database) -> None:
    for hour in range(20):
        asked(database, now=NOON + timedelta(hours=hour))
    assert len(box(database)) == 10
    asked(database, now=later(1))
    assert len(box(database)) == 11


def test_a_visitor_who_asks_too_often_is_told_so_whatever_the_addresses(database: Database) -> None:
    for number in range(20):
        asked(database, f"personne{number}@example.org", visitor="192.0.2.7")
    for email in (MARIE, PAUL):
        with pytest.raises(Refusal, match="Trop de demandes"):
            asked(database, email, visitor="192.0.2.7")
    asked(database, MARIE, visitor="192.0.2.8")
    asked(database, PAUL, now=NOON + timedelta(hours=1), visitor="192.0.2.7")
    assert len(box(database)) == 22


def test_a_profile_out_of_proportion_is_refused(database: Database) -> None:
    words = tuple(f"mot{number}" for number in range(5000))
    with pytest.raises(Refusal, match="trop longue"):
        asked(database, draft=replace(POTAGERS, activities=(Criteria(include_words=words),)))
    assert owed(database) == []


@pytest.mark.parametrize(
    "variants",
    [
        [f"marie+{number}@vergers.example" for number in range(9)],
        ["marie.vergers@gmail.com", "m.a.rievergers@gmail.com", "marievergers+1@gmail.com", "marievergers@gmail.com"],
    ],
    ids=["+", "."],
)
def test_one_mailbox_is_written_to_three_times_an_hour_however_it_is_spelled(
    database: Database, variants: list[str]
) -> None:
    for email in variants:
        asked(database, email)
    assert [kind for kind, _ in box(database)] == [CONFIRMATION] * 3
    asked(database, "marie.vergers@vergers.example")
    asked(database, "marievergers@vergers.example")
    assert len(box(database)) == 5, "elsewhere, a dot makes another mailbox"
