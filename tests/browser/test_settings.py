"""Claire changes her mind: rhythm, trades, territory, a pause; her deadlines in her calendar; nothing left of her."""

import json
from datetime import date

import httpx
import pytest
from icalendar import Calendar

from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.stories import CLAIRE, GARDENS, GREEN, digest, enter, subscribe
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call

CLEANING = "Nettoyage et propreté des locaux"


@pytest.fixture
def claire(service: InThread, visitor: Visitor, mailbox: Mailbox) -> Visitor:
    """She has just subscribed."""
    subscribe(service, visitor, mailbox)
    return visitor


def test_another_rhythm_another_trade_another_place_and_a_pause(claire: Visitor) -> None:
    claire.open("/reglages")
    assert "chaque lundi à 8 h" in claire.text
    claire.follow("Changer le rythme")
    claire.tick("Une fois par jour, quand il y a du nouveau")
    claire.choose("Heure (de Paris)", "7 h")
    claire.press("Enregistrer")
    assert "C’est noté. Ce qui attend suit votre nouveau rythme." in claire.text
    assert "chaque jour à 7 h" in claire.text

    claire.follow("Changer les métiers, les lieux, ce qui est cherché")
    claire.untick(GREEN, "Ain (01)")
    claire.tick(CLEANING)
    claire.write("Ajouter des lieux", "Loire")
    claire.press("Voir d’abord le volume")
    assert "Ce que ce profil apporterait" in claire.text
    claire.press("Enregistrer")
    assert "Le profil est enregistré." in claire.text
    claire.follow("Changer les métiers, les lieux, ce qui est cherché")
    assert (claire.ticked(CLEANING), claire.ticked(GREEN)) == (True, False)
    places = claire.page.get_by_role("group", name="Ses lieux").get_by_role("listitem").all_inner_texts()
    assert [one.strip() for one in places] == ["Loire (42)", "Rhône (69)"]

    claire.follow("Mes réglages", within="main")
    claire.follow("Faire une pause, ou reprendre")
    claire.press("2 semaines")
    assert "En pause pour vous jusqu’au lundi 7 décembre" in claire.text
    claire.press("Reprendre")
    assert "Les envois reprennent." in claire.text


def test_a_profile_that_says_nowhere_is_not_saved(claire: Visitor) -> None:
    claire.open("/reglages")
    claire.follow("Changer les métiers, les lieux, ce qui est cherché")
    claire.untick("Ain (01)", "Rhône (69)")
    claire.press("Enregistrer")
    assert "Dites au moins un lieu" in claire.text
    claire.open("/reglages")
    claire.follow("Changer les métiers, les lieux, ce qui est cherché")
    assert claire.ticked("Rhône (69)")


def test_her_deadlines_in_her_calendar(service: InThread, claire: Visitor, mailbox: Mailbox) -> None:
    claire.open(digest(service, mailbox, garden_call("26-900001")).link("a"))
    (event,) = Calendar.from_ical(claire.download("Ajouter à l’agenda")).walk("VEVENT")
    assert "Sévigny-le-Vieux" in str(event["SUMMARY"])
    assert event.decoded("DTSTART").date() == date(2026, 12, 10)
    claire.press("J’y réponds")

    enter(service, claire, mailbox)
    address = next(one for one in claire.page.locator(".address").all_inner_texts() if one.endswith(".ics"))
    followed = httpx.get(address)
    assert followed.headers["content-type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(followed.content).walk("VEVENT")
    assert "Sévigny-le-Vieux" in str(event["SUMMARY"])
    feed = next(one for one in claire.page.locator(".address").all_inner_texts() if one.endswith(".xml"))
    assert "Sévigny-le-Vieux" in httpx.get(feed).text
    claire.press("Renouveler ces adresses")
    assert "Les adresses d’avant ne donnent plus rien." in claire.text
    assert httpx.get(address).status_code == 410


def test_a_session_is_closed_then_opened_again_from_the_mailbox(
    service: InThread, claire: Visitor, mailbox: Mailbox
) -> None:
    claire.open("/reglages")
    claire.press("Fermer mes réglages")
    claire.open("/reglages")
    assert claire.path == "/acces"
    enter(service, claire, mailbox)
    assert claire.title == "Mes réglages"
    assert GARDENS in claire.text


def test_everything_is_taken_away_then_erased(claire: Visitor, service: InThread, mailbox: Mailbox) -> None:
    claire.open("/reglages")
    assert CLAIRE in json.dumps(json.loads(claire.download("Tout télécharger (fichier JSON)")))
    claire.follow("Tout effacer")
    claire.press("Continuer l’effacement")
    claire.press("Effacer définitivement")
    assert claire.title == "Tout est effacé"
    claire.open("/reglages")
    assert claire.path == "/acces"
    before = len(mailbox)
    digest(service, mailbox, garden_call("26-900001"))
    assert len(mailbox) == before
