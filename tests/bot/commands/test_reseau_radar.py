"""The radar in the chat: five lots at a time, each with its button, and a draft to be confirmed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from alerts.network.marks import mark_of
from alerts.services import broadcasting
from alerts.store.engine import Database
from bot.chat.taps import pack
from scrapers.notice import Deadline, Notice, Place
from tests.alerts.services.stories import ingested, says
from tests.bot.commands.conversation import NOON
from tests.bot.commands.networked import Scene, scene_on
from tests.telegram_api.stock import garden_call

RESERVED = says("Ce lot est réservé aux structures d'insertion par l'activité économique (article L2113-13).")


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


def call(lots: int = 1, **fields: Any) -> Notice:
    """Gardens of Ain, reserved to the likes of the Jardins, that close in six days."""
    given = garden_call("26-920001")
    (lot,) = given.lots
    ain = (Place(departement="01"),)
    many = tuple(
        replace(lot, id=f"LOT-{number:04}", title=f"Square {number}", passages=RESERVED, places=ain)
        for number in range(1, lots + 1)
    )
    return replace(given, **{"lots": many, "places": ain, "deadline": Deadline(NOON + timedelta(days=6)), **fields})


def opened(scene: Scene, *notices: Notice) -> None:
    ingested(scene.database, *notices)
    for one in (scene.nadia, scene.anne):
        one.house.current.refresh(NOON)


def test_five_lots_at_a_time_each_with_its_button(scene: Scene) -> None:
    opened(scene, call(12))
    scene.nadia.write("/reseau")
    first = scene.nadia.tap("📡 Radar")
    assert "12 lots sans membre connu dessus" in first
    assert "N° 1, urgent, J-6 : Square 1" in first.replace("\u00a0", " ")
    taps = [f"Les prévenir, n°\u00a0{number}" for number in range(1, 13)]
    assert scene.nadia.labels == [*taps[:5], "Lots suivants ➡️", "⬅️ Retour au réseau"]
    scene.nadia.tap("Lots suivants ➡️")
    assert scene.nadia.labels == [*taps[5:10], "⬅️ Lots précédents", "Lots suivants ➡️", "⬅️ Retour au réseau"]
    last = scene.nadia.tap("Lots suivants ➡️")
    assert scene.nadia.labels == [*taps[10:], "⬅️ Lots précédents", "⬅️ Retour au réseau"]
    assert "Square 12" in last
    assert "Square 10" not in last


def test_a_page_that_is_no_more_is_the_first(scene: Scene) -> None:
    opened(scene, call(2))
    told = scene.nadia.tap_data(pack("nw", "ra", scene.network.id, 40))
    assert "Square 1" in told


def test_one_tap_shows_what_those_who_could_will_read_and_asks_once(scene: Scene) -> None:
    opened(scene, call(1))
    scene.nadia.write("/reseau")
    scene.nadia.tap("📡 Radar")
    shown = scene.nadia.tap("Les prévenir, n°\u00a01")
    with scene.database.read() as session:
        (made,) = broadcasting.recent(session, scene.nadia.person.id, scene.network.id)
    assert made.sent_at is None
    assert made.target.members == {scene.jardins.id}
    assert "Ce lot ferme bientôt" in made.note
    assert "1 structure" in shown
    scene.nadia.tap("Envoyer à 1 structure")
    with scene.database.read() as session:
        (sent,) = broadcasting.recent(session, scene.nadia.person.id, scene.network.id)
    assert sent.sent_at == NOON


def test_a_lot_taken_meanwhile_is_told_so(scene: Scene) -> None:
    opened(scene, call(1))
    told = scene.nadia.tap_data(pack("nw", "rc", scene.network.id, mark_of("gone", None)))
    assert "n’est plus au radar" in told


@pytest.mark.parametrize(
    "data", [("nw", "rc"), ("nw", "rc", 1), ("nw", "rc", "zzzzzzzzz", "0" * 12), ("nw", "ra", "x!")]
)
def test_a_button_of_nowhere_does_nothing(scene: Scene, data: tuple[str, ...]) -> None:
    opened(scene, call(1))
    assert scene.nadia.tap_data(pack(*data))
    with scene.database.read() as session:
        assert broadcasting.recent(session, scene.nadia.person.id, scene.network.id) == []


def test_only_its_animators_look_and_call(scene: Scene) -> None:
    opened(scene, call(1))
    (found,) = {one.opportunity_id for one in scene.nadia.house.current.opened()}
    tap = pack("nw", "rc", scene.network.id, mark_of(found, "LOT-0001"))
    for one in (scene.anne, scene.bilal, scene.claire, scene.doris):
        for data in (pack("nw", "ra", scene.network.id), tap):
            told = one.tap_data(data)
            assert "Square" not in told
    with scene.database.read() as session:
        assert broadcasting.recent(session, scene.nadia.person.id, scene.network.id) == []
    scene.nadia.tap_data(tap)
    with scene.database.read() as session:
        assert len(broadcasting.recent(session, scene.nadia.person.id, scene.network.id)) == 1
