"""Opening one's settings: a link to the mailbox, used once, in one browser, for twelve hours."""

import asyncio

import pytest
from httpx import AsyncClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from alerts.links.signed import LinkKind
from bot.pages.server import serving
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.stories import CLAIRE, link_received, mailbox, plain, subscribe
from tests.bot.pages.visitor import BASE, Visitor

NOBODY = "personne@jardins.example.org"


@pytest.fixture
def subscriber(house: House, visitor: Visitor, clock: Clock) -> Visitor:
    subscribe(house, visitor)
    clock.later(hours=2)
    return visitor


def test_the_answer_is_the_same_whoever_s_the_address_is(house: House, subscriber: Visitor) -> None:
    stranger = Visitor(house, "192.0.2.8")
    known, unknown = (stranger.post("/acces", {"adresse": one}) for one in (CLAIRE, NOBODY))
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace(CLAIRE, "…") == unknown.text.replace(NOBODY, "…")
    assert {*known.headers} == {*unknown.headers}
    assert [kind for kind, _ in mailbox(house.database)] == ["confirmation", "access"]


def test_opening_the_link_only_asks_then_it_acts_once(house: House, subscriber: Visitor) -> None:
    browser = Visitor(house, "192.0.2.8")
    browser.post("/acces", {"adresse": f"  {CLAIRE.upper()} "})
    link = link_received(house)
    for _ in range(2):
        assert "c•••@jardins.example.org" in browser.get(link).text
        browser.head(link)
    assert browser.cookies == {}
    entered = browser.post(link)
    assert (entered.status_code, entered.headers["location"]) == (303, "/reglages")
    assert CLAIRE in browser.get("/reglages").text
    thief = Visitor(house, "192.0.2.9")
    for answer in (thief.get(link), thief.post(link)):
        assert answer.status_code == 410
        assert "a déjà servi" in answer.text
    assert thief.cookies == {}


def test_after_half_an_hour_the_link_is_dead(house: House, subscriber: Visitor, clock: Clock) -> None:
    Visitor(house).post("/acces", {"adresse": CLAIRE})
    link = link_received(house)
    clock.later(minutes=31)
    answer = Visitor(house).post(link)
    assert answer.status_code == 410
    assert "a expiré" in answer.text


def test_after_twelve_hours_the_settings_are_closed(subscriber: Visitor, clock: Clock) -> None:
    clock.later(hours=9)
    assert subscriber.get("/reglages").status_code == 200
    clock.later(hours=2)
    answer = subscriber.get("/reglages")
    assert (answer.status_code, answer.headers["location"]) == (303, "/acces")
    late = subscriber.post("/reglages/arreter")
    assert late.status_code == 403
    assert "rien n’a été changé" in late.text


@ONE_DATABASE
def test_my_settings_at_the_foot_of_pages_leads_there_while_they_are_open(subscriber: Visitor) -> None:
    assert '<a href="/reglages">Mes réglages</a>' in subscriber.get("/").text
    assert subscriber.get("/reglages").status_code == 200


def test_closing_them_is_for_good(house: House, subscriber: Visitor) -> None:
    copied = subscriber.cookies
    assert "Réglages fermés" in subscriber.post("/sortir").text
    assert subscriber.cookies == {}
    thief = Visitor(house)
    thief.take_cookies(copied)
    assert thief.get("/reglages").status_code == 303


def test_from_a_forwarded_message_nothing_opens(house: House, subscriber: Visitor) -> None:
    assert house.links is not None
    link = house.links.url(LinkKind.SETTINGS, 1, now=house.clock()).removeprefix(BASE)
    gone = house.links.url(LinkKind.SETTINGS, 999, now=house.clock()).removeprefix(BASE)
    reader = Visitor(house, "192.0.2.8")
    assert "Un message peut être transféré" in reader.get(link).text
    assert len(mailbox(house.database)) == 1
    assert reader.post(link).text == reader.post(gone).text
    assert len(mailbox(house.database)) == 2
    entered = reader.post(link_received(house))
    assert entered.headers["location"] == "/reglages#structure-1"


@pytest.mark.parametrize("typed", ["", "claire", "a b@example.org", "x" * 300 + "@example.org"])
@ONE_DATABASE
def test_what_is_no_address_is_said_beside_the_field(visitor: Visitor, typed: str) -> None:
    answer = visitor.post("/acces", {"adresse": typed})
    assert answer.status_code == 422
    assert 'id="adresse-erreur"' in answer.text
    assert typed in answer.text


def test_asking_too_often_is_said_to_the_visitor_only(house: House, subscriber: Visitor, clock: Clock) -> None:
    hasty = Visitor(house, "192.0.2.66")
    answers = [hasty.post("/acces", {"adresse": f"a{n}@example.org"}) for n in range(21)]
    assert [one.status_code for one in answers] == [200] * 20 + [429]
    assert "Réessayez dans une heure" in plain(answers[-1].text)
    assert Visitor(house, "192.0.2.67").post("/acces", {"adresse": CLAIRE}).status_code == 200
    clock.later(hours=1, minutes=1)
    assert hasty.post("/acces", {"adresse": CLAIRE}).status_code == 200


def test_the_address_of_a_visitor_behind_a_proxy_is_what_the_proxy_says(house: House) -> None:
    visitor = Visitor(house)
    told = {"x_forwarded_for": "203.0.113.9, 198.51.100.7"}
    for _ in range(20):
        visitor.post("/acces", {"adresse": NOBODY}, **told)
    assert visitor.post("/acces", {"adresse": NOBODY}, x_forwarded_for="203.0.113.9, 198.51.100.8").status_code == 429
    behind = house.settings.pages.model_copy(update={"behind_proxy": True})
    house.settings = house.settings.model_copy(update={"pages": behind})
    for number in range(20):
        forged = f"203.0.113.{number}, 198.51.100.7"
        assert visitor.post("/acces", {"adresse": NOBODY}, x_forwarded_for=forged).status_code == 200
    assert visitor.post("/acces", {"adresse": NOBODY}, **told).status_code == 429
    assert visitor.post("/acces", {"adresse": NOBODY}, x_forwarded_for="198.51.100.9").status_code == 200


def test_a_whole_network_of_ipv6_is_one_visitor(house: House) -> None:
    answers = [Visitor(house, f"2001:db8:1:2::{n:x}").post("/acces", {"adresse": NOBODY}) for n in range(21)]
    assert [one.status_code for one in answers] == [200] * 20 + [429]
    assert Visitor(house, "2001:db8:1:3::1").post("/acces", {"adresse": NOBODY}).status_code == 200


def test_what_a_visitor_says_of_its_own_address_is_not_believed_by_the_server() -> None:
    """Even from this machine, where programs that serve pages believe it by themselves."""

    async def who(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(request.client.host if request.client else ""))

    async def asked() -> str:
        async with serving([Route("/", who)], "127.0.0.1", 0) as address, AsyncClient() as client:
            return (await client.get(address, headers={"X-Forwarded-For": "203.0.113.9"})).text

    assert asyncio.run(asked()) == "127.0.0.1"
