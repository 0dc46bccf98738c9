"""A network on a narrow phone: asked for, opened by the host, joined by the address of its QR code, left."""

from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.networks import NAME, all_pages_of_a_network, animates_by_mail, asked_for, charged, given, joined
from tests.browser.stories import GARDENS, fill_in, subscribe
from tests.browser.test_keyboard import desk, walk  # noqa: F401
from tests.browser.visitor import Visitor
from tests.smtp_server.chaos import Chaos
from tests.telegram_api.running import InThread

HIS, HEDGES = "claude@haies.example", "Les Haies fictives"


def test_everything_on_the_narrowest_phone(service: InThread, narrow: Visitor, mailbox: Mailbox) -> None:
    subscribe(service, narrow, mailbox)
    home = all_pages_of_a_network(service, narrow)
    narrow.open(f"{home}/membres")
    assert GARDENS in narrow.text


def test_who_is_nobody_yet_joins_by_the_address_of_the_code(
    service: InThread, visitor: Visitor, narrow: Visitor, mailbox: Mailbox, chaos: Chaos
) -> None:
    """Claire animates; Claude photographs her code, subscribes on the way, and brings his structure in."""
    subscribe(service, visitor, mailbox)
    home = asked_for(service, visitor)
    link = given(visitor, home, "12")
    assert visitor.page.get_by_role("img", name="Code QR du lien d’invitation").bounding_box()
    assert visitor.download("Télécharger le code QR (image PNG, à imprimer)").startswith(b"\x89PNG")

    narrow.open(link)
    assert narrow.title == f"Rejoindre {NAME}"
    narrow.press("Inscrire ma structure")
    assert "Votre invitation est gardée" in narrow.text
    fill_in(narrow, address=HIS)
    narrow.write("Nom de la structure", HEDGES)
    narrow.press("M’inscrire")
    service.deliver()
    narrow.open(Mailbox(chaos, HIS).last().link("confirmer"))
    narrow.press("Confirmer")
    narrow.follow("Répondre à l’invitation du réseau")
    narrow.press("Rejoindre ce réseau")
    assert "C’est fait : votre structure fait partie de ce réseau." in narrow.text

    visitor.open(f"{home}/membres")
    assert HEDGES in visitor.text
    joined(visitor, link)
    visitor.follow("Membres")
    assert "2 structures membres" in visitor.text


def test_who_has_only_an_address_animates(
    service: InThread, visitor: Visitor, narrow: Visitor, mailbox: Mailbox, chaos: Chaos
) -> None:
    subscribe(service, visitor, mailbox)
    home = asked_for(service, visitor)
    animates_by_mail(service, narrow, Mailbox(chaos, HIS), charged(visitor, home))
    assert narrow.path.startswith(home)
    narrow.open(f"{home}/diffuser")
    assert narrow.title.startswith("Diffuser")
    visitor.open(home)
    assert "2 animateurs" in visitor.text


def test_what_we_show_is_chosen_without_a_mouse(service: InThread, desk: Visitor, mailbox: Mailbox) -> None:  # noqa: F811
    subscribe(service, desk, mailbox)
    home = asked_for(service, desk)
    joined(desk, given(desk, home))
    desk.open(f"{home}/partage")
    keys = desk.page.keyboard
    walk(desk.page, "Nos résultats")
    keys.press("Space")
    walk(desk.page, "Nous proposer comme partenaire")
    keys.press("Tab")
    with desk.page.expect_navigation():
        keys.press("Enter")
    assert desk.ticked("Nos résultats")
