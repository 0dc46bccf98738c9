"""The radar in a real browser: judged by axe, on the narrowest phone, without a mouse, from its letter to a draft."""

from alerts.services.radar_letters import owe_radars
from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.audit import Audit
from tests.browser.networks import NAME, asked_for, given, joined
from tests.browser.radars import TELL, all_pages_of_a_radar, closing, spotted
from tests.browser.stories import subscribe
from tests.browser.test_keyboard import desk, walk  # noqa: F401
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread

LONG = "Entretien-des-espaces-verts-et-débroussaillage-des-abords-du-complexe-sportif-intercommunal"


def network(service: InThread, see: Visitor, mailbox: Mailbox) -> str:
    """She animates a network whose only member is her structure."""
    subscribe(service, see, mailbox)
    home = asked_for(service, see)
    joined(see, given(see, home))
    service.deliver()
    return home


def test_axe_finds_nothing(service: InThread, audited: tuple[Visitor, Audit], mailbox: Mailbox) -> None:
    see, audit = audited
    all_pages_of_a_radar(service, see, network(service, see, mailbox))
    assert audit.faults == {}


def test_from_the_letter_to_the_draft_on_the_narrowest_phone(
    service: InThread, narrow: Visitor, mailbox: Mailbox
) -> None:
    network(service, narrow, mailbox)
    spotted(service, closing(service, 1, 6, title=LONG))
    assert service.house is not None
    assert owe_radars(service.database, service.house.current, service.clock())
    service.deliver()
    letter = mailbox.last()
    assert letter.subject == f"Urgent, réseau « {NAME} » : 1 lot sans membre connu"
    narrow.open(next(one for one in letter.links("reseaux") if "#lot-" in one))
    assert LONG in narrow.text
    narrow.press(TELL)
    assert "/diffuser/" in narrow.path
    narrow.open(letter.link("k"))
    narrow.press("Ne plus rien recevoir")
    assert "C’est arrêté" in narrow.text
    narrow.press("Recevoir de nouveau")
    assert "Les messages reprennent" in narrow.text


def test_it_is_told_without_a_mouse(service: InThread, desk: Visitor, mailbox: Mailbox) -> None:  # noqa: F811
    home = network(service, desk, mailbox)
    spotted(service, closing(service, 1, 6))
    desk.open(f"{home}/radar")
    walk(desk.page, TELL)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert "/diffuser/" in desk.path
