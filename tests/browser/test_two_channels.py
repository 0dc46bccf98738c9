"""The same person by e-mail and on Telegram: linked from either side, and two subscriptions become one."""

import pytest

from alerts.services import people
from alerts.store.engine import Database
from alerts.store.people import person_on_telegram
from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.stories import CLAIRE, GARDENS, enter, subscribe
from tests.browser.visitor import Visitor
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs

HEDGES = "Les Haies fictives"


def structures_of(database: Database, phone: Phone) -> list[str]:
    """Those of this account on Telegram, by name."""
    with database.read() as session:
        person = person_on_telegram(session, phone.id)
        return sorted(one.name for _, one in people.memberships_of(session, person.id)) if person else []


@pytest.fixture
def claire(service: InThread, visitor: Visitor, mailbox: Mailbox) -> Visitor:
    subscribe(service, visitor, mailbox)
    visitor.open("/reglages")
    return visitor


def token_of(claire: Visitor) -> str:
    """What the link of her settings gives to Telegram."""
    claire.press("Obtenir un lien vers Telegram")
    address = claire.page.get_by_role("link", name="Ouvrir Telegram").get_attribute("href") or ""
    return address.partition("?start=")[2]


def test_from_her_settings_to_a_new_account(service: InThread, claire: Visitor, phone: Phone) -> None:
    phone.start(token_of(claire))
    asked = phone.wait_for("Relier votre adresse à ce compte ?")
    assert f"Suivies par e-mail : {GARDENS}." in asked.text
    assert structures_of(service.database, phone) == []
    phone.tap("✅ Relier")
    phone.wait_for("Telegram et votre adresse sont reliés")
    assert structures_of(service.database, phone) == [GARDENS]


def test_from_her_settings_to_an_account_that_follows_another_structure(
    service: InThread, claire: Visitor, mailbox: Mailbox, phone: Phone
) -> None:
    belongs(service.database, phone, service.clock())
    phone.start(token_of(claire))
    asked = phone.wait_for("Relier votre adresse à ce compte ?")
    assert f"Suivies ici : {HEDGES}." in asked.text
    phone.tap("✅ Relier")
    phone.wait_for("Telegram et votre adresse sont reliés")
    assert structures_of(service.database, phone) == [HEDGES, GARDENS]
    enter(service, claire, mailbox)
    assert HEDGES in claire.text
    assert GARDENS in claire.text
    assert "Recevoir aussi sur Telegram" not in claire.text


def test_a_link_that_served_serves_no_more(claire: Visitor, phone: Phone) -> None:
    token = token_of(claire)
    phone.start(token)
    phone.tap("✅ Relier")
    phone.wait_for("Telegram et votre adresse sont reliés")
    other = Phone(phone.api, 78, "Dominique")
    other.start(token)
    other.wait_for("Ce lien")
    assert "Relier votre adresse" not in other.last.text


def test_from_the_chat_to_a_new_address(service: InThread, visitor: Visitor, mailbox: Mailbox, phone: Phone) -> None:
    belongs(service.database, phone, service.clock())
    ask(service, phone)
    visitor.open(mailbox.last().link("confirmer"))
    assert "Cette adresse recevra aussi ce que vous suivez déjà sur Telegram." in visitor.text
    visitor.press("Confirmer")
    visitor.follow("Voir ou changer mes réglages")
    assert HEDGES in visitor.text
    assert CLAIRE in visitor.text


def test_from_the_chat_to_an_address_that_follows_another_structure(
    service: InThread, claire: Visitor, mailbox: Mailbox, phone: Phone
) -> None:
    belongs(service.database, phone, service.clock())
    ask(service, phone)
    claire.open(mailbox.last().link("confirmer"))
    assert f"Cette adresse reçoit déjà les annonces de : {GARDENS}" in claire.text
    assert structures_of(service.database, phone) == [HEDGES]
    claire.press("Confirmer et réunir")
    assert claire.title == "C’est confirmé"
    assert structures_of(service.database, phone) == [HEDGES, GARDENS]
    claire.follow("Voir ou changer mes réglages")
    assert HEDGES in claire.text
    assert GARDENS in claire.text


def ask(service: InThread, phone: Phone) -> None:
    """`/email` in the chat, then the letter leaves."""
    phone.write("/email")
    phone.wait_for("Écrivez votre adresse")
    phone.write(CLAIRE)
    phone.wait_for("Un message vient de partir")
    service.deliver()
