"""In the first days of a month, the letter of the territory: its pictures in the mail and in the chat, its page, its
tables; and what was won nearby, for those who provide hours."""

import re
from datetime import date
from html import unescape

import httpx

from alerts.model.delivery import DeliveryKind
from scrapers.notice import Lot, NoticeKind, Winner
from tests.acceptance.mail.stories import owed
from tests.acceptance.networks.circle import NAMES, NETWORK, Circle
from tests.acceptance.networks.stories import (
    CLEANING,
    GREEN,
    beat,
    call,
    claused,
    found,
    named_in,
    on,
    press,
    touch,
    words_of,
)
from tests.acceptance.telegram.stories import spaced
from tests.telegram_api.running import InThread

LAUNDRY = "98310000"
IN_NOVEMBER = (
    call("26-900401", "Entretien des parcs de Montfictif", on(18, 12, 12)),
    call("26-900402", "Tonte des stades de Valfictif", on(20, 12, 12), lots=claused(GREEN)),
    call("26-900403", "Location et lavage du linge fictif", on(20, 12, 12), lots=claused(LAUNDRY)),
)
FIRST = on(2, 12)  # the first working day after the first of the month, at nine
PNG = b"\x89PNG"


def november(service: InThread) -> None:
    """Three calls were read in November; the first of the month begins."""
    beat(service, on(23, hour=10))
    service.alert(*IN_NOVEMBER)
    beat(service, on(29, hour=10))
    beat(service, on(1, 12, 10))


def test_the_letter_of_the_month_with_its_pictures_on_both_channels(
    service: InThread, circle: Circle, browser: httpx.Client
) -> None:
    november(service)
    nadia, shown, letters = circle.nadia, len(circle.nadia.bubbles()), len(circle.omar)
    member, before = circle.mailbox("scic"), len(circle.mailbox("scic"))
    beat(service, FIRST)
    told = nadia.bubbles()[shown:]
    words = " ".join(spaced(one.text) for one in told)
    assert f"Le territoire de {NETWORK} en novembre 2026" in words
    pictures = [one for one in told if one.photo]
    assert len(pictures) == 2
    assert all(one.content.startswith(PNG) and one.text for one in pictures), "each says in words what it shows"

    assert len(circle.omar) == letters + 1
    assert len(member) == before + 1
    for mailbox in (circle.omar, member):
        letter = mailbox.last()
        assert letter.subject == f"Le territoire de {NETWORK} en novembre 2026"
        images = [part for part in letter.whole.walk() if part.get_content_maintype() == "image"]
        assert len(images) == len(pictures)
        for part in images:
            assert bytes(part.get_content()).startswith(PNG)
            assert f"cid:{str(part['Content-ID'])[1:-1]}" in letter.html
        assert "Lots réservés : 1." in spaced(letter.words)
        assert "Lots à clause sociale : 2." in spaced(letter.words)
        assert "Blanchisserie, linge, couture" in letter.words, "asked for, and nobody offers it"
        assert "Mesure 15 du Pacte pour la transition" in spaced(letter.words)

    page = member.last().link("t")
    seen = browser.get(page)
    assert "Blanchisserie, linge, couture" in words_of(seen)
    tables = re.findall(r'href="([^"]*\.csv[^"]*)"', unescape(seen.text))
    assert len(tables) > 1
    for table in tables:
        taken = browser.get(table)
        assert taken.status_code == 200
        assert named_in(taken.text, NAMES) == [], "a table to take away names no member"
    beat(service, on(3, 12))
    assert len(circle.omar) == letters + 1, "once a month"
    touch(nadia, "Le territoire en détail", "du 1er janvier 2026 au 3 décembre 2026")
    press(nadia, "📊 En images")
    service.rest()
    assert [one.photo for one in nadia.bubbles()[-len(pictures) :]] == [one.photo for one in pictures]
    service.rest()
    assert service.api.refusals == []


def test_who_provides_hours_hears_who_won_nearby(service: InThread, circle: Circle) -> None:
    """In the Ain, cleaning: of nobody's profile; two members work there and provide hours."""
    halls = call("26-900411", "Nettoyage des salles fictives", on(1, 12, 12), lots=claused(CLEANING, departement="01"))
    service.alert(halls)
    assert owed(service, DeliveryKind.ALERT) == []
    beat(service, on(2, 12, 10))
    won = Lot(None, winners=(Winner("Entreprise fictive du Bâti", town="Bourg-en-Bresse"),))
    award = call(
        "26-900412",
        halls.title,
        on(1, 12, 12),
        kind=NoticeKind.AWARD,
        previous=(halls.publisher_id,),
        published=date(2026, 12, 3),
        deadline=None,
        lots=(won,),
    )
    service.clock.on(on(3, 12, 10))
    service.publish(award)
    beat(service, on(3, 12, 11))
    told = read_last(circle, "etti")
    letter = spaced(circle.mailbox("geiq").last().words)
    for words in (told, letter):
        assert f"Par votre réseau « {NETWORK} »" in words
        assert "Entreprise fictive du Bâti" in words
        assert "300" in words
    assert {one.structure_id for one in owed(service, DeliveryKind.LEAD)} == {"etti", "geiq"}
    beat(service, on(4, 12, 11))
    assert len(owed(service, DeliveryKind.LEAD)) == 2, "once"
    assert named_in(told, NAMES) == ["Intérim fictif"]


def read_last(circle: Circle, kind: str) -> str:
    card = found(circle.phone(kind), "Par votre réseau")
    assert card is not None
    return spaced(card.text)
