"""The radar on its page: what closes soon, who could, and a draft for them."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from alerts.network.marks import mark_of
from alerts.services import broadcasting
from alerts.store import broadcasts
from bot.wiring import House
from scrapers.notice import Deadline, Notice, Place
from tests.alerts.services.stories import ingested, says
from tests.bot.pages.conftest import MONDAY
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.stories import plain
from tests.telegram_api.stock import garden_call

SOON = Deadline(MONDAY + timedelta(days=6))


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


def call(number: int = 1, **fields: Any) -> Notice:
    """Gardens of Ain, reserved to the likes of the Jardins, that close in six days."""
    reserved = says("Ce lot est réservé aux structures d'insertion par l'activité économique (article L2113-13).")
    given = garden_call(f"26-91000{number}")
    (lot,) = given.lots
    mine = replace(lot, passages=reserved, places=(Place(departement="01"),))
    return replace(given, **{"lots": (mine,), "deadline": SOON, "places": (Place(departement="01"),), **fields})


def opened(scene: Scene, *notices: Notice) -> None:
    ingested(scene.house.database, *(notices or (call(),)), now=MONDAY)
    scene.house.current.refresh(MONDAY)


def tap_of(scene: Scene, who: str = "nadia") -> str:
    """Where the first « Les prévenir » of the page leads."""
    found = re.search(r'action="([^"]*/prevenir)"', scene[who].get(f"{scene.base}/radar").text)
    assert found is not None
    return found[1]


def test_each_lot_has_its_reasons_who_could_and_a_way_to_tell_them(scene: Scene) -> None:
    opened(scene)
    page = scene["nadia"].get(f"{scene.base}/radar")
    assert page.status_code == 200
    told = plain(page.text).replace("&nbsp;", " ")
    assert "1 lot sans membre connu dessus" in told
    assert "Urgent, J-6" in told
    assert "Réservé aux structures d’insertion" in told
    assert "Pourraient répondre seuls, à appeler : Les Jardins &lt;fictifs&gt; &amp; Cie" in told
    assert "Les prévenir" in told
    assert "« Les prévenir » n’envoie rien encore" in told


def test_before_the_first_reading_it_says_to_wait(scene: Scene) -> None:
    page = scene["nadia"].get(f"{scene.base}/radar")
    assert page.status_code == 200
    assert "Les annonces sont en cours de lecture" in plain(page.text)


def test_with_nothing_it_says_so(scene: Scene) -> None:
    scene.house.current.refresh(MONDAY)
    assert "sans qu’un membre le suive" in plain(scene["nadia"].get(f"{scene.base}/radar").text)


def test_telling_them_makes_a_draft_to_be_confirmed_elsewhere(scene: Scene) -> None:
    opened(scene)
    answer = scene["nadia"].post(tap_of(scene))
    with scene.house.database.read() as session:
        (made,) = broadcasting.recent(session, scene.people["nadia"], scene.network.id)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{scene.base}/diffuser/{made.id}")
    assert made.sent_at is None
    assert made.target.members == {scene.jardins.id}
    shown = scene["nadia"].get(answer.headers["location"])
    assert shown.status_code == 200


def test_two_taps_are_one_draft(scene: Scene) -> None:
    opened(scene)
    where = {scene["nadia"].post(tap_of(scene)).headers["location"] for _ in range(2)}
    assert len(where) == 1


def test_looking_makes_nothing(scene: Scene) -> None:
    opened(scene)
    tap = tap_of(scene)
    assert scene["nadia"].get(tap).status_code == 405
    with scene.house.database.read() as session:
        assert broadcasts.of_network(session, scene.network.id, 30) == []


def test_a_lot_that_has_left_the_radar_is_told_so_on_the_page(scene: Scene) -> None:
    opened(scene)
    answer = scene["nadia"].post(f"{scene.base}/radar/{mark_of('gone', None)}/prevenir")
    assert answer.status_code == 409
    assert "Ce lot n’est plus au radar" in plain(answer.text)
    assert "Urgent, J-6" in answer.text, "the others are still there"


@pytest.mark.parametrize("mark", ["x", "%3Cb%3E", "a" * 300, "%00", "é"])
def test_what_is_no_mark_is_told_so(scene: Scene, mark: str) -> None:
    opened(scene)
    assert scene["nadia"].post(f"{scene.base}/radar/{mark}/prevenir").status_code == 409


def test_words_of_a_notice_are_escaped_and_its_address_checked(scene: Scene) -> None:
    given = call(title="Tonte <script> & Cie", url="javascript:alert(1)")
    (lot,) = given.lots
    opened(scene, replace(given, lots=(replace(lot, title=""),)))
    page = scene["nadia"].get(f"{scene.base}/radar").text
    assert "Tonte &lt;script&gt; &amp; Cie" in page
    assert "<script>" not in page
    assert "javascript:" not in page


def test_fifty_are_told_in_full_and_the_rest_counted(scene: Scene) -> None:
    given = call()
    (lot,) = given.lots
    many = tuple(replace(lot, id=f"LOT-{number:04}", title=f"Square {number}") for number in range(1, 61))
    opened(scene, replace(given, lots=many))
    page = scene["nadia"].get(f"{scene.base}/radar").text
    assert page.count("<article") == 50
    assert "Et 10 autres" in plain(page)


@pytest.mark.parametrize(
    ("who", "look", "tap"),
    [
        ("nadia", 200, 303),
        ("anne", 403, 403),
        ("bilal", 403, 403),
        ("claire", 403, 403),
        ("doris", 403, 403),
        ("nobody", 303, 403),
    ],
)
def test_only_its_animators_look_and_tell(scene: Scene, who: str, look: int, tap: int) -> None:
    opened(scene)
    where = tap_of(scene)
    assert scene[who].get(f"{scene.base}/radar").status_code == look
    assert scene[who].post(where).status_code == tap
    with scene.house.database.read() as session:
        assert len(broadcasts.of_network(session, scene.network.id, 30)) == int(who == "nadia")


def test_a_form_of_another_site_is_refused(scene: Scene) -> None:
    opened(scene)
    assert scene["nadia"].post(tap_of(scene), Sec_Fetch_Site="cross-site").status_code == 403


@pytest.mark.parametrize("number", ["0", "999999", "x", "9" * 30])
def test_another_network_is_nobody_s(scene: Scene, number: str) -> None:
    opened(scene)
    assert scene["nadia"].get(f"/reseaux/{number}/radar").status_code in (403, 404)
