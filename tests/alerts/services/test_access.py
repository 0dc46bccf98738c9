"""Opening one's settings by a link: for whoever reads the mailbox, once, in one browser, for a while."""

from datetime import datetime, timedelta

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.services import access, addresses, forgetting
from alerts.services.access import Access
from alerts.services.errors import NotYours, Refusal
from alerts.store import addresses as kept
from alerts.store.addresses import Which
from alerts.store.engine import Database
from tests.alerts.services.addressees import (
    MARIE,
    PAUL,
    asked,
    asked_in_chat,
    box,
    channels_of,
    held,
    key,
    last_cause,
    structure_of,
    subscribed_by_mail,
)
from tests.alerts.services.stories import NOON, later, owed
from tests.alerts.services.teams import team_on

ACCESS = DeliveryKind.ACCESS


def wanted(database: Database, email: str = MARIE, now: datetime = NOON, visitor: str = "") -> None:
    with database.write() as session:
        access.ask(session, email, now, visitor)


def sent(database: Database) -> list[str]:
    """The addresses to which a link was sent."""
    return [email for kind, email in box(database) if kind is ACCESS]


def entered(database: Database, now: datetime = NOON) -> str:
    token = key(database, now)
    with database.write() as session:
        return access.enter(session, token, now)


def test_a_link_opens_the_settings_of_whoever_reads_the_mailbox(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    wanted(database, " MARIE@vergers.example")
    assert sent(database) == [MARIE]
    token = key(database)
    with database.write() as session:
        for _ in range(2):
            assert access.look(session, token, NOON) == Access(marie, "m•••@vergers.example")
        browser = access.enter(session, token, NOON)
        assert access.who(session, browser, NOON + timedelta(hours=11, minutes=59)).id == marie


@pytest.mark.parametrize("email", [PAUL, "marie@vergers.example.org"])
def test_nothing_is_sent_nor_said_of_an_address_that_is_nobody_s(database: Database, email: str) -> None:
    subscribed_by_mail(database)
    wanted(database, email)
    assert sent(database) == []
    with database.read() as session:
        assert addresses.of_email(session, email) is None, "and it is not kept"


def test_an_address_that_waits_to_be_confirmed_opens_nothing(database: Database) -> None:
    asked(database)
    wanted(database)
    assert sent(database) == []


def test_limits_are_the_same_for_all_addresses(database: Database) -> None:
    subscribed_by_mail(database)
    for minute in range(5):
        wanted(database, now=NOON + timedelta(minutes=minute))
    assert sent(database) == [MARIE, MARIE], "the confirmation was the first of three"
    for number in range(20):
        wanted(database, f"personne{number}@example.org", visitor="192.0.2.7")
    for email in (MARIE, PAUL):
        with pytest.raises(Refusal, match="Trop de demandes"):
            wanted(database, email, visitor="192.0.2.7")


def test_the_foot_of_a_message_sends_a_link_to_its_own_structure(database: Database) -> None:
    done = subscribed_by_mail(database)
    assert done.membership is not None
    with database.write() as session:
        access.ask_for(session, done.membership, NOON)
        access.ask_for(session, 999, NOON)
    assert sent(database) == [MARIE]
    with database.read() as session:
        cause = last_cause(database, ACCESS)
    with database.write() as session:
        token = access.token_of(session, cause, NOON)
        assert access.look(session, token, NOON).membership == done.membership
    team = team_on(database)
    with database.write() as session:
        access.ask_for(session, team.hers.id, NOON)
    assert sent(database) == [MARIE], "who has no address receives nothing"


@pytest.mark.parametrize(("minutes", "said"), [(29, None), (31, "a expiré. Demandez-en un nouveau")])
def test_a_link_is_good_for_half_an_hour(database: Database, minutes: int, said: str | None) -> None:
    subscribed_by_mail(database)
    wanted(database)
    token, then = key(database), NOON + timedelta(minutes=minutes)
    with database.write() as session:
        if said is None:
            assert access.enter(session, token, then)
            return
        with pytest.raises(Refusal) as refusal:
            access.enter(session, token, then)
    assert said in refusal.value.sentence


def test_a_link_opens_one_browser_only(database: Database) -> None:
    subscribed_by_mail(database)
    wanted(database)
    token = key(database)
    with database.write() as session:
        access.enter(session, token, NOON)
        for act in (access.enter, access.look):
            with pytest.raises(Refusal, match="ne sert qu’une fois"):
                act(session, token, NOON)


def test_a_session_ends_after_twelve_hours_or_when_it_is_closed(database: Database) -> None:
    subscribed_by_mail(database)
    wanted(database)
    first = entered(database)
    wanted(database, now=later())
    second = entered(database, later())
    with database.write() as session:
        with pytest.raises(NotYours, match="Demandez un nouveau lien"):
            access.who(session, first, NOON + timedelta(hours=12))
        assert access.who(session, second, later())
        for _ in range(2):
            access.leave(session, second)
        with pytest.raises(NotYours):
            access.who(session, second, later())


@pytest.mark.parametrize("forged", ["", "s_", "s_nothing", "a_nothing", "é\0"])
def test_a_forged_session_is_nobody_s(database: Database, forged: str) -> None:
    subscribed_by_mail(database)
    wanted(database)
    with database.read() as session, pytest.raises(NotYours):
        access.who(session, forged, NOON)


def test_a_link_is_no_session_and_a_session_no_link(database: Database) -> None:
    subscribed_by_mail(database)
    wanted(database)
    token = key(database)
    with database.write() as session:
        with pytest.raises(NotYours):
            access.who(session, token, NOON)
        browser = access.enter(session, token, NOON)
        with pytest.raises(Refusal):
            access.enter(session, browser, NOON)


def test_erased_every_browser_and_link_is_closed(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    wanted(database)
    browser = entered(database)
    wanted(database, now=later())
    token, cause = key(database, later()), last_cause(database, ACCESS)
    with database.write() as session:
        forgetting.forget(session, marie, later())
        with pytest.raises(NotYours):
            access.who(session, browser, NOON)
        with pytest.raises(Refusal):
            access.enter(session, token, later())
        with pytest.raises(Refusal, match="ont été effacées"):
            access.token_of(session, cause, later())


def test_all_browsers_are_closed_at_once(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    wanted(database)
    browser = entered(database)
    with database.write() as session:
        assert access.leave_everywhere(session, marie) == 2, "the browser, and the link that opened it"
        with pytest.raises(NotYours):
            access.who(session, browser, NOON)


def test_an_address_in_trouble_receives_one_link_a_day_and_works_again_once_it_is_opened(database: Database) -> None:
    """A full mailbox, emptied since."""
    done = subscribed_by_mail(database)
    with database.write() as session:
        kept.mark_trouble(session, Which(person_id=done.person_id), "boîte pleine", NOON)
    assert channels_of(database, structure_of(database, done)) == []
    for hour in (2, 3, 4):
        wanted(database, now=NOON + timedelta(hours=hour))
    assert sent(database) == [MARIE]
    entered(database, NOON + timedelta(hours=4))
    assert channels_of(database, structure_of(database, done)) == [("email", MARIE)]
    address = held(database, done.person_id)
    assert address is not None
    assert (address.trouble, address.trouble_at) == (None, None)


def test_the_ledger_names_nobody(database: Database) -> None:
    subscribed_by_mail(database)
    wanted(database)
    assert all(MARIE not in str((one.cause, one.recipient)) for one in owed(database))


def test_what_another_asked_for_is_not_opened_by_an_address_that_changed_hands(database: Database) -> None:
    """The mail waited, and the address was removed meanwhile."""
    marie = subscribed_by_mail(database).person_id
    wanted(database)
    token = key(database)
    team = team_on(database)
    with database.write() as session:
        addresses.remove(session, marie, NOON)
    asked_in_chat(database, team.anne)
    with database.write() as session, pytest.raises(Refusal):
        access.enter(session, token, NOON)
