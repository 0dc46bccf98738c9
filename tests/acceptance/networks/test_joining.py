"""How twelve structures come into a network: by a link in Telegram, by its page for who has only e-mail, one at a time
or many by one QR code; and what a link that was used, forged or closed does."""

import re

from alerts.links.signed import LinkKind
from alerts.services import network_animating
from alerts.store import network_people
from tests.acceptance.mail.stories import visiting
from tests.acceptance.networks.circle import NAMES, NETWORK, Circle
from tests.acceptance.networks.stories import beat, found, named_in, on, press, say, touch, words_of
from tests.acceptance.telegram.stories import read, spaced
from tests.smtp_server.chaos import Chaos
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

GONE = "Cette invitation ne sert plus"


def begun(service: InThread, chaos: Chaos) -> tuple[Circle, str]:
    """The host has created the network; the link that it gives Nadia."""
    circle = Circle(service, chaos)
    circle.gather(joined=False)
    with service.database.write() as session:
        return circle, network_animating.invite_by_host(session, circle.network, service.clock())


def links_of(phone: Phone) -> tuple[str, str]:
    """What the message to be forwarded holds: the start of a chat, the path of a page."""
    text = next(one.text for one in reversed(phone.bubbles()) if "?start=" in one.text)
    chat, page = re.search(r"\?start=(\S+)", text), re.search(r"http://127\.0\.0\.1:\d+(/i/\S+)", text)
    assert chat is not None
    assert page is not None
    return chat[1], page[1]


def test_twelve_structures_come_in_by_one_link_on_both_channels(service: InThread, chaos: Chaos) -> None:
    circle, charge = begun(service, chaos)
    nadia = circle.nadia
    nadia.start(charge)
    read(nadia, f"On vous invite à animer le réseau {NETWORK}")
    touch(nadia, "✅ Animer", "C’est fait : vous animez")
    say(nadia, ("=➕ Inviter une structure", "Combien de structures ce lien doit-il faire entrer ?"))
    touch(nadia, "Jusqu’à 50 structures", "Transférez le message ci-dessous")
    invitation = read(nadia, "invite votre structure sur Vigie")
    assert invitation.photo, "its QR code is shown, not a file to open"
    assert invitation.content.startswith(b"\x89PNG")
    start, page = links_of(nadia)

    for kind, phone in circle.phones.items():
        phone.start(start)
        offer = read(phone, "vous invite avec votre structure")
        assert "Toujours vus des membres" in spaced(offer.text)
        assert "Nadia" not in offer.text, "a stranger is shown no names"
        touch(phone, "✅ Rejoindre", f"{circle[kind].structure.name} fait partie du réseau")
    for kind, mailbox in circle.mailboxes.items():
        if kind in circle.phones:
            continue
        with circle.settings_of(mailbox) as browser:
            looked = words_of(browser.get(page))
            assert "Ce que le réseau verra de votre structure" in looked
            joined = browser.post(page, data={"structure": str(circle[kind].number)})
            assert "votre structure fait partie de ce réseau" in words_of(joined)

    seen = "".join(told_of_members(nadia))
    assert sorted(named_in(seen, NAMES)) == sorted(NAMES)
    beat(service, on(23, hour=10))
    assert found(nadia, "Les Haies fictives") is not None
    service.rest()
    assert service.api.refusals == []


def told_of_members(phone: Phone) -> list[str]:
    """The pages of « Membres »."""
    pages = [say(phone, ("/reseau", NETWORK), ("=👥 Membres", "structures membres")).text]
    pages.append(touch(phone, "Page suivante ➡️", "12. ").text)
    return [spaced(one) for one in pages]


def test_a_second_animator_comes_by_the_page_and_a_link_serves_once(service: InThread, chaos: Chaos) -> None:
    circle, charge = begun(service, chaos)
    nadia, bakers, late = circle.nadia, circle.phone("esat"), circle.phone("ea")
    nadia.start(charge)
    touch(nadia, "✅ Animer", "vous animez")
    say(nadia, ("=➕ Inviter un animateur", "avec vous ?"), ("=Créer le lien", "une seule personne"))
    read(nadia, "je vous invite à animer avec moi")
    _, page = links_of(nadia)
    with circle.settings_of(circle.omar) as omar:
        assert "vous animez ce réseau" in words_of(omar.post(page))
        assert "2 animateurs" in words_of(omar.get(f"/reseaux/{circle.network}"))
    with circle.settings_of(circle.mailbox("ei")) as somebody:
        replayed = somebody.post(page)
        assert (replayed.status_code, GONE in replayed.text) == (410, True)
        assert somebody.get(f"/reseaux/{circle.network}").status_code == 403

    say(nadia, ("/reseau", NETWORK), ("=➕ Inviter une structure", "Combien"), ("=Une seule structure", "une seule"))
    read(nadia, "invite votre structure sur Vigie")
    start, page = links_of(nadia)
    for phone in (bakers, late):
        phone.start(start)
        read(phone, "vous invite avec votre structure")
    touch(bakers, "✅ Rejoindre", "fait partie du réseau")
    press(late, "✅ Rejoindre")
    service.rest()
    with visiting(service) as browser:
        assert browser.get(page).status_code == 410
        forged = f"/{LinkKind.INVITATION.value}/n_{'A' * 32}"
        assert (browser.get(forged).status_code, GONE in browser.get(forged).text) == (410, True)
    with service.database.read() as session:
        inside = [one.id for _, one in network_people.structures_of(session, circle.network)]
    assert inside == ["esat"]
