"""`/repartition`: who was proposed, month after month, for all who are in the network and nobody else."""

from datetime import date, datetime

import pytest

from alerts.store import network_people, proposals
from bot.wiring import House
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE, Clock
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.readers import everything
from tests.bot.pages.stories import plain

NONE = "Aucun membre n’a été proposé pendant ce mois."


def proposed(scene: Scene, rank: int, at: datetime = MONDAY) -> None:
    with scene.house.database.write() as session:
        proposals.record(session, scene.network.id, [(scene.jardins.id, rank)], f"o{rank}", "", "radar", at)


def read(scene: Scene, who: str, asked: str = "") -> str:
    answer = scene[who].get(f"{scene.base}/repartition{asked}")
    assert answer.status_code == 200, answer.text
    return plain(answer.text).replace("&nbsp;", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("who", ["nadia", "anne", "bilal"])
def test_all_who_are_in_read_it(house: House, clock: Clock, who: str) -> None:
    scene = scene_in(house)
    proposed(scene, 1)
    proposed(scene, 7)
    assert NONE in read(scene, who), "October"
    clock.later(days=20)
    scene.browsers.clear()  # their session is over: they come back by a letter
    page = read(scene, who)
    assert "Novembre 2026" in page
    assert "Les Jardins &lt;fictifs&gt; &amp; Cie En 1er : 1 En 2e : 0 En 3e : 0 Plus loin : 1 En tout : 2" in page
    assert "L’ordre : d’abord qui complète le mieux" in page
    assert "Octobre 2026" in page


@pytest.mark.parametrize(("who", "status"), [("nobody", 303), ("doris", 403), ("claire", 403)])
@ONE_DATABASE
def test_nobody_else(house: House, who: str, status: int) -> None:
    scene = scene_in(house)
    proposed(scene, 1)
    browser, before = scene[who], everything(house.database)
    answer = browser.get(f"{scene.base}/repartition")
    assert answer.status_code == status
    assert "Jardins" not in answer.text
    assert everything(house.database) == before


@pytest.mark.parametrize(
    "asked", ["?mois=2026-11", "?mois=2031-01", "?mois=2019-01", "?mois=hier", "?mois=2026-13", "?mois="]
)
@ONE_DATABASE
def test_a_month_that_cannot_be_read_is_the_last_one(house: House, asked: str) -> None:
    assert "Octobre 2026" in read(scene_in(house), "anne", asked)


@ONE_DATABASE
def test_months_before(house: House) -> None:
    scene = scene_in(house)
    proposed(scene, 2, MONDAY.replace(month=3))
    assert "En tout : 1" in read(scene, "anne", "?mois=2026-03")
    assert "Septembre 2025" not in read(scene, "anne", "?mois=2025-10"), "a year back, no further"


@ONE_DATABASE
def test_a_network_without_members(house: House) -> None:
    scene = scene_in(house)
    with house.database.write() as session:
        network_people.drop_member(session, scene.network.id, scene.jardins.id)
    assert NONE in read(scene, "nadia", f"?mois={date(2026, 10, 1):%Y-%m}")
