"""Erasing an address: nothing readable stays, and one that refused our messages is never written to again."""

import json
from hashlib import sha256

import pytest

from alerts.model.people import Recipient
from alerts.services import access, addresses, audience, exporting, forgetting
from alerts.services.errors import NotYours, Refusal
from alerts.store.engine import Database
from tests.alerts.services.addressees import (
    MARIE,
    PAUL,
    asked,
    asked_in_chat,
    box,
    given,
    held,
    key,
    outcomes,
    owe_alert,
    structure_of,
    subscribed_by_mail,
)
from tests.alerts.services.stories import NOON, later, owed
from tests.alerts.services.teams import team_on
from tests.alerts.services.test_forgetting import rows, traces

SPAM = "votre messagerie nous transmet que vous les avez signalés comme indésirables"


def erased(database: Database, person_id: int) -> None:
    with database.write() as session:
        forgetting.forget(session, person_id, later())


def broken(database: Database, person_id: int, reason: str = SPAM) -> None:
    with database.write() as session:
        audience.mark_unreachable(session, Recipient("email", f"person:{person_id}"), reason, NOON)


def test_nothing_stays_of_somebody_known_by_e_mail(database: Database) -> None:
    done = subscribed_by_mail(database)
    address, structure = held(database, done.person_id), structure_of(database, done)
    owe_alert(database, structure, done.person_id, "email")
    with database.write() as session:
        access.ask(session, MARIE, NOON)
    token = key(database)
    with database.write() as session:
        browser = access.enter(session, token, NOON)
    assert address is not None
    recipients = (MARIE, f"person:{done.person_id}", f"address:{address.id}", structure, "Les Potagers fictifs")
    assert {table for table, _ in traces(database, *recipients)} >= {"address", "delivery", "structure", "token"}
    erased(database, done.person_id)
    assert traces(database, *recipients) == []
    assert rows(database)["token"] == []
    assert [row for row in rows(database)["suppressed"] if "'salt'" not in row] == []
    with database.read() as session, pytest.raises(NotYours):
        access.who(session, browser, NOON)


def test_nothing_of_the_address_stays_of_somebody_on_telegram(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    asked_in_chat(database, team.anne, PAUL)
    erased(database, team.anne)
    assert traces(database, MARIE, PAUL, f"person:{team.anne}") == []


def test_erased_and_back_they_begin_anew(database: Database) -> None:
    first = subscribed_by_mail(database).person_id
    erased(database, first)
    again = subscribed_by_mail(database, now=later(2))
    assert again.person_id != first
    address = held(database, again.person_id)
    assert address is not None
    assert address.works


def test_an_address_that_complained_is_never_written_to_again(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    broken(database, marie)
    erased(database, marie)
    assert traces(database, MARIE) == []
    kept = [row for row in rows(database)["suppressed"] if SPAM in row]
    assert len(kept) == 1
    asked(database, now=later(2))
    team = team_on(database)
    asked_in_chat(database, team.anne, now=later(2))
    with database.write() as session:
        access.ask(session, MARIE, later(2))
    assert box(database) == []
    asked(database, PAUL, now=later(2))
    assert [email for _, email in box(database)] == [PAUL]


def test_the_host_may_allow_it_again(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    broken(database, marie)
    erased(database, marie)
    with database.write() as session:
        assert addresses.lift_suppression(session, "Marie@Vergers.example", later(3))
        assert not addresses.lift_suppression(session, MARIE, later(3))
        with pytest.raises(Refusal):
            addresses.lift_suppression(session, "marie", later(3))
    assert subscribed_by_mail(database, now=later(3)).membership is not None


def test_the_digest_is_not_guessed_without_the_secret_of_the_database(database: Database) -> None:
    """The same address in two databases has two digests: trying addresses needs the secret."""
    marie = subscribed_by_mail(database).person_id
    broken(database, marie)
    erased(database, marie)
    held = str(rows(database)["suppressed"])
    assert sha256(MARIE.encode()).hexdigest() not in held
    (salt,) = [row for row in rows(database)["suppressed"] if "'salt'" in row]
    assert len(salt.split("'")[3]) == 64


def test_an_address_in_trouble_that_is_replaced_is_not_written_to_either(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    broken(database, team.anne)
    given(database, team.anne, PAUL, later())
    asked(database, MARIE, now=later(2))
    assert [email for _, email in box(database)] == [PAUL]


def test_the_address_its_proof_and_its_trouble_are_in_the_file(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    owe_alert(database, team.jardins.id, team.anne, "email")
    broken(database, team.anne, "boîte pleine")
    assert outcomes(database, team.anne, "email") == [("refused", "boîte pleine")]
    with database.read() as session:
        file = exporting.export(session, team.anne, later())
        screen = exporting.seen(session, team.anne)
    assert file["Votre adresse e-mail"] == {
        "Adresse": MARIE,
        "Confirmée le": "lundi 23 novembre 2026 à 13 h 00",
        "Preuve de votre accord": {
            "Demandé le": "lundi 23 novembre 2026 à 13 h 00",
            "Demandé": "dans Telegram",
            "Version du texte": "2026-11",
            "Confirmé le": "lundi 23 novembre 2026 à 13 h 00",
        },
        "Difficulté": "boîte pleine",
        "Difficulté depuis": "lundi 23 novembre 2026 à 13 h 00",
    }
    said = [(one["Sorte"], one["Canal"], one["Structure"]) for one in file["Messages qui vous ont été adressés"]]
    assert said[0] == ("demande de confirmation de l'adresse", "email", None)
    assert ("annonce", "email", "Les Jardins fictifs") in said
    assert screen["Adresse e-mail"] == f"{MARIE} (les e-mails ne passent plus : boîte pleine)"
    assert file["Vos structures"][0]["Vos envois"]["Canaux choisis"] == ["Telegram", "e-mail"]
    assert json.loads(json.dumps(file)) == file


def test_open_pages_are_in_the_file_and_are_no_invitations(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    with database.write() as session:
        access.ask(session, MARIE, NOON)
    token = key(database)
    with database.write() as session:
        access.enter(session, token, NOON)
    with database.read() as session:
        file = exporting.export(session, marie, NOON)
        assert exporting.seen(session, marie)["Invitations que vous avez faites"] == 0
    assert file["Pages de réglages ouvertes"] == [
        {"Ouvertes le": "lundi 23 novembre 2026 à 13 h 00", "Jusqu'au": "mardi 24 novembre 2026 à 1 h 00"}
    ]
    assert file["Invitations que vous avez faites"] == []
    assert [one["Sorte"] for one in file["Messages qui vous ont été adressés"]] == [
        "demande de confirmation de l'adresse",
        "lien vers vos réglages",
        "récapitulatif",
    ]
    assert owed(database) != []


def test_an_address_that_they_gave_and_did_not_confirm_goes_with_them(database: Database) -> None:
    marie = subscribed_by_mail(database).person_id
    asked_in_chat(database, marie, PAUL)
    asked_in_chat(database, marie, "autre@vergers.example")
    asked(database, "autre@vergers.example")  # somebody asks for it too
    erased(database, marie)
    with database.read() as session:
        assert addresses.of_email(session, PAUL) is None
        assert addresses.of_email(session, "autre@vergers.example") is not None
    assert [email for _, email in box(database)] == ["autre@vergers.example"]
