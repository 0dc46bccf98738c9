"""« Réglages » of a network: its name, its kind, its weekly cap, what it does and where."""

import pytest

from alerts.model.network import Network, NetworkKind
from alerts.model.structure import Territory
from alerts.store import networks
from alerts.store.engine import Database
from bot.chat.taps import pack
from tests.bot.commands.conversation import Conversation
from tests.bot.commands.networked import NAME, Scene, scene_on

AIN_AND_RHONE = Territory(departements=frozenset({"01", "69"}))


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


def kept(scene: Scene) -> Network:
    with scene.database.read() as session:
        found = networks.load_network(session, scene.network.id)
    assert found is not None
    return found


def settings(one: Conversation) -> str:
    one.write("/reseau")
    return one.tap("⚙️ Réglages")


def test_what_is_set_and_what_comes_from_the_members(scene: Scene) -> None:
    told = settings(scene.nadia)
    assert told.startswith(f"Réglages – {NAME}")
    assert "Genre : Réseau de l’insertion par l’activité économique." in told
    assert "Diffusions : 3 par semaine au plus, pour une même structure." in told
    assert "Métiers : ceux des membres (Espaces verts)." in told
    assert "Territoire : celui des membres (Ain (01))." in told


def test_it_is_renamed(scene: Scene) -> None:
    settings(scene.nadia)
    scene.nadia.tap("Changer le nom")
    assert "trop court" in scene.nadia.write("ab")
    assert "porte déjà ce nom" in scene.nadia.write("un AUTRE réseau fictif")
    assert "s’appelle désormais Réseau <neuf> & Cie." in scene.nadia.write("Réseau <neuf> & Cie")
    assert kept(scene).name == "Réseau <neuf> & Cie"


def test_its_kind_is_changed(scene: Scene) -> None:
    settings(scene.nadia)
    scene.nadia.tap("Changer le genre")
    assert "✅ Réseau IAE" in scene.nadia.labels
    assert "Genre : Pôle territorial" in scene.nadia.tap("PTCE")
    assert kept(scene).kind is NetworkKind.PTCE


@pytest.mark.parametrize(("said", "weekly"), [("5 par semaine", 5), ("4", 4), ("20", 20)])
def test_how_often_it_may_write_is_touched_or_typed(scene: Scene, said: str, weekly: int) -> None:
    settings(scene.nadia)
    scene.nadia.tap("Diffusions par semaine")
    assert "✅ 3 par semaine" in scene.nadia.labels
    for wrong in ("0", "21", "beaucoup", "-2", "9999999"):
        assert "entre 1 et 20" in scene.nadia.write(wrong), wrong
    told = scene.nadia.write(said)
    assert f"Diffusions : {weekly} par semaine" in told
    assert kept(scene).weekly_cap == weekly


def test_trades_are_ticked_typed_and_given_back_to_the_members(scene: Scene) -> None:
    settings(scene.nadia)
    assert "Choisis (1) : Espaces verts." in scene.nadia.tap("Métiers")
    assert "✅ Espaces verts" in scene.nadia.labels, "what the members do is where one begins"
    scene.nadia.tap("Voir plus (1 sur 3)")
    scene.nadia.tap("Mobilier")
    told = scene.nadia.tap("Valider (2)")
    assert "Métiers : Espaces verts, Mobilier (choisis par le réseau)." in told
    assert kept(scene).trades == frozenset({"espaces-verts", "mobilier"})
    scene.nadia.tap("Métiers")
    assert "Métiers : ceux des membres (Espaces verts)." in scene.nadia.tap("Ceux des membres")
    assert kept(scene).trades is None


def test_a_trade_almost_right_is_proposed(scene: Scene) -> None:
    settings(scene.nadia)
    scene.nadia.tap("Métiers")
    assert "Vouliez-vous dire « Blanchisserie, couture » ?" in scene.nadia.write("blanchiserie").replace("\u00a0", " ")
    scene.nadia.tap("Oui, ajouter")
    assert "Valider (2)" in scene.nadia.labels


def test_the_territory_is_typed_as_in_a_profile(scene: Scene) -> None:
    settings(scene.nadia)
    scene.nadia.tap("Territoire")
    assert "J’ai compris : Ain (01), Rhône (69)." in scene.nadia.write("Ain, 69")
    assert "J’ai compris : Ain (01)." in scene.nadia.write("sauf le Rhône")
    assert "Je n’ai pas reconnu : « Atlantide »" in scene.nadia.write("Atlantide").replace("\u00a0", " ")
    scene.nadia.write("69")
    assert "Territoire : Ain (01), Rhône (69) (choisi par le réseau)." in scene.nadia.tap("✅ Valider")
    assert kept(scene).territory == AIN_AND_RHONE
    scene.nadia.tap("Territoire")
    assert "J’ai compris : Ain (01), Rhône (69)." in scene.nadia.text
    scene.nadia.tap("✏️ Tout réécrire")
    assert "✅ Valider" not in scene.nadia.labels
    scene.nadia.tap("Toute la France")
    scene.nadia.tap("✅ Valider")
    assert kept(scene).territory == Territory(whole_france=True)
    scene.nadia.tap("Territoire")
    assert "Territoire : celui des membres (Ain (01))." in scene.nadia.tap("Celui des membres")
    assert kept(scene).territory is None


def test_a_name_of_two_places_is_asked(scene: Scene) -> None:
    settings(scene.nadia)
    scene.nadia.tap("Territoire")
    scene.nadia.write("Saint-Denis")
    (first, *_) = scene.nadia.labels
    assert "J’ai compris" in scene.nadia.tap(first)
    scene.nadia.tap("✅ Valider")
    assert kept(scene).territory is not None


def test_a_button_of_another_question_changes_nothing(scene: Scene) -> None:
    before = kept(scene)
    for action in ("smv", "spv"):
        assert "plus d'actualité" in scene.nadia.tap_data(pack("nw", action, scene.network.id))
    assert kept(scene) == before


def test_one_that_waits_may_be_corrected(scene: Scene) -> None:
    for gesture in ("/reseau", "demander", "PTCE des Dombes", "PTCE"):
        scene.doris.write(gesture)
    told = scene.doris.tap("⚙️ Réglages")
    assert "Métiers : ceux des membres." in told
    assert "💬 Groupes et canaux" not in scene.doris.labels
    scene.doris.tap("Métiers")
    scene.doris.tap("Espaces verts")
    assert "choisis par le réseau" in scene.doris.tap("Valider (1)")


ACTIONS: dict[str, tuple[str | int, ...]] = {
    **dict.fromkeys(("st", "sn", "sk", "sw", "sm", "smx", "sp", "spx", "smp", "spf", "spr", "smv", "spv"), ()),
    "skv": ("ptce",),
    "swv": (7,),
    "smt": ("mobilier", 0),
    "sma": ("mobilier",),
    "spq": (0, 0),
}


@pytest.mark.parametrize("who", ["anne", "bilal", "claire", "doris"])
@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_else_changes_it(scene: Scene, who: str, action: str) -> None:
    before = kept(scene)
    one: Conversation = getattr(scene, who)
    told = one.tap_data(pack("nw", action, scene.network.id, *ACTIONS[action]))
    if action not in ("smv", "spv"):  # of a question that was never asked
        strange = "Ce réseau n’existe plus, ou vous n’en faites pas partie."
        theirs = "Seuls les animateurs du réseau peuvent faire cela."
        assert told == (theirs if who in ("anne", "bilal") else strange)
    assert kept(scene) == before
    assert one.person.step.space != "nw", "no question begins"
