"""From the letter of Monday to what Claire says of it, in her browser."""

from datetime import datetime

import pytest

from scrapers.notice import Deadline, Notice
from tests.acceptance.mail.mailbox import Letter, Mailbox
from tests.browser.stories import at, beat, beside, digest, subscribe, weighed
from tests.browser.visitor import Visitor
from tests.telegram_api.clock import PARIS
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call


@pytest.fixture
def letter(service: InThread, visitor: Visitor, mailbox: Mailbox) -> Letter:
    """A new one, and one just beside her territory."""
    subscribe(service, visitor, mailbox)
    return digest(service, mailbox, garden_call("26-900001"), beside("26-900002"))


def test_she_answers_takes_it_back_then_it_is_not_for_her(service: InThread, visitor: Visitor, letter: Letter) -> None:
    weighed(service)
    visitor.open(letter.link("a"))
    assert visitor.title == "Entretien des espaces verts de Sévigny-le-Vieux"
    assert "Oui, d’après l’avis" in visitor.text
    assert visitor.page.locator("mark").first.inner_text() != ""
    visitor.press("J’y réponds")
    assert "Votre structure y répond." in visitor.text
    visitor.press("Ne plus y répondre")
    assert "Votre structure y répond." not in visitor.text
    visitor.press("Pas pour moi")
    assert "Écartée par votre structure." in visitor.text
    visitor.press("Trop loin")
    assert "Ne plus recevoir" in visitor.text
    assert "par semaine" in visitor.text
    visitor.press("Oui, régler le profil")
    assert "C’est réglé." in visitor.text
    visitor.press("Reprendre l’annonce")
    assert "Écartée par votre structure." not in visitor.text


def test_help_comes_by_mail(service: InThread, visitor: Visitor, mailbox: Mailbox, letter: Letter) -> None:
    before = len(mailbox)
    visitor.open(letter.link("a"))
    visitor.press("Recevoir l’aide par e-mail")
    assert "l’aide à la réponse vous est envoyée" in visitor.text
    service.deliver()
    assert len(mailbox) == before + 1


def test_a_near_miss_widens_the_profile(service: InThread, visitor: Visitor, mailbox: Mailbox, letter: Letter) -> None:
    visitor.open(letter.link("w"))
    assert visitor.title == "Ajouter l’Isère à votre territoire ?"
    visitor.press("Oui, élargir le profil")
    assert visitor.title == "C’est fait"
    visitor.follow("Voir l’annonce et répondre")
    assert visitor.title == "Taille des haies de Valfictif"
    service.publish(beside("26-900003"))
    beat(service, at(37, 8))
    assert "Taille des haies de Valfictif" in mailbox.last().text


def test_the_letter_in_the_browser_leads_to_the_same_pages(visitor: Visitor, letter: Letter) -> None:
    visitor.open(letter.link("d"))
    assert visitor.title == letter.subject
    visitor.page.locator("article").first.get_by_role("link").first.click()
    assert visitor.title == "Entretien des espaces verts de Sévigny-le-Vieux"
    visitor.follow("la page publique de cette annonce")
    assert visitor.path.startswith("/annonce/")
    assert "Les Jardins fictifs" not in visitor.text


def test_she_stops_the_letters_and_comes_back(
    service: InThread, visitor: Visitor, mailbox: Mailbox, letter: Letter
) -> None:
    before = len(mailbox)
    visitor.open(letter.link("u"))
    assert visitor.title == "Ne plus recevoir d’e-mails ?"
    service.publish(haies("26-900004"))
    beat(service, at(37, 8))
    assert len(mailbox) == before + 1, "opening the link is not stopping"
    visitor.press("Arrêter ces e-mails")
    assert visitor.title == "C’est arrêté"
    service.publish(haies("26-900005"))
    beat(service, at(44, 8))
    assert len(mailbox) == before + 1
    service.clock.on(at(45, 9))
    visitor.open(letter.link("u"))
    visitor.press("Reprendre les e-mails")
    assert visitor.title == "Les e-mails reprennent"
    service.publish(haies("26-900006"))
    beat(service, at(46, 9))
    beat(service, at(51, 8))
    assert len(mailbox) == before + 2
    assert "Haies 26-900006" in mailbox.last().text


def haies(number: str) -> Notice:
    """With time to answer it."""
    later = Deadline(datetime(2027, 2, 1, 12, 0, tzinfo=PARIS))
    return garden_call(number, title=f"Haies {number}", deadline=later)
