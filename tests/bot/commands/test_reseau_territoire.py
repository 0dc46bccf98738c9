"""`/reseau`, « Territoire »: its figures, its charts as pictures, its tables as files, the way to its page."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.links.signed import LinkKind, Links
from alerts.matching.document import describe
from alerts.services import looking, network_leaving
from alerts.store.engine import Database
from alerts.territory.france import France
from bot.chat.taps import pack
from bot.commands.network import territory as command
from scrapers.notice import Place
from tests.alerts.messages.network.territories import year
from tests.alerts.services.stories import ingested, lot, notice, says
from tests.bot.commands.conversation import NOON
from tests.bot.commands.networked import Scene, scene_on
from tests.bot.commands.phone import Phone

LINKS = Links("https://vigie.example", "s" * 32)


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


def read_before(scene: Scene) -> None:
    """Two calls of the day before in Ain, one of them reserved."""
    day = (NOON - timedelta(days=1)).date()
    reserved = says("Le marché est réservé aux structures d'insertion par l'activité économique (L2113-13).")
    made = (
        notice(
            f"26-93000{number}",
            title=f"Parc <fictif> n° {number}",
            published=day,
            passages=reserved if number == 1 else (),
            lots=(lot("1", cpv=("77310000",), places=(Place(departement="01"),)),),
        )
        for number in (1, 2)
    )
    ingested(scene.database, *made, now=NOON)
    looking.look(scene.database, read_notice, lambda one, held: describe(one, held, France.load(), may_answer), NOON)


def opened(phone: Phone) -> str:
    phone.write("/reseau")
    return phone.tap("🗺 Territoire")


@pytest.mark.parametrize("who", ["nadia", "anne", "bilal"])
def test_whoever_is_in_reads_its_figures(scene: Scene, who: str) -> None:
    read_before(scene)
    phone = getattr(scene, who)
    told = opened(phone)
    assert told.startswith("Territoire de Réseau d’insertion <de> l’Ain & Cie")
    assert "Annonces vues : 2" in told.replace("\u00a0", " ")
    assert "Lots réservés : 1" in told.replace("\u00a0", " ")
    assert phone.labels == [
        *("📊 En images", "📄 Tableaux (CSV)"),
        *("Le mois dernier", "Ce mois-ci"),
        "⬅️ Retour au réseau",
    ]


def test_another_period_is_one_tap_away(scene: Scene) -> None:
    read_before(scene)
    anne = scene.anne
    opened(anne)
    assert "Annonces vues : 0" in anne.tap("Le mois dernier").replace("\u00a0", " ")
    assert "Douze mois" in anne.labels
    assert "Le mois dernier" not in anne.labels
    assert "Annonces vues : 2" in anne.tap("Douze mois").replace("\u00a0", " ")


def test_charts_come_as_pictures_with_their_words(scene: Scene) -> None:
    read_before(scene)
    anne = scene.anne
    opened(anne)
    anne.tap("📊 En images")
    pictures = [one.attachment for one in anne.screens]
    assert len(pictures) >= 2
    assert all(one is not None and one.picture and one.content.startswith(b"\x89PNG") for one in pictures)
    assert "Annonces vues" in anne.screens[0].text
    assert all(one.fresh for one in anne.screens), "the figures stay above"
    assert [bool(one.rows) for one in anne.screens] == [False] * (len(pictures) - 1) + [True]
    assert anne.tap("⬅️ Retour au territoire").startswith("Territoire de")


def test_tables_come_as_files(scene: Scene) -> None:
    read_before(scene)
    anne = scene.anne
    opened(anne)
    anne.tap("Ce mois-ci")
    anne.tap("📄 Tableaux (CSV)")
    files = [one.attachment for one in anne.screens]
    assert [one.name.split("-")[1] for one in files if one] == ["chiffres", "annonces", "collectivites"]
    assert all(one is not None and not one.picture and one.content.startswith(b"\xef\xbb\xbf") for one in files)
    first = f"territoire-chiffres-{NOON.date().replace(day=1)}-"
    assert files[0] is not None
    assert files[0].name.startswith(first)


def test_a_period_without_anything_has_nothing_to_draw(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "of_period", lambda _: ())
    told = scene.anne.tap_data(pack("nw", "tc", scene.network.id))
    assert "Il n’y a rien à dessiner sur cette période." in told


def test_the_page_is_behind_a_link_of_their_own(scene: Scene) -> None:
    house = replace(scene.anne.house, links=LINKS)
    for who in ("anne", "nadia"):
        phone = getattr(scene, who)
        phone.house = house
        opened(phone)
        (url,) = [one.url for screen in phone.screens for row in screen.rows for one in row if one.url]
        found = re.fullmatch(r"https://vigie\.example/t/(\S+)\?periode=annee", url)
        assert found is not None
        assert LINKS.read(LinkKind.TERRITORY, found[1], NOON) == (str(phone.person.id), str(scene.network.id))


@pytest.mark.parametrize("action", ["te", "tc", "tf"])
@pytest.mark.parametrize("who", ["claire", "doris"])
def test_a_stranger_is_told_nothing(scene: Scene, who: str, action: str) -> None:
    told = getattr(scene, who).tap_data(pack("nw", action, scene.network.id, "annee"))
    assert told == "Ce réseau n’existe plus, ou vous n’en faites pas partie."


@pytest.mark.parametrize("action", ["te", "tc", "tf"])
def test_who_has_left_is_told_nothing(scene: Scene, action: str) -> None:
    with scene.database.write() as session:
        network_leaving.leave(session, scene.anne.person.id, scene.network.id, scene.jardins.id, NOON)
    for phone in (scene.anne, scene.bilal):
        assert "plus partie" in phone.tap_data(pack("nw", action, scene.network.id)).replace("faites pas", "plus")


@pytest.mark.parametrize("action", ["te", "tc", "tf"])
@pytest.mark.parametrize("end", ["", ".1.depuis", ".1.é", ".x.annee"])
def test_a_button_that_nobody_drew(scene: Scene, action: str, end: str) -> None:
    told = scene.anne.tap_data(f"1.nw.{action}{end}")
    assert told
    assert "Traceback" not in told


def test_many_figures_hold_in_a_bubble(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.territory, "of_network", lambda *_: year(date(2026, 11, 1)))
    assert len(opened(scene.anne)) < 4096
