"""Claire has no Telegram: from the form to a week of letters, a change of mind, and silence."""

import httpx

from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import at, beat, subscribe
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call


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
