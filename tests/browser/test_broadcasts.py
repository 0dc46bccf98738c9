"""A broadcast on a phone: written by hand, sent, received by e-mail, answered, and told of to whoever sent it."""

from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.broadcasts import all_pages_of_broadcasts, written
from tests.browser.networks import asked_for, given, joined
from tests.browser.stories import at, digest, enter, subscribe
from tests.browser.test_keyboard import desk, walk  # noqa: F401
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call


def animating(service: InThread, see: Visitor, mailbox: Mailbox) -> str:
    """She animates a network, her structure is its member."""
    subscribe(service, see, mailbox)
    home = asked_for(service, see)
    joined(see, given(see, home))
    service.deliver()
    return home


def test_everything_on_the_narrowest_phone(service: InThread, narrow: Visitor, mailbox: Mailbox) -> None:
    home = animating(service, narrow, mailbox)
    digest(service, mailbox, garden_call("26-900001"))
    enter(service, narrow, mailbox)
    all_pages_of_broadcasts(service, narrow, home)


def test_from_the_letter_to_the_report(service: InThread, visitor: Visitor, mailbox: Mailbox) -> None:
    """Monday comes: her own letter of the week brings what she passed on, and she says yes from there."""
    home = animating(service, visitor, mailbox)
    written(visitor, home)
    visitor.press("Voir l’aperçu")
    visitor.press("Envoyer à 1 structure")
    service.clock.on(at(30, 8))
    service.deliver()
    letter = next(one for one in mailbox.letters() if "Tonte" in one.subject)
    assert "Ne plus recevoir les messages de ce réseau" in letter.text
    visitor.open(letter.link("b"))
    assert "Tonte de 2 hectares" in visitor.title
    visitor.press("Ça m’intéresse")
    enter(service, visitor, mailbox)
    visitor.open(f"{home}/diffusions")
    with visitor.page.expect_navigation():
        visitor.page.locator("main .pieces a").first.click()
    assert "reçu par 1." in visitor.text
    assert "Intéressées : 1" in visitor.text
    visitor.open(letter.link("k"))
    assert "réseau" in visitor.title


def test_one_confirmation_without_a_mouse(service: InThread, desk: Visitor, mailbox: Mailbox) -> None:  # noqa: F811
    home = animating(service, desk, mailbox)
    written(desk, home)
    keys = desk.page.keyboard
    walk(desk.page, "Voir l’aperçu")
    with desk.page.expect_navigation():
        keys.press("Enter")
    walk(desk.page, "Envoyer à 1 structure")
    with desk.page.expect_navigation():
        keys.press("Enter")
    assert "C’est parti" in desk.text
