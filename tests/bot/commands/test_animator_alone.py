"""An animator of no structure: a link of the host is enough to be at home, on the phone, from the first gesture."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.services import network_animating, people
from alerts.services.network_chats import Found
from alerts.store import addresses, network_people
from alerts.store.engine import Database
from bot.commands import COMMANDS
from bot.config import EmailSettings
from tests.alerts.services.stories import owed
from tests.bot.commands.channels import Asking
from tests.bot.commands.conversation import NOON
from tests.bot.commands.networked import LESSIVE, NAME, Scene, another, scene_on
from tests.bot.commands.phone import Phone
from tests.bot.commands.test_every_screen import TYPED, action

CHANNEL = -1_001_000_000_777
SAID = Found(CHANNEL, "Annonces", channel=True, posts=True, theirs=True)


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


@pytest.fixture
def zoe(scene: Scene) -> Phone:
    """She has never written to the bot, and follows the link."""
    with scene.database.write() as session:
        token = network_animating.invite(session, scene.nadia.person.id, scene.network.id, NOON)
    found = Phone(scene.nadia.house, 600, "Zoé", COMMANDS)
    assert f"On vous invite à animer le réseau {NAME}." in found.write(f"/start {token}")
    assert f"C’est fait : vous animez {NAME}." in found.tap("✅ Animer")
    return found


def test_she_finds_her_way_without_a_profile(zoe: Phone) -> None:
    told = zoe.write("/start")
    assert f"Vos réseaux : {NAME}." in told
    assert "Vous pouvez tout y faire sans structure." in told
    ways = ["🤝 Mes réseaux", "📣 Diffuser", "📧 E-mail", "📡 État du service", "🔒 Mes données", "▶️ Commencer"]
    assert [one for one in ways if one not in zoe.labels] == []
    assert "/diffuser – " in zoe.write("/aide")
    assert "je ne vous envoie que les messages de vos réseaux" in zoe.write("/etat")
    for words in ("/pause", "/rythme"):
        assert "puis « Ne plus recevoir »" in zoe.write(words)
    assert "1. Les Jardins" in zoe.write("/reseau") + zoe.tap("👥 Membres")


def test_she_broadcasts_by_hand_and_reads_the_report(scene: Scene, zoe: Phone) -> None:
    zoe.write("/diffuser")
    zoe.tap("Écrire à la main")
    for words in ("Tonte du stade & taille", "Mairie fictive", "01", "passer", "passer", "passer", "continuer"):
        zoe.write(words)
    zoe.tap("Sans mot")
    assert "Reçoivent : 1 structure" in zoe.tap("Tout le réseau")
    assert "C’est parti" in zoe.tap("Envoyer à 1 structure")
    assert {one.structure_id for one in owed(scene.database, DeliveryKind.BROADCAST)} == {scene.jardins.id}


def test_she_is_told_by_the_network_of_who_comes(scene: Scene, zoe: Phone) -> None:
    another(scene, 90, "Émile", LESSIVE)  # invited by Nadia, who is of no structure either
    (told,) = [one for one in owed(scene.database) if "« La Lessive fictive »" in str(one.cause.get("text"))]
    assert (told.structure_id or None, told.cause["network"]) == (None, scene.network.id)


def test_stop_is_silence_for_her_too(scene: Scene, zoe: Phone) -> None:
    told = zoe.write("/stop")
    assert told.startswith(f"C’est fait : je ne vous envoie plus rien.\nPlus aucun message de {NAME}.")
    with scene.database.read() as session:
        assert network_people.is_muted(session, scene.network.id, zoe.person.id)
    assert "Je ne vous envoie rien" in zoe.write("/stop"), "said again"
    zoe.write("/reseau")
    assert "vous recevez de nouveau" in zoe.tap("🔔 Recevoir de nouveau")


def test_stop_leaves_the_networks_of_whoever_has_a_structure_as_they_were(scene: Scene) -> None:
    scene.anne.write("/stop")
    with scene.database.read() as session:
        assert not network_people.is_muted(session, scene.network.id, scene.anne.person.id)


def test_an_address_is_asked_for_without_a_structure(scene: Scene, zoe: Phone) -> None:
    mailing = EmailSettings(host="relais.example", sender="vigie@vigie.example")
    zoe.house = replace(zoe.house, settings=zoe.house.settings.model_copy(update={"email": mailing}))
    assert "adresse" in zoe.write("/email")
    assert "zoe@example.org" in zoe.write("zoe@example.org")
    assert [one.kind for one in owed(scene.database, DeliveryKind.CONFIRMATION)] == [DeliveryKind.CONFIRMATION]
    who = zoe.person.id
    with scene.database.write() as session:
        address = addresses.ask(session, "zoe@example.org", NOON)
        addresses.confirm(session, address.id, who, "", 1, NOON)
    told = zoe.write("/email")
    assert "Les messages de vos réseaux vous arrivent ici et par e-mail." in told
    assert zoe.labels == ["Changer d’adresse", "Retirer l’adresse", "⬅️ Menu"]
    assert "je n’ai plus votre adresse" in zoe.tap("Retirer l’adresse")


def test_who_erases_herself_learns_which_network_is_left_alone(scene: Scene, zoe: Phone) -> None:
    zoe.write("/confidentialite")
    assert "à animer ce réseau" not in zoe.tap("🗑 Effacer"), "Nadia animates it too"
    scene.claire.write("/confidentialite")
    told = scene.claire.tap("🗑 Effacer")
    assert "Un autre réseau fictif : vous êtes la seule personne à animer ce réseau." in told
    hers, claires, nadias = (one.person.id for one in (zoe, scene.claire, scene.nadia))
    with scene.database.write() as session:
        network_people.add_animator(session, scene.network.id, claires, NOON)
        for who in (hers, nadias):
            network_people.drop_animator(session, scene.network.id, who)
    scene.claire.write("/confidentialite")
    told = scene.claire.tap("🗑 Effacer")
    assert f"{NAME}, Un autre réseau fictif : vous êtes la seule personne à animer ces réseaux." in told


def test_a_structure_may_come_later(scene: Scene, zoe: Phone) -> None:
    zoe.write("/start")
    zoe.tap("▶️ Commencer")
    for words in ("esat", "valider", "tonte", "valider", "01", "enregistrer"):
        zoe.write(words)
    with scene.database.read() as session:
        assert len(people.memberships_of(session, zoe.person.id)) == 1
    assert "votre profil est en place" in zoe.write("/start")
    assert "🤝 Mes réseaux" in zoe.labels


@pytest.mark.parametrize("seed", range(3))
def test_nothing_breaks_whatever_an_animator_touches_or_writes(scene: Scene, seed: int) -> None:
    """Each screen holds what we promise (`conversation.judge`)."""
    chance = random.Random(seed)
    known = {"@annonces": SAID, CHANNEL: SAID}
    one = Asking(scene.nadia.house, scene.nadia.account, "Nadia", COMMANDS, known=known)
    one.write("/reseau")
    touched: Counter[str] = Counter()
    for _ in range(200):
        taps = [button for button in one.shown if button.data]
        way = chance.random()
        if taps and way < 0.8:
            seldom = min(taps, key=lambda button: (touched[action(button)], chance.random()))
            touched[action(seldom)] += 1
            assert one.tap(seldom.label)
        elif way < 0.9:
            assert one.write(chance.choice([*TYPED, "@annonces", "t.me/c/1000000777/3"]))
        elif way < 0.93:
            assert one.forward(CHANNEL)
        else:
            assert one.write(chance.choice(["/reseau", "/diffuser", "/aide"]))
    assert len([name for name in touched if name.startswith("nw.")]) > 20, touched
