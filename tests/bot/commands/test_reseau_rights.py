"""Who may do what in `/reseau`: each button, tapped by each of them. The right is in the services."""

import pytest

from alerts.services import people
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands.network.labels import handle
from tests.bot.commands.conversation import Conversation
from tests.bot.commands.networked import Scene, members, scene_on

REFUSED = "Ce réseau n’existe plus, ou vous n’en faites pas partie."


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


ANIMATORS = ("rm", "rmy", "is", "isg", "isx", "ia", "iag", "sd", "sdy")
MANAGERS = ("sh", "sc", "le", "ley")
INSIDE = ("n", "mb", "an", "mu", "um", "te", "tc", "tf")


def forged(scene: Scene, action: str, membership: int) -> str:
    last: dict[str, tuple[str | int, ...]] = {
        **{"rm": (handle(scene.jardins.id),), "rmy": (handle(scene.jardins.id),), "isg": (1,), "mb": (0,)},
        **{"sh": (membership,), "le": (membership,), "ley": (membership,), "sc": (membership, "a")},
    }
    return pack("nw", action, scene.network.id, *last.get(action, ()))


@pytest.mark.parametrize("action", [*ANIMATORS, *MANAGERS, *INSIDE])
@pytest.mark.parametrize("who", ["doris", "claire"])
def test_no_button_obeys_a_stranger_nor_another_animator(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    with scene.database.read() as session:
        mine = people.memberships_of(session, scene.anne.person.id)[0][0].id
    told = one.tap_data(forged(scene, action, mine))
    assert told in (REFUSED, "Ce bouton concerne une structure dont vous ne faites pas partie."), told
    assert members(scene) == ["Les Jardins <fictifs> & Cie"]


@pytest.mark.parametrize("who", ["anne", "bilal"])
@pytest.mark.parametrize("action", ANIMATORS)
def test_a_member_does_nothing_of_an_animator_s(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    assert one.tap_data(forged(scene, action, 0)) == "Seuls les animateurs du réseau peuvent faire cela."
    assert members(scene) == ["Les Jardins <fictifs> & Cie"]


@pytest.mark.parametrize("who", ["bilal", "nadia"])
@pytest.mark.parametrize("action", MANAGERS)
def test_only_a_manager_answers_for_the_structure(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    with scene.database.read() as session:
        held = people.memberships_of(session, one.person.id)
    told = one.tap_data(forged(scene, action, held[0][0].id if held else 0))
    assert "responsable" in told or "dont vous ne faites pas partie" in told, told
    assert members(scene) == ["Les Jardins <fictifs> & Cie"]


@pytest.mark.parametrize("who", ["anne", "bilal", "nadia"])
@pytest.mark.parametrize("action", INSIDE)
def test_whoever_is_in_may_look_and_mute(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    told = one.tap_data(forged(scene, action, 0))
    assert told != REFUSED
    assert one.screens


@pytest.mark.parametrize("data", ["1.nw.n", "1.nw.isg.1", "1.nw.j.n_x", "1.nw.later.1", "1.nw.rm.1.é", "1.nw.sc.1.1"])
def test_a_button_of_another_time_is_answered_kindly(scene: Scene, data: str) -> None:
    told = scene.nadia.tap_data(data)
    assert any(one in told for one in ("plus d'actualité", "fait pas, ou plus, partie", "dont vous ne faites")), told


def test_only_those_who_have_a_use_are_shown_the_commands(scene: Scene) -> None:
    shown = {"nadia": (True, True), "anne": (True, False), "doris": (True, False)}
    for who, (networked, broadcasts) in shown.items():
        one: Conversation = getattr(scene, who)
        told = one.write("/aide")
        assert ("/reseau – " in told, "/diffuser – " in told) == (networked, broadcasts), who
    assert "🤝 Mes réseaux" not in scene.doris.labels, "she is in none"
    scene.anne.write("/aide")
    assert "🤝 Mes réseaux" in scene.anne.labels
    stranger = Conversation(scene.nadia.house, 99, "Gaël")
    assert "/reseau" not in stranger.write("/aide")
