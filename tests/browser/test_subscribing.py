"""Claire has no Telegram: she subscribes from her phone, with a mistake or two on the way."""

from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.stories import ACI, CLAIRE, GARDENS, GREEN, RESERVED, fill_in, weighed
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call


def test_with_an_unclear_place_then_a_slip_in_the_address(
    service: InThread, visitor: Visitor, mailbox: Mailbox
) -> None:
    visitor.open("/")
    visitor.follow("S’inscrire par e-mail")
    fill_in(visitor, places="Saint-Denis, 69", address="claire@gmial.com")
    visitor.press("M’inscrire")
    assert "À compléter ou à corriger" in visitor.text
    assert visitor.value("Nom de la structure") == GARDENS
    assert visitor.ticked(ACI)
    assert visitor.ticked(GREEN)
    assert visitor.ticked(RESERVED)
    assert visitor.value("Adresse e-mail") == "claire@gmial.com"
    assert "Vouliez-vous dire claire@gmail.com" in visitor.text
    visitor.write("Où elle travaille", "69, Ain")
    visitor.write("Adresse e-mail", CLAIRE)
    visitor.press("M’inscrire")
    assert visitor.title == "Ouvrez votre messagerie"
    assert CLAIRE in visitor.text
    service.deliver()
    assert len(mailbox) == 1

    visitor.open(mailbox.last().link("confirmer"))
    assert GARDENS in visitor.text
    assert "chaque lundi à 8 h" in visitor.text
    visitor.press("Confirmer")
    assert visitor.title == "C’est confirmé"
    visitor.follow("Voir ou changer mes réglages")
    assert CLAIRE in visitor.text


def test_one_of_two_places_and_one_of_two_addresses(service: InThread, visitor: Visitor) -> None:
    visitor.open("/inscription")
    fill_in(visitor, places="Saint-Denis", address="claire@gmial.com")
    visitor.press("M’inscrire")
    visitor.page.get_by_role("group", name="Saint-Denis").get_by_role("checkbox").first.check()
    visitor.tick("claire@gmail.com")
    visitor.press("M’inscrire")
    assert visitor.title == "Ouvrez votre messagerie"
    assert "claire@gmail.com" in visitor.text


def test_the_volume_is_seen_before_the_address_is_given(service: InThread, visitor: Visitor) -> None:
    service.publish(garden_call("26-900001"))
    service.match()
    weighed(service)
    visitor.open("/inscription")
    fill_in(visitor, address="")
    visitor.press("Voir d’abord le volume")
    assert visitor.path == "/inscription#volume"
    volume = visitor.page.locator("#volume")
    assert volume.evaluate("one => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < 740")
    assert "Entretien des espaces verts de Sévigny-le-Vieux" in volume.inner_text()
    assert visitor.value("Nom de la structure") == GARDENS
    assert "À compléter" not in visitor.text
