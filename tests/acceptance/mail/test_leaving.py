"""Leaving: everything erased, from the settings or from the chat; old letters say so kindly, and one may come back."""

import httpx
import pytest

from tests.acceptance.mail.mailbox import Letter, Mailbox
from tests.acceptance.mail.stories import GARDENS, at, beat, due, enter, on_both, plain, say, since, subscribe
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

MOWING = due("26-900001", at(40, 12), "Tonte des stades de Montfictif")
HEDGES = due("26-900002", at(44, 12), "Haies champêtres de Valfictif")


def erased_in_settings(browser: httpx.Client) -> None:
    asked = browser.post("/reglages/effacer", data={"continuer": "1"}).text
    minute = asked.partition('name="sur" value="')[2].partition('"')[0]
    assert minute, "it is asked twice"
    said = browser.post("/reglages/effacer", data={"sur": minute})
    assert said.status_code == 200
    assert "effac" in said.text


def old_links(letter: Letter) -> list[str]:
    return [letter.link(path) for path in ("a", "d", "r", "u") if letter.links(path)]


def test_erased_from_the_settings_everything_is_silent(
    service: InThread, browser: httpx.Client, mailbox: Mailbox
) -> None:
    service.clock.on(at(23, 10))
    subscribe(service, browser, mailbox)
    service.publish(MOWING)
    beat(service, at(24, 10))
    beat(service, at(30, 8))
    letter = mailbox.last()
    enter(service, browser, mailbox)
    letters = len(mailbox)
    erased_in_settings(browser)
    service.publish(HEDGES)
    for day in (31, 37, 44):
        assert beat(service, at(day, 8))["sent"] == 0
    assert len(mailbox) == letters
    kindly(browser, letter)

    subscribe(service, browser, mailbox, nom="Les Jardins revenus")
    service.publish(due("26-900003", at(60, 12), "Débroussaillage des talus"))
    beat(service, at(45, 10))
    beat(service, at(51, 8))
    assert mailbox.last().subject.startswith("1 nouvelle pour Les Jardins revenus")


def kindly(browser: httpx.Client, letter: Letter) -> None:
    """Opened or pressed, links of letters of before say that nothing is left, and nothing about anybody."""
    links = old_links(letter)
    assert len(links) >= 3
    for link in links:
        for answer in (browser.get(link), browser.post(link, data={"geste": "keep"})):
            assert answer.status_code < 500, link
            assert "Une erreur de notre côté" not in answer.text
            assert GARDENS not in answer.text
            assert "<h1>" in answer.text


def test_erased_from_the_chat_mails_stop_too(
    service: InThread, browser: httpx.Client, phone: Phone, mailbox: Mailbox
) -> None:
    on_both(service, phone, mailbox)
    service.publish(MOWING)
    beat(service, at(24, 10))
    letter = mailbox.last()
    say(phone, ("/confidentialite", "Vos données"), ("=🗑 Effacer", "Ce qui s’efface"))
    say(phone, ("=Continuer l’effacement", "Effacer pour de bon"), ("=Effacer définitivement", "tout est effacé"))
    shown = len(phone.bubbles())
    service.publish(HEDGES)
    assert beat(service, at(25, 10))["sent"] == 0
    assert since(phone, shown) == []
    assert len(mailbox) == 2
    kindly(browser, letter)


@pytest.mark.parametrize("again", [False, True])
def test_stopping_mails_leaves_the_chat_and_is_undone_where_it_was_done(
    service: InThread, browser: httpx.Client, phone: Phone, mailbox: Mailbox, again: bool
) -> None:
    on_both(service, phone, mailbox)
    service.publish(MOWING)
    beat(service, at(24, 10))
    stop = mailbox.last().link("u")
    assert browser.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    if again:
        assert browser.post(f"{stop}/reprendre").status_code == 200
    shown = len(phone.bubbles())
    service.publish(HEDGES)
    beat(service, at(25, 10))
    assert HEDGES.title in " ".join(since(phone, shown))
    assert len(mailbox) == 2 + again
    assert ("Envois par : e-mail et Telegram" in plain(say(phone, ("/email", "E-mail –")).text)) is again
