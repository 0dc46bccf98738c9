"""The link of the confirmation: opening it only asks, saying yes acts, once."""

import json

import pytest

from alerts.services import people, subscribing
from alerts.services.subscribing import TELEGRAM, Proof
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.stories import CLAIRE, WISH, link_received, mailbox, plain, subscribe, subscribed
from tests.bot.pages.visitor import Visitor


@pytest.fixture
def link(house: House, visitor: Visitor) -> str:
    visitor.post("/inscription", WISH)
    return link_received(house)


def test_opening_the_link_only_asks_however_often(house: House, visitor: Visitor, link: str) -> None:
    for _ in range(3):
        page = visitor.get(link)
        assert page.status_code == 200
        assert "c•••@jardins.example.org" in page.text
        assert "Les Jardins fictifs" in page.text
        assert "chaque lundi à 8 h" in plain(page.text)
    assert visitor.head(link).status_code == 200
    assert visitor.cookies == {}
    with house.database.read() as session:
        assert people.memberships_of(session, 1) == []


def test_saying_yes_opens_the_settings_of_this_browser(house: House, visitor: Visitor, link: str) -> None:
    answer = visitor.post(link)
    assert "C’est confirmé" in answer.text
    assert "arriveront par e-mail, chaque lundi à 8 h." in plain(answer.text)
    assert "Les Jardins fictifs" in answer.text
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-vigie=s_")
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=43200"):
        assert word in cookie
    assert "Domain" not in cookie
    assert CLAIRE in visitor.get("/reglages").text


def test_twice_says_that_there_is_nothing_left_to_confirm(house: House, visitor: Visitor, link: str) -> None:
    visitor.post(link)
    for answer in (visitor.get(link), visitor.post(link)):
        assert answer.status_code == 410
        assert "il n’y a plus rien à confirmer" in plain(answer.text)
    with house.database.read() as session:
        assert len(people.memberships_of(session, subscribed(house)[0].id)) == 1


def test_after_two_days_it_is_too_late(visitor: Visitor, link: str, clock: Clock) -> None:
    clock.later(hours=49)
    for answer in (visitor.get(link), visitor.post(link)):
        assert answer.status_code == 410
        assert "Refaites votre demande" in answer.text
        assert 'href="/inscription"' in answer.text


@pytest.mark.parametrize("token", ["c_" + "A" * 43, "a_" + "A" * 43, "x", "%00", "é" * 40, "c_" + "A" * 4000])
@ONE_DATABASE
def test_a_token_that_nobody_made(visitor: Visitor, token: str) -> None:
    for answer in (visitor.get(f"/confirmer/{token}"), visitor.post(f"/confirmer/{token}")):
        assert answer.status_code == 410
        assert "Ce lien de confirmation n’est pas valable" in answer.text


def test_the_link_of_one_thing_does_not_do_another(house: House, visitor: Visitor, link: str) -> None:
    token = link.rpartition("/")[2]
    assert visitor.post(f"/entrer/{token}").status_code == 410
    visitor.post(link)
    Visitor(house).post("/acces", {"adresse": CLAIRE})
    entering = link_received(house)
    assert entering.startswith("/entrer/")
    assert visitor.post(f"/confirmer/{entering.rpartition('/')[2]}").status_code == 410


def test_the_address_of_somebody_on_telegram_joins_both_when_they_agree(
    house: House, visitor: Visitor, clock: Clock
) -> None:
    by_mail, _, structure = subscribe(house, visitor)
    clock.later(hours=1)
    with house.database.write() as session:
        account = people.meet(session, 7_000_001, "Zénobie", clock())
        subscribing.ask_for_person(session, account.id, CLAIRE, Proof(clock(), TELEGRAM, "telegram-1"), clock())
    link = link_received(house)
    phone = Visitor(house, "192.0.2.9")
    asked = phone.get(link)
    assert "Confirmer et réunir" in asked.text
    assert structure.name in asked.text
    hesitating = phone.post(link)
    assert "Confirmer et réunir" in hesitating.text
    assert phone.cookies == {}
    united = phone.post(link, {"reunir": "1"}).text
    assert "C’est confirmé" in united
    assert "vos deux abonnements n’en font plus qu’un" in united
    with house.database.read() as session:
        assert [one.id for _, one in people.memberships_of(session, account.id)] == [structure.id]
    assert by_mail.id != account.id
    assert structure.name in phone.get("/reglages").text
    assert visitor.get("/reglages").headers["location"] == "/acces"


def test_what_was_asked_is_kept_as_a_proof(house: House, visitor: Visitor, link: str) -> None:
    kind, cause = mailbox(house.database)[0]
    assert kind == "confirmation"
    assert json.loads(cause["proof"])["where"] == "page"
    assert json.loads(cause["proof"])["wording"] == "inscription-1"
