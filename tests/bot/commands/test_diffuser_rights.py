"""Who may pass on, and who may answer: each button, tapped by each of them. The right is in the services."""

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.services import broadcasting, networks
from alerts.store.engine import Database
from bot.chat.taps import pack
from tests.alerts.services.stories import owed
from tests.bot.commands.broadcasts import broadcasts, drafted, sent
from tests.bot.commands.conversation import Conversation
from tests.bot.commands.networked import Scene, animated, scene_on

GONE = "Cette diffusion n'existe plus, ou elle est d'un réseau que vous n'animez pas."
NOT_IN = "Ce réseau n’existe plus, ou vous n’en faites pas partie."
ANIMATORS = "Seuls les animateurs du réseau peuvent faire cela."
NOT_RECEIVED = "Cette annonce de réseau n'existe plus, ou elle n'a pas été envoyée à votre structure."
NOT_OURS = "Ce bouton concerne une structure dont vous ne faites pas partie."


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


def test_who_animates_nothing_is_told(scene: Scene) -> None:
    for one in (scene.anne, scene.bilal, scene.doris):
        assert "Vous n’animez aucun réseau ouvert" in one.write("/diffuser")
        assert one.labels == ["🤝 Mes réseaux", "⬅️ Retour au menu"]


def test_who_animates_two_chooses(scene: Scene) -> None:
    nadia = scene.nadia.person.id
    with scene.database.write() as session:
        animated(session, "Un troisième réseau fictif", nadia)
    assert "À quel réseau ?" in scene.nadia.write("/diffuser")
    assert "Un troisième réseau fictif" in scene.nadia.tap("2. Un troisième réseau…")


OF_NETWORK = ("w", "fu", "fh", "ls")
OF_BROADCAST = ("nt", "tg", "ga", "ge", "gt", "gk", "gp", "pv", "y", "dr", "rp", "wd", "wdy")


def of_broadcast(action: str, made: int) -> str:
    return pack("di", action, made, *(("0123456789ab",) if action == "y" else ()))


@pytest.mark.parametrize("who", ["doris", "claire", "anne", "bilal"])
@pytest.mark.parametrize("action", OF_NETWORK)
def test_nobody_else_begins_one(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    told = one.tap_data(pack("di", action, scene.network.id))
    assert told == (ANIMATORS if who in ("anne", "bilal") else NOT_IN)
    assert broadcasts(scene) == []


@pytest.mark.parametrize("who", ["doris", "claire", "anne", "bilal"])
@pytest.mark.parametrize("action", OF_BROADCAST)
def test_nobody_else_touches_one(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    made = drafted(scene)
    before = broadcasts(scene)
    told = one.tap_data(of_broadcast(action, made))
    assert told in ((ANIMATORS,) if who in ("anne", "bilal") else (GONE, NOT_IN)), told
    assert broadcasts(scene) == before
    assert owed(scene.database, DeliveryKind.BROADCAST) == []


@pytest.mark.parametrize("action", ["o", "i", "d", "m"])
def test_only_those_of_the_structure_answer(scene: Scene, action: str) -> None:
    made, number = sent(scene)
    for one in (scene.doris, scene.claire, scene.nadia):
        assert one.tap_data(pack("di", action, number)) == NOT_OURS
    with scene.database.read() as session:
        assert broadcasting.report(session, people_id(scene), made)[1].opened == 0
    assert scene.bilal.tap_data(pack("di", action, number)) != NOT_OURS, "an équipier answers for the structure"


def people_id(scene: Scene) -> int:
    with scene.database.read() as session:
        found = [one.id for one in networks.animators(session, 1, scene.network.id)]
    return found[0]


def test_who_left_answers_no_more(scene: Scene) -> None:
    _, number = sent(scene)
    for gesture in ("/reseau", "Quitter le réseau", "Quitter le réseau"):
        scene.anne.write(gesture)
    assert scene.anne.tap_data(pack("di", "i", number)) == NOT_RECEIVED


@pytest.mark.parametrize(
    "data",
    [
        "1.di.w",
        "1.di.later.1",
        "1.di.y.1",
        "1.di.o",
        "1.di.hq.1.what",
        "1.di.hq.1.é",
        "1.di.gv.1",
        "1.di.fa.1",
        "1.di.i.é",
    ],
)
def test_a_button_of_another_time_is_answered_kindly(scene: Scene, data: str) -> None:
    told = scene.nadia.tap_data(data)
    assert any(one in told for one in ("plus d'actualité", "n'existe plus", "n’existe plus")), told
