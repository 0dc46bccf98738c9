"""Addresses as people type them: understood, refused kindly, hinted at, forgotten."""

from datetime import timedelta

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.services import addresses
from alerts.services.errors import Refusal
from alerts.services.typos import USUAL
from alerts.store.engine import Database
from tests.alerts.services.addressees import MARIE, asked, box, given, held, subscribed_by_mail
from tests.alerts.services.stories import NOON, owed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("marie@vergers.example", "marie@vergers.example"),
        ("  Marie.Dupre+Vigie@Vergers.EXAMPLE ", "marie.dupre+vigie@vergers.example"),
        ("contact@forêts.example", "contact@xn--forts-jsa.example"),
        ("o'neil@example.org", "o'neil@example.org"),
    ],
)
def test_an_address_is_kept_in_one_spelling(typed: str, meant: str) -> None:
    assert addresses.normal(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Indiquez votre adresse e-mail."),
        ("   ", "Indiquez votre adresse e-mail."),
        ("marie", "n’est pas comprise"),
        ("marie@", "n’est pas comprise"),
        ("marie@localhost", "n’est pas comprise"),
        ("marie dupre@example.org", "n’est pas comprise"),
        ("Marie <marie@example.org>", "n’est pas comprise"),
        ("marie@example.org, paul@example.org", "n’est pas comprise"),
        ("marie@[127.0.0.1]", "n’est pas comprise"),
        ('"marie"@example.org', "n’est pas comprise"),
        ("hélène@example.org", "contient un accent"),
        ("marie@example.org\nBcc: paul@example.org", "n’est pas comprise"),
        ("marie@example.org\r\n", "n’est pas comprise"),
        (f"marie@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.example", "trop longue"),
        (f"{'m' * 65}@example.org", "n’est pas comprise"),
        ("marie@exam\0ple.org", "n’est pas comprise"),
    ],
)
def test_what_is_no_address_is_refused_with_a_kind_sentence(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        addresses.normal(typed)
    assert said in refusal.value.sentence
    assert "marie" not in refusal.value.sentence.lower(), "what was typed is not shown again in a page"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("marie@gmial.com", "marie@gmail.com"),
        ("Marie@GMAIL.con", "marie@gmail.com"),
        ("marie@gmail.co", "marie@gmail.com"),
        ("marie@gmailcom", "marie@gmail.com"),
        ("marie@gmail.fr", "marie@gmail.com"),
        ("marie@orange.f", "marie@orange.fr"),
        ("marie@ornage.fr", "marie@orange.fr"),
        ("marie@wanado.fr", "marie@wanadoo.fr"),
        ("marie@hotmial.fr", "marie@hotmail.fr"),
        ("marie@laposte.fr", "marie@laposte.net"),
        ("marie@fere.fr", "marie@free.fr"),
        ("marie@free.frr", "marie@free.fr"),
        ("marie@sfrfr", "marie@sfr.fr"),
    ],
)
def test_a_slip_in_a_usual_domain_is_hinted_at(typed: str, meant: str) -> None:
    assert addresses.near(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *(f"marie@{domain}" for domain in USUAL),
        "marie@ymail.com",
        "marie@mail.com",
        "marie@hotmail.it",
        "marie@vergers.example",
        "marie@trees.fr",
        "marie@fred.fr",
        "marie@sfa.fr",
        "marie@mairie-gmail.fr",
        "marie",
        "@gmial.com",
        "",
    ],
)
def test_what_is_well_written_or_somebody_s_own_is_left_alone(typed: str) -> None:
    assert addresses.near(typed) is None


@pytest.mark.parametrize(
    ("email", "shown"), [("marie@exemple.org", "m•••@exemple.org"), ("m@exemple.org", "m•••@exemple.org")]
)
def test_an_address_is_shown_without_being_told(email: str, shown: str) -> None:
    assert addresses.masked(email) == shown


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_an_address_that_nobody_confirms_is_forgotten_with_its_mail(database: Database, days: int, left: int) -> None:
    asked(database)
    assert box(database) == [(DeliveryKind.CONFIRMATION, MARIE)]
    with database.write() as session:
        assert addresses.sweep(session, NOON + timedelta(days=days)) == 1 - left
    assert len(owed(database)) == left
    with database.read() as session:
        assert (addresses.of_email(session, MARIE) is not None) is bool(left)


def test_asked_again_it_waits_seven_days_more(database: Database) -> None:
    asked(database)
    asked(database, now=NOON + timedelta(days=5))
    with database.write() as session:
        assert addresses.sweep(session, NOON + timedelta(days=8)) == 0
        assert addresses.sweep(session, NOON + timedelta(days=13)) == 1


def test_a_confirmed_address_stays_and_what_confirmed_it_goes(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    with database.write() as session:
        assert addresses.sweep(session, NOON + timedelta(days=400)) == 0
    assert held(database, marie) is not None
    assert CONFIRMATION in _told(database), "it waits: it is not settled yet"
    _settled(database)
    with database.write() as session:
        addresses.sweep(session, NOON + timedelta(days=29))
    assert CONFIRMATION in _told(database)
    with database.write() as session:
        addresses.sweep(session, NOON + timedelta(days=31))
    assert _told(database) == [DeliveryKind.DIGEST], "that one is theirs: it is in the list of what they were sent"


CONFIRMATION = DeliveryKind.CONFIRMATION


def _told(database: Database) -> list[DeliveryKind]:
    return [one.kind for one in owed(database)]


def _settled(database: Database) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE delivery SET next_at = NULL, outcome = 'sent', settled_at = created_at"
        )


def test_the_links_of_a_calendar_are_taken_back(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    before = held(database, marie)
    with database.write() as session:
        renewed = addresses.renew_generation(session, marie)
        assert addresses.renew_generation(session, 999) is None
    assert before is not None
    assert renewed == before.generation + 1


def test_an_address_that_is_removed_does_not_bring_its_calendar_back(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    before = held(database, marie)
    with database.write() as session:
        assert addresses.remove(session, marie, NOON)
        assert not addresses.remove(session, marie, NOON)
    assert held(database, marie) is None
    given(database, marie, MARIE, NOON + timedelta(days=1))
    after = held(database, marie)
    assert before is not None
    assert after is not None
    assert after.generation > before.generation
