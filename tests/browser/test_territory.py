"""The territory in a real browser: judged by axe, on the narrowest phone, from its letter to its tables."""

from dataclasses import replace

from alerts.services.territory_letters import owe_letters
from tests.acceptance.mail.mailbox import Letter, Mailbox
from tests.browser.audit import Audit
from tests.browser.networks import NAME, asked_for, given, joined
from tests.browser.stories import at, subscribe
from tests.browser.territory import FIGURES, all_of_a_territory, looked_at
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call

LONG = "Entretien-des-espaces-verts-et-débroussaillage-des-abords-du-complexe-sportif-intercommunal"


def network(service: InThread, see: Visitor, mailbox: Mailbox) -> str:
    """She animates a network whose only member is her structure; two notices were read."""
    subscribe(service, see, mailbox)
    home = asked_for(service, see)
    joined(see, given(see, home))
    service.deliver()
    buyer = garden_call("26-900001").buyer
    looked_at(service, garden_call("26-900001"), garden_call("26-900002", title=LONG, buyer=replace(buyer, name=LONG)))
    return home


def letter_of_november(service: InThread, mailbox: Mailbox) -> Letter:
    """What the first days of December bring."""
    service.clock.on(at(32, 9))
    owe_letters(service.database, service.clock())
    service.deliver()
    (found,) = [one for one in mailbox.letters() if one.subject == f"Le territoire de {NAME} en novembre 2026"]
    return found


def test_axe_finds_nothing(service: InThread, audited: tuple[Visitor, Audit], mailbox: Mailbox) -> None:
    see, audit = audited
    home = network(service, see, mailbox)
    all_of_a_territory(service, see, home)
    assert audit.faults == {}
    assert "Annonces vues" in see.text


def test_from_the_letter_to_the_tables_on_the_narrowest_phone(
    service: InThread, narrow: Visitor, mailbox: Mailbox
) -> None:
    network(service, narrow, mailbox)
    narrow.page.context.clear_cookies()
    letter = letter_of_november(service, mailbox)
    narrow.open(letter.link("t"))
    assert narrow.title == "Territoire"
    assert "Annonces vues 2" in narrow.text
    narrow.tick("Le mois dernier")
    narrow.press("Voir cette période")
    assert "Novembre 2026" in narrow.text
    assert "periode=mois-dernier" in narrow.path
    table = narrow.download(FIGURES)
    assert table.startswith("\ufeffVue;".encode())
    narrow.open("/reseaux")
    assert narrow.path.endswith("/acces?vers=/reseaux"), "the link opens this page and no other"


def test_the_letter_shows_its_pictures(service: InThread, visitor: Visitor, mailbox: Mailbox) -> None:
    network(service, visitor, mailbox)
    whole = letter_of_november(service, mailbox).whole
    named = [part["Content-ID"] for part in whole.walk() if part.get_content_maintype() == "image"]
    body = whole.get_body(("html",))
    assert body is not None
    html = str(body.get_content())
    assert named
    assert all(f"cid:{one[1:-1]}" in html for one in named)
