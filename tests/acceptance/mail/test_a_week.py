"""Claire has no Telegram: from the form to a week of letters, a change of mind, and silence."""

from collections.abc import Iterator
from datetime import datetime

import httpx
import pytest

from tests.acceptance.mail.mailbox import Mailbox
from tests.telegram_api.clock import PARIS
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call

WISH = {
    "nom": "Les Jardins fictifs",
    "statut": ["aci"],
    "metier": ["espaces-verts"],
    "lieux": "69, Ain",
    "cherche": ["reserved", "clause_sociale"],
    "rythme": "week",
    "jour": "0",
    "heure": "8",
    "adresse": "Claire@Jardins.example",
}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 (the 23rd is a Monday), or of December beyond the 30th."""
    month, day = (11, day) if day <= 30 else (12, day - 30)
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


@pytest.fixture
def browser(service: InThread) -> Iterator[httpx.Client]:
    """It keeps its cookies, and says where a form was."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=service.site, follow_redirects=True, headers=headers) as client:
        yield client


def beat(service: InThread, moment: datetime) -> None:
    """What the schedule does, at that moment."""
    service.clock.on(moment)
    service.gather()
    service.match()
    service.deliver()


def subscribe(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> None:
    said = browser.post("/inscription", data=WISH)
    assert said.status_code == 200
    assert "un message vient d’y partir" in said.text
    service.deliver()
    confirmation = mailbox.last().link("confirmer")
    assert "Les Jardins fictifs" in browser.get(confirmation).text
    assert len(mailbox) == 1, "opening the link is not confirming"
    assert browser.post(confirmation).status_code == 200


def test_from_the_form_to_silence(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> None:
    service.clock.on(at(23, 10))
    subscribe(service, browser, mailbox)
    service.publish(garden_call("26-900001"), garden_call("26-900002", title="Tonte des stades de Montfictif"))
    beat(service, at(24, 9))
    assert len(mailbox) == 1, "she chose Mondays"
    beat(service, at(29, 23))
    beat(service, at(30, 8))
    assert len(mailbox) == 2
    letter = mailbox.last()
    assert letter.subject.startswith("2 nouvelles pour Les Jardins fictifs")
    assert "Entretien des espaces verts de Sévigny-le-Vieux" in letter.text
    assert "Tonte des stades de Montfictif" in letter.text
    beat(service, at(30, 9))
    assert len(mailbox) == 2, "told once"

    page = browser.get(letter.link("a"))
    assert "Oui, d’après l’avis" in page.text
    assert "Entretien des espaces verts" in browser.get(letter.link("d")).text

    stop = letter.link("u")
    assert "<form" in browser.get(stop).text
    with httpx.Client() as gmail:  # no cookie, no page: one POST (RFC 8058)
        assert gmail.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    service.publish(garden_call("26-900003", title="Haies de Valfictif"))
    beat(service, at(37, 8))
    assert len(mailbox) == 2, "silence"
