"""No more e-mails: one click of a mail program, or a person who is asked first."""

import re
from datetime import timedelta

import pytest

from alerts.links.signed import LinkKind, Links
from alerts.services import people
from bot.wiring import House
from tests.bot.pages.conftest import Clock
from tests.bot.pages.stories import plain, subscribe
from tests.bot.pages.visitor import BASE, Visitor

ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"
PARTS = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'


@pytest.fixture
def link(house: House, visitor: Visitor) -> str:
    """At the foot of a message."""
    _, membership, _ = subscribe(house, visitor)
    assert house.links is not None
    return house.links.url(LinkKind.UNSUBSCRIBE, membership.id, now=house.clock()).removeprefix(BASE)


def channels(house: House, membership_id: int = 1) -> tuple[str, ...]:
    with house.database.read() as session:
        return people.own(session, 1, membership_id)[0].preference.channels


@pytest.mark.parametrize(
    ("body", "kind"),
    [(ONE_CLICK, FORM), (PARTS, "multipart/form-data; boundary=b"), (b"", FORM), (ONE_CLICK, "text/plain")],
)
def test_one_click_needs_no_cookie_and_is_not_sent_elsewhere(house: House, link: str, body: bytes, kind: str) -> None:
    program = Visitor(house, "198.51.100.3")
    headers = {"content_type": kind, "sec_fetch_site": "cross-site", "origin": "https://mail.example"}
    for _ in range(3):
        answer = program.post_bytes(link, body, **headers)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert channels(house) == ("telegram",)
    assert "C’est arrêté" in answer.text


def test_opening_the_link_only_asks(house: House, link: str) -> None:
    person = Visitor(house)
    for _ in range(3):
        page = person.get(link)
        assert page.status_code == 200
        assert "Ne plus recevoir d’e-mails ?" in plain(page.text)
        assert "Les Jardins fictifs" in page.text
        assert "c•••@jardins.example.org" in page.text
    person.head(link)
    assert "email" in channels(house)


def test_one_may_come_back_at_once(house: House, link: str) -> None:
    person = Visitor(house)
    stopped = person.post(link)
    assert "C’est arrêté" in stopped.text
    assert "Plus rien ne vous est envoyé pour cette structure" in plain(stopped.text)
    back = re.search(r'action="(/u/[^"]*/reprendre)"', stopped.text)
    assert back is not None
    assert person.get(back[1]).status_code == 405
    again = person.post(back[1])
    assert "Les e-mails reprennent" in again.text
    assert "email" in channels(house)


def test_one_may_rather_change_the_rhythm(house: House, link: str) -> None:
    """The message may have been forwarded: the link to the settings goes to the mailbox."""
    person = Visitor(house)
    form = re.search(r'action="(/r/[^"]*)"', person.get(link).text)
    assert form is not None
    assert "un lien vient de partir" in plain(person.post(form[1]).text)


def test_a_forged_link_does_nothing(house: House, link: str) -> None:
    other = Links(BASE, "o" * 32)
    forged = other.url(LinkKind.UNSUBSCRIBE, 1, now=house.clock()).removeprefix(BASE)
    settings = house.links.url(LinkKind.SETTINGS, 1, now=house.clock()).rpartition("/")[2] if house.links else ""
    for path in (forged, link[:-1], link + "A", f"/u/{settings}", "/u/x", "/u/%00"):
        for answer in (Visitor(house).get(path), Visitor(house).post(path)):
            assert answer.status_code == 404
            assert "Lien incomplet" in answer.text
    assert "email" in channels(house)


def test_it_stays_good_for_three_years_then_says_so(house: House, link: str, clock: Clock) -> None:
    clock.now += timedelta(days=3 * 365 - 1)
    assert Visitor(house).get(link).status_code == 200
    clock.now += timedelta(days=3)
    answer = Visitor(house).post(link)
    assert answer.status_code == 410
    assert "Lien expiré" in answer.text


def test_when_everything_was_erased_there_is_nothing_to_stop(house: House, link: str, visitor: Visitor) -> None:
    visitor.post("/reglages/effacer", {"sur": str(int(house.clock().timestamp()) // 60)})
    for answer in (Visitor(house).get(link), Visitor(house).post(link)):
        assert answer.status_code == 200
        assert "Rien à arrêter" in answer.text
