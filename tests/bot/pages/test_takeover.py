"""Somebody tries to take the subscription of somebody else: by an old request, by uniting, by a page left open."""

import pytest

from alerts.services import people, uniting
from alerts.services.errors import Refusal
from alerts.store import addresses
from bot.wiring import House
from tests.bot.pages.stories import CLAIRE, link_received, plain, subscribe
from tests.bot.pages.visitor import Visitor

STRANGER, RIGHT = "clair@jardins.example.org", "claire@potagers.example.org"
MALLORY, SECOND = "mallory@ailleurs.example.org", "mallory2@ailleurs.example.org"
LATER_CHANGED = "une autre adresse a été confirmée depuis"


def owner(house: House, email: str) -> int | None:
    with house.database.read() as session:
        found = addresses.of_email(session, email)
    return found.person_id if found else None


def asked_to_change(house: House, visitor: Visitor, email: str) -> str:
    """The path of the link that this new address receives."""
    assert visitor.post("/reglages/adresse", {"adresse": email}).status_code == 200
    house.clock.later(minutes=1)  # type: ignore[attr-defined]
    return link_received(house)


def test_an_address_mistyped_cannot_be_confirmed_once_the_right_one_was(house: House, visitor: Visitor) -> None:
    person, _, _ = subscribe(house, visitor)
    mistyped = asked_to_change(house, visitor, STRANGER)
    right = asked_to_change(house, visitor, RIGHT)
    assert visitor.post(right).status_code == 200
    stranger = Visitor(house, "198.51.100.1")
    refused = stranger.post(mistyped)
    assert refused.status_code == 410
    assert LATER_CHANGED in plain(refused.text)
    assert (owner(house, RIGHT), owner(house, STRANGER)) == (person.id, None)
    assert stranger.get("/reglages").status_code == 303


def united_with(house: House, mallory: Visitor, claire: Visitor) -> int:
    """Claire agrees to unite; the number of the person that both are from now on."""
    path = asked_to_change(house, mallory, CLAIRE)
    warned = plain(claire.get(path).text)
    assert (
        "qui a fait cette demande pourra les voir et changer leurs réglages. Ne confirmez que si c’est vous." in warned
    )
    assert claire.post(path, {"reunir": "1"}).status_code == 200
    person = owner(house, CLAIRE)
    assert person is not None
    return person


def test_pages_opened_before_two_subscriptions_are_one_are_closed(house: House, visitor: Visitor) -> None:
    mallory = Visitor(house, "198.51.100.1")
    subscribe(house, visitor)
    subscribe(house, mallory, adresse=MALLORY, nom="Les Haies fictives")
    united_with(house, mallory, visitor)
    assert mallory.get("/reglages").status_code == 303
    assert visitor.get("/reglages").status_code == 200


def test_what_was_asked_before_two_subscriptions_are_one_is_over(house: House, visitor: Visitor) -> None:
    mallory = Visitor(house, "198.51.100.1")
    subscribe(house, visitor)
    subscribe(house, mallory, adresse=MALLORY, nom="Les Haies fictives")
    waiting = asked_to_change(house, mallory, SECOND)
    person = united_with(house, mallory, visitor)
    assert mallory.post(waiting).status_code == 410
    assert owner(house, CLAIRE) == person


def test_a_link_to_telegram_made_before_is_over(house: House, visitor: Visitor) -> None:
    mallory = Visitor(house, "198.51.100.1")
    subscribe(house, visitor)
    subscribe(house, mallory, adresse=MALLORY, nom="Les Haies fictives")
    theirs = owner(house, MALLORY)
    assert theirs is not None
    with house.database.write() as session:
        bridge = uniting.bridge(session, theirs, house.clock())
    united_with(house, mallory, visitor)
    with house.database.write() as session:
        telegram = people.meet(session, 7_000_000_009, "Mallory", house.clock()).id
    with house.database.read() as session, pytest.raises(Refusal):
        uniting.look(session, bridge, telegram, house.clock())
