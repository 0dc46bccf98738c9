"""Telegram and e-mail, one preference: each goes where it was chosen and works, and one that fails stops alone."""

from datetime import datetime, timedelta

import pytest

from alerts.ledger import book, reach
from alerts.model.delivery import Claimed, DeliveryKind, Unreachable
from alerts.model.people import Recipient
from alerts.services import access, audience, people, subscribing
from alerts.store import addresses
from alerts.store.engine import Database
from tests.alerts.services.addressees import (
    MARIE,
    PAUL,
    asked,
    channels_of,
    given,
    held,
    key,
    link,
    notices,
    outcomes,
    owe_alert,
    preferring,
    structure_of,
    subscribed_by_mail,
)
from tests.alerts.services.stories import NOON, later, owed
from tests.alerts.services.teams import ANNE, BILAL, Team, team_on

WHY = "cette adresse n'existe pas"
TOLD = [("telegram", "Vos e-mails ne passent plus")]


@pytest.fixture
def team(database: Database) -> Team:
    """Anne is on Telegram and has an address; Bilal is on Telegram only."""
    held = team_on(database)
    given(database, held.anne)
    return held


def broken(database: Database, to: Recipient, now: datetime = NOON, reason: str = WHY) -> int:
    with database.write() as session:
        return audience.mark_unreachable(session, to, reason, now)


def by_mail(person_id: int) -> Recipient:
    return Recipient("email", f"person:{person_id}")


@pytest.mark.parametrize(
    ("channels", "told"),
    [
        (("telegram", "email"), [("telegram", str(ANNE)), ("email", MARIE)]),
        (("email",), [("email", MARIE)]),
        (("telegram",), [("telegram", str(ANNE))]),
        ((), []),
    ],
)
def test_people_are_told_where_they_chose(
    database: Database, team: Team, channels: tuple[str, ...], told: list[tuple[str, str]]
) -> None:
    with database.write() as session:
        people.prefer(session, team.anne, team.hers.id, preferring(*channels))
    assert channels_of(database, team.jardins.id) == [*told, ("telegram", str(BILAL))]
    for channel in ("telegram", "email"):
        with database.read() as session:
            found = audience.listener_of(session, team.jardins.id, Recipient(channel, f"person:{team.anne}"))
        assert (found is not None) is (channel in channels)
        if found is not None:
            assert (found.membership, found.preference.channels) == (team.hers.id, channels)


def test_an_address_that_is_nobody_s_yet_can_be_asked_about_and_told_nothing_else(database: Database) -> None:
    asked(database)
    (row,) = owed(database)
    with database.read() as session:
        assert audience.address_of(session, Recipient("email", row.recipient)) == MARIE
        assert audience.address_of(session, Recipient("email", "address:999")) is None
        assert audience.address_of(session, Recipient("email", "group:1")) is None
        assert audience.address_of(session, Recipient("telegram", row.recipient)) is None
    team = team_on(database)
    with database.read() as session:
        assert audience.listener_of(session, team.jardins.id, Recipient("email", row.recipient)) is None


def test_blocked_on_telegram_mails_go_on(database: Database, team: Team) -> None:
    for channel in ("telegram", "email"):
        owe_alert(database, team.jardins.id, team.anne, channel)
    with database.write() as session:
        people.blocked(session, ANNE, NOON)
    assert channels_of(database, team.jardins.id)[0] == ("email", MARIE)
    assert outcomes(database, team.anne, "email") == [(None, None)]
    ((outcome, reason),) = outcomes(database, team.anne, "telegram")
    assert (outcome, reason) == ("refused", "la personne a bloqué le bot ; l'annonce reste dans /alertes")


def test_a_mail_that_is_refused_stops_mails_and_telegram_goes_on_and_tells_it(database: Database, team: Team) -> None:
    for channel in ("telegram", "email"):
        owe_alert(database, team.jardins.id, team.anne, channel)
    with database.write() as session:
        mail = next(
            one for one in book.claim(session, NOON, n=9, lease=timedelta(minutes=2)) if _is_alert(one, "email")
        )
        assert book.settle(session, mail, Unreachable(WHY), NOON)
    assert channels_of(database, team.jardins.id) == [("telegram", str(ANNE)), ("telegram", str(BILAL))]
    assert outcomes(database, team.anne, "email") == [("refused", WHY)]
    assert outcomes(database, team.anne, "telegram") == [(None, None)]
    assert notices(database, team.anne) == TOLD
    (word,) = owed(database, DeliveryKind.NOTICE)
    assert "tapez /email" in word.cause["text"]
    assert WHY in word.cause["text"]
    assert MARIE not in str(word.cause)


