"""A network in a group and in a channel, over HTTP: what its animator does on her phone, what Telegram says of it."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from alerts.ledger.drain import drain
from alerts.model.delivery import DeliveryKind
from alerts.model.network import NetworkChat
from alerts.store import network_chats
from alerts.store.engine import Database
from bot.config import Settings
from bot.telegram.assistant import sending
from bot.wiring import House
from tests.alerts.services.stories import owed
from tests.bot.commands.broadcasts import sent
from tests.bot.commands.networked import NAME, Scene, scene_on
from tests.bot.telegram.on_the_line import Line, on_the_line
from tests.bot.telegram.on_the_phone import telegram
from tests.telegram_api.channels import Channel
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi

BUTTON = "Réseau d’insertion <de>…"  # the name of the network, as far as a button holds it


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


@pytest.fixture
def line(scene: Scene, bot_api: BotApi) -> Iterator[Line]:
    with on_the_line(scene.nadia.house, bot_api) as found:
        yield found
        assert found.troubles == []


@pytest.fixture
def nadia(bot_api: BotApi, line: Line) -> Phone:
    """She animates, and is of no structure."""
    found = Phone(bot_api, 71, "Nadia")
    found.start()
    found.wait_for("Vos réseaux")
    return found


def linked(scene: Scene) -> list[NetworkChat]:
    with scene.database.read() as session:
        return network_chats.of_network(session, scene.network.id)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def emptied(scene: Scene, bot_api: BotApi) -> None:
    """What is due has left, through the channel of the ledger to Telegram."""
    house: House = replace(scene.nadia.house, settings=Settings(telegram=telegram(bot_api)), channels={})

    async def run() -> None:
        async with sending(house):
            await drain(house.database, house.channels, house.composer, house.clock)

    asyncio.run(run())


def test_vigie_joins_a_channel_and_the_network_speaks_there(scene: Scene, bot_api: BotApi, nadia: Phone) -> None:
    channel = Channel(bot_api, "Annonces de l’Ain & Cie", creator=nadia)
    channel.add_bot()
    nadia.wait_for("Je peux maintenant publier dans le canal Annonces de l’Ain & Cie.")
    assert channel.bubbles() == [], "nothing is said in the channel itself"
    nadia.tap(BUTTON)
    nadia.wait_for(f"{NAME} parle désormais dans le canal « Annonces de l’Ain & Cie »")
    sent(scene)
    emptied(scene, bot_api)
    (post,) = channel.bubbles()
    assert "à ses structures membres" in post.text
    assert "Accueil de la mairie" not in post.text, "the contact is for members"
    anne = Phone(bot_api, 72, "Anne")
    channel.join(anne)
    channel.tap(anne, "Voir l’annonce")
    toast = anne.wait_toast("L’annonce s’ouvre en privé")
    anne.start(toast.url.partition("start=")[2])
    assert "Accueil de la mairie fictive" in anne.wait_for("Les Jardins <fictifs> & Cie").text


def test_the_button_of_a_channel_is_checked_when_it_is_tapped(scene: Scene, bot_api: BotApi, nadia: Phone) -> None:
    channel = Channel(bot_api, "Annonces", creator=nadia)
    channel.add_bot()
    nadia.wait_for("Quel réseau doit y parler ?")
    channel.join(nadia, "member")  # another administrator took her right away meanwhile
    nadia.tap(BUTTON)
    nadia.wait_toast("Seul un administrateur de ce canal")
    assert linked(scene) == []


def to_channels(nadia: Phone) -> None:
    nadia.write("/reseau")
    nadia.tap("⚙️ Réglages")
    nadia.tap("💬 Groupes et canaux")
    nadia.tap("➕ Relier un canal")
    nadia.wait_for("Écrivez-moi ici le nom du canal")


def test_a_public_channel_by_its_name(scene: Scene, bot_api: BotApi, nadia: Phone) -> None:
    channel = Channel(bot_api, "Annonces", creator=nadia, username="annonces_ain")
    to_channels(nadia)
    nadia.write("@annonces_d_ailleurs")
    nadia.wait_for("Je ne trouve pas ce canal")
    nadia.write("@annonces_ain")
    nadia.wait_for("Vigie n’est pas administratrice de ce canal")
    channel.add_bot(posts=False)
    nadia.wait_for("sans le droit « Publier des messages »")
    nadia.write("@annonces_ain")
    nadia.wait_for("Vigie n’est pas administratrice de ce canal, ou n’a pas le droit d’y publier")
    channel.add_bot()
    nadia.wait_for("Je peux maintenant publier")
    nadia.write("t.me/annonces_ain")
    nadia.wait_for("parle désormais dans le canal « Annonces »")
    assert [(one.chat_id, one.channel, one.trouble) for one in linked(scene)] == [(channel.id, True, None)]


def test_a_private_channel_by_one_of_its_posts(scene: Scene, bot_api: BotApi, nadia: Phone) -> None:
    omar = Phone(bot_api, 600, "Omar")
    his, hers = Channel(bot_api, "Le canal d’Omar", creator=omar), Channel(bot_api, "Le nôtre", creator=nadia)
    for channel in (his, hers):
        channel.add_bot()
    nadia.wait_for("dans le canal Le nôtre")
    hers.forward(nadia)
    nadia.wait_for("J’ai bien reçu un message transféré, mais je ne lis que le texte")
    to_channels(nadia)
    his.forward(nadia)
    nadia.wait_for("Seul un administrateur de ce canal peut y relier un réseau.")
    hers.forward(nadia)
    nadia.wait_for("parle désormais dans le canal « Le nôtre »")
    assert [one.chat_id for one in linked(scene)] == [hers.id]


def test_put_out_of_the_channel_then_back(scene: Scene, bot_api: BotApi, nadia: Phone) -> None:
    channel = Channel(bot_api, "Annonces", creator=nadia)
    channel.add_bot()
    nadia.tap(BUTTON)
    nadia.wait_for("parle désormais")
    channel.remove_bot()
    wait_until(lambda: [one.trouble for one in linked(scene)] == ["Vigie a été retirée"])
    (told,) = [one for one in owed(scene.database, DeliveryKind.NOTICE) if "Annonces" in str(one.cause["title"])]
    assert (told.recipient, told.structure_id or None) == (f"person:{scene.nadia.person.id}", None)
    channel.add_bot()
    nadia.wait_for("Les annonces de réseau y reprennent.")
    assert [one.trouble for one in linked(scene)] == [None]
    channel.add_bot(posts=False)
    wait_until(lambda: [one.trouble for one in linked(scene)] == ["Vigie n’a plus le droit d’y publier"])


def test_who_animates_nothing_is_told_nothing_of_a_channel(scene: Scene, bot_api: BotApi, nadia: Phone) -> None:
    omar = Phone(bot_api, 600, "Omar")
    omar.start()
    omar.wait_for("Bonjour Omar")
    channel = Channel(bot_api, "Le canal d’Omar", creator=omar)
    channel.add_bot()
    nadia.write("/aide")
    nadia.wait_for("Chaque bouton")
    assert len(omar.bubbles()) == 1
    assert channel.bubbles() == []


@pytest.fixture
def group(bot_api: BotApi, nadia: Phone) -> Group:
    found = Group(bot_api, "Équipe de l’Ain", creator=nadia, forum=True)
    found.add_bot()
    nadia.wait_for("un administrateur du groupe tape /relier")
    return found


def test_an_animator_without_a_structure_has_it_speak_in_a_topic_that_closes(
    scene: Scene, bot_api: BotApi, nadia: Phone, group: Group
) -> None:
    topic = group.add_topic("Marchés")
    group.say(nadia, "/relier", topic)
    group.wait_for(nadia, "est désormais publié dans ce sujet aussi")
    group.close_topic(topic)
    sent(scene)
    emptied(scene, bot_api)
    assert "à ses structures membres" in group.last.text
    assert group.last.topic is None, "it falls back to the group itself"
    assert [one.topic_id for one in linked(scene)] == [None]
    titles = [str(one.cause["title"]) for one in owed(scene.database, DeliveryKind.NOTICE)]
    assert "Un sujet de « Équipe de l’Ain » est fermé" in titles


def test_who_is_no_administrator_of_the_group_links_nothing(
    scene: Scene, bot_api: BotApi, nadia: Phone, group: Group
) -> None:
    group.join(nadia, "member")
    group.say(nadia, "/relier")
    group.wait_for(nadia, "Seul un administrateur du groupe peut faire cela.")
    assert linked(scene) == []


def test_put_out_of_the_group_then_back(scene: Scene, nadia: Phone, group: Group) -> None:
    group.say(nadia, "/relier")
    group.wait_for(nadia, "est désormais publié dans ce groupe aussi")
    group.remove_bot()
    wait_until(lambda: [one.trouble for one in linked(scene)] == ["Vigie a été retirée"])
    group.add_bot()
    nadia.wait_for("Les annonces de réseau y reprennent")
    assert [one.trouble for one in linked(scene)] == [None]


def test_an_invitation_is_a_picture_that_can_be_passed_on(nadia: Phone) -> None:
    nadia.write("/reseau")
    nadia.tap("➕ Inviter une structure")
    nadia.tap("Une seule structure")
    shown = nadia.wait_for("Ouvrez ce lien dans Telegram")
    assert shown.photo
    assert shown.content.startswith(b"\x89PNG")
    assert "https://t.me/vigie_ess_bot?start=n_" in shown.text
