"""Somebody known on Telegram gives an e-mail address: their own, another one, or one that turns out to be another's."""

from dataclasses import replace

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.services import access, addresses, forgetting, people, subscribing
from alerts.services.errors import NotYours, Refusal
from alerts.services.subscribing import Asked, Confirmed
from alerts.store.engine import Database
from tests.alerts.services.addressees import (
    IN_THE_CHAT,
    MARIE,
    PAUL,
    asked_in_chat,
    box,
    channels_of,
    confirmed,
    given,
    held,
    key,
    last_cause,
    link,
    preferring,
    subscribed_by_mail,
)
from tests.alerts.services.stories import NOON, later
from tests.alerts.services.teams import ANNE, team_on

CONFIRMATION = DeliveryKind.CONFIRMATION
USED = "a déjà servi"


def test_somebody_on_telegram_adds_an_address(database: Database) -> None:
    team = team_on(database)
    asked_in_chat(database, team.anne)
    assert channels_of(database, team.jardins.id)[0] == ("telegram", str(ANNE))
    token = link(database)
    with database.read() as session:
        assert subscribing.look(session, token, NOON) == Asked("m•••@vergers.example", telegram=True)
    assert confirmed(database, token) == Confirmed(team.anne)
    assert channels_of(database, team.jardins.id)[:2] == [("telegram", str(ANNE)), ("email", MARIE)]
    with database.write() as session, pytest.raises(Refusal, match="déjà la vôtre"):
        subscribing.ask_for_person(session, team.anne, MARIE, IN_THE_CHAT, NOON)


def test_somebody_changes_their_address_and_pages_opened_before_are_closed(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    before = held(database, team.anne)
    with database.write() as session:
        access.ask(session, MARIE, NOON)
    with database.write() as session:
        access.ask(session, MARIE, later())
    old = key(database, later())
    opened = key(database, later())
    with database.write() as session:
        browser = access.enter(session, opened, later())
    given(database, team.anne, PAUL, later())
    assert channels_of(database, team.jardins.id)[1] == ("email", PAUL)
    after = held(database, team.anne)
    assert before is not None
    assert after is not None
    assert (after.email, after.generation) == (PAUL, before.generation), "calendars go on"
    with database.write() as session:
        assert addresses.of_email(session, MARIE) is None
        with pytest.raises(NotYours):
            access.who(session, browser, later())
        with pytest.raises(Refusal):
            access.enter(session, old, later())
    assert [email for _, email in box(database)] == [PAUL], "what was sent to the old one is forgotten"


def test_until_it_is_confirmed_the_old_address_goes_on(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    asked_in_chat(database, team.anne, PAUL)
    assert channels_of(database, team.jardins.id)[1] == ("email", MARIE)


def test_whoever_had_stopped_their_mails_begins_again_with_a_new_address(database: Database) -> None:
    team = team_on(database)
    with database.write() as session:
        people.prefer(session, team.anne, team.hers.id, preferring("telegram"))
    given(database, team.anne)
    assert channels_of(database, team.jardins.id)[:2] == [("telegram", str(ANNE)), ("email", MARIE)]


def test_an_address_of_another_is_not_taken_but_proposed_to_be_united(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    team = team_on(database)
    asked_in_chat(database, team.anne)
    assert box(database)[-1] == (CONFIRMATION, MARIE), "the chat says nothing of whose it is: the mailbox decides"
    token = link(database)
    with database.read() as session:
        assert subscribing.look(session, token, NOON).others == ("Les Potagers fictifs",)
    for _ in range(2):
        assert confirmed(database, token) == Confirmed(team.anne, merge_with=marie)
    address = held(database, marie)
    assert address is not None
    assert address.email == MARIE
    assert held(database, team.anne) is None
    with database.write() as session:
        agreed = subscribing.use_to_unite(session, token, later())
        assert (agreed.kept, agreed.other, agreed.address_id) == (team.anne, marie, address.id)
        assert agreed.proof == replace(IN_THE_CHAT, confirmed_at=later())
        with pytest.raises(Refusal, match=USED):
            subscribing.use_to_unite(session, token, later())


def test_nothing_is_united_when_the_address_is_nobody_s(database: Database) -> None:
    team = team_on(database)
    asked_in_chat(database, team.anne)
    token = link(database)
    with database.write() as session, pytest.raises(Refusal, match="rien à réunir"):
        subscribing.use_to_unite(session, token, NOON)
    assert confirmed(database, token) == Confirmed(team.anne)


def test_two_people_ask_for_one_address_and_the_second_is_asked_to_unite(database: Database) -> None:
    team = team_on(database)
    asked_in_chat(database, team.anne)
    hers = link(database)
    asked_in_chat(database, team.bilal)
    his = link(database)
    assert confirmed(database, hers) == Confirmed(team.anne)
    assert confirmed(database, his) == Confirmed(team.bilal, merge_with=team.anne)


def test_whoever_asked_was_erased_meanwhile(database: Database) -> None:
    team = team_on(database)
    asked_in_chat(database, team.anne)
    token, cause = link(database), last_cause(database, CONFIRMATION)
    with database.write() as session:
        forgetting.forget(session, team.anne, NOON)
    with database.write() as session, pytest.raises(Refusal):
        subscribing.confirm(session, token, NOON)
    with database.write() as session, pytest.raises(NotYours, match="n’existe plus"):
        subscribing.token_of(session, cause, NOON)
    assert channels_of(database, team.jardins.id) == [("telegram", "7000000002")]


def test_five_addresses_an_hour_for_one_person(database: Database) -> None:
    team = team_on(database)
    for number in range(5):
        asked_in_chat(database, team.anne, f"anne{number}@example.org")
    with pytest.raises(Refusal, match="Trop de demandes"):
        asked_in_chat(database, team.anne, "anne5@example.org")
    asked_in_chat(database, team.bilal, PAUL)
    assert len(box(database)) == 6