def _is_alert(one: Claimed, channel: str) -> bool:
    return (one.kind, one.channel) == (DeliveryKind.ALERT, channel)


def test_it_is_told_once_however_often_it_comes_back(database: Database, team: Team) -> None:
    for day in range(3):
        owe_alert(database, team.jardins.id, team.anne, "email", str(day))
        assert broken(database, by_mail(team.anne), later(day)) == 1, "what waits is settled each time"
    assert notices(database, team.anne) == TOLD
    address = held(database, team.anne)
    assert address is not None
    assert (address.trouble, address.trouble_at) == (WHY, NOON)


def test_who_chose_e_mail_only_is_told_on_telegram_all_the_same(database: Database, team: Team) -> None:
    with database.write() as session:
        people.prefer(session, team.anne, team.hers.id, preferring("email"))
    broken(database, by_mail(team.anne))
    assert notices(database, team.anne) == TOLD


def test_who_is_known_by_e_mail_only_is_told_nowhere(database: Database) -> None:
    done = subscribed_by_mail(database)
    broken(database, by_mail(done.person_id))
    assert owed(database, DeliveryKind.NOTICE) == []
    assert channels_of(database, structure_of(database, done)) == []


def test_who_blocked_the_bot_is_told_nowhere(database: Database, team: Team) -> None:
    with database.write() as session:
        people.blocked(session, ANNE, NOON)
    broken(database, by_mail(team.anne))
    assert notices(database, team.anne) == []


def test_confirmed_again_it_works_again_and_a_new_trouble_is_told_again(database: Database, team: Team) -> None:
    before = held(database, team.anne)
    broken(database, by_mail(team.anne))
    given(database, team.anne, now=later())
    after = held(database, team.anne)
    assert before is not None
    assert after is not None
    assert (after.works, after.id, after.generation) == (True, before.id, before.generation), "its calendar goes on"
    broken(database, by_mail(team.anne), later(2))
    assert notices(database, team.anne) == TOLD * 2


def test_what_left_for_another_address_says_nothing_of_the_new_one(database: Database, team: Team) -> None:
    """A refusal may take days to come back."""
    given(database, team.anne, PAUL, later())
    with database.write() as session:
        assert reach.mark_unreachable(session, by_mail(team.anne), WHY, later(2), since=NOON) == 0
    assert ("email", PAUL) in channels_of(database, team.jardins.id)
    with database.write() as session:
        reach.mark_unreachable(session, by_mail(team.anne), WHY, later(3), since=later(2))
    assert ("email", PAUL) not in channels_of(database, team.jardins.id)


def test_a_confirmation_that_is_refused_stops_with_its_address(database: Database) -> None:
    asked(database)
    (row,) = owed(database)
    assert broken(database, Recipient("email", row.recipient)) == 1
    (row,) = owed(database)
    assert (row.outcome, row.reason) == ("refused", WHY)


@pytest.mark.parametrize("to", [Recipient("email"), Recipient("email", "person:999"), Recipient("email", "group:1")])
def test_a_recipient_without_address_changes_nothing(database: Database, team: Team, to: Recipient) -> None:
    assert broken(database, to) == 0
    assert ("email", MARIE) in channels_of(database, team.jardins.id)


def test_opening_a_link_from_the_mailbox_proves_that_it_works(database: Database, team: Team) -> None:
    broken(database, by_mail(team.anne))
    with database.write() as session:
        access.ask(session, MARIE, later())
    token = key(database, later())
    with database.write() as session:
        access.enter(session, token, later())
    assert ("email", MARIE) in channels_of(database, team.jardins.id)


def test_a_day_of_refusals_counts_once(database: Database, team: Team) -> None:
    address = held(database, team.anne)
    assert address is not None
    with database.write() as session:
        days = [NOON.date(), NOON.date(), later(1).date(), later(1).date(), later(0).date()]
        assert [addresses.add_point(session, address.id, day) for day in days] == [1, None, 2, None, None]
        addresses.reset_score(session, address.id)
        assert addresses.add_point(session, address.id, NOON.date()) == 1


def test_a_link_on_its_way_says_when_it_has_nothing_left_to_confirm(database: Database) -> None:
    asked(database)
    token = link(database)
    team = team_on(database)
    given(database, team.anne)
    with database.read() as session:
        assert subscribing.look(session, token, NOON).already
