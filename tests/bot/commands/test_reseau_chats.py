"""A network that speaks in a group and in a channel: linked by who animates it, opened in private by its members."""

from dataclasses import replace

import pytest

from alerts.services import network_chats
from alerts.services.grouping import NOT_LINKED, Spot
from alerts.services.network_chats import Found
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands import COMMANDS
from bot.commands.network.chats import channel_named
from tests.alerts.services.stories import owed
from tests.bot.commands.broadcasts import drafted, sent
from tests.bot.commands.channels import Asking
from tests.bot.commands.conversation import NOON, Conversation
from tests.bot.commands.networked import LESSIVE, NAME, Scene, scene_on
from tests.bot.commands.phone import Phone
from tests.bot.commands.test_groupe import GROUP, InGroup, manages

CHANNEL = -1_001_000_000_777
POSTS = Found(CHANNEL, "Annonces de l’Ain & Cie", channel=True, posts=True, theirs=True)


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


@pytest.fixture
def nadia(scene: Scene) -> Asking:
    return Asking(scene.nadia.house, scene.nadia.account, "Nadia", COMMANDS, known={"@annonces_ain": POSTS})


def there(scene: Scene, chat: int = GROUP) -> list[tuple[str, int | None]]:
    with scene.database.read() as session:
        return [(network.name, one.topic_id) for one, network in network_chats.of_chat(session, chat)]


def linked(scene: Scene, chat: int = GROUP) -> int:
    with scene.database.write() as session:
        spot = Spot(chat, None, "Équipe <de> l’Ain")
        return network_chats.link(session, scene.nadia.person.id, scene.network.id, spot, NOON).chat.id


def in_group(scene: Scene, who: str) -> InGroup:
    one: Conversation = getattr(scene, who)
    return InGroup(one.house, one.account, one.name)


def test_an_animator_without_a_structure_links_the_group_in_one_word(scene: Scene) -> None:
    nadia = in_group(scene, "nadia")
    told = nadia.write("/relier")
    assert told.startswith(f"C’est fait : ce que {NAME} diffuse à tous ses membres est désormais publié dans ce groupe")
    assert "Nadia" not in told, "nothing of a person is shown in a group"
    assert there(scene) == [(NAME, None)]
    assert nadia.write("/relier").startswith(f"Rien ne change : {NAME} publie déjà dans ce groupe.")
    assert "maintenant publié dans ce sujet" in replace(nadia, topic=7).write("/relier")
    assert there(scene) == [(NAME, 7)]
    assert f"{NAME} ne publie plus rien dans ce groupe" in nadia.write("/delier")
    assert there(scene) == []


def test_who_has_both_chooses_between_the_structure_and_the_network(scene: Scene) -> None:
    nadia = in_group(scene, "nadia")
    manages(nadia, LESSIVE)
    assert "Que relier ici ?" in nadia.write("/relier")
    assert nadia.labels == ["1. La Lessive fictive", "2. 🤝 Réseau d’insertion…"]
    assert "publié dans ce groupe" in nadia.tap("2. 🤝 Réseau d’insertion…")
    assert "les annonces pour La Lessive fictive" in nadia.write("/relier lessive")
    assert "Qu’est-ce qui ne doit plus être annoncé ici ?" in nadia.write("/delier")
    assert "ne publie plus rien" in nadia.tap("2. 🤝 Réseau d’insertion…")
    assert there(scene) == []


@pytest.mark.parametrize("who", ["anne", "bilal", "claire", "doris"])
def test_in_a_group_nobody_else_has_the_network_speak(scene: Scene, who: str) -> None:
    one = in_group(scene, who)
    told = one.tap_data(pack("gr", "tn", scene.network.id))
    assert "réseau" in told
    assert there(scene) == []


def test_a_button_of_another_group_unlinks_nothing(scene: Scene) -> None:
    number = linked(scene)
    other = replace(in_group(scene, "anne"), chat=GROUP - 1)
    assert "n’est pas relié" in other.tap_data(pack("gu", "nn", number))
    assert there(scene) == [(NAME, None)]


def test_an_administrator_of_the_group_decides_what_it_is_told(scene: Scene) -> None:
    linked(scene)
    doris = in_group(scene, "doris")
    assert "ne publie plus rien" in doris.write("/delier")


def to_chats(nadia: Conversation) -> str:
    nadia.write("/reseau")
    nadia.tap("⚙️ Réglages")
    return nadia.tap("💬 Groupes et canaux")


def test_a_channel_is_linked_by_its_name(scene: Scene, nadia: Asking) -> None:
    assert "Aucun groupe ni canal relié" in to_chats(nadia)
    told = nadia.tap("➕ Relier un canal")
    assert "ajoutez @vigie_ess_bot aux administrateurs" in told
    assert "Ce n’est pas le nom d’un canal" in nadia.write("notre canal !")
    assert nadia.asked == [], "nothing is asked of Telegram for words"
    assert "Je ne trouve pas ce canal" in nadia.write("@inconnu")
    told = nadia.write("https://t.me/annonces_ain")
    assert f"{NAME} parle désormais dans le canal « Annonces de l’Ain & Cie »" in told
    assert "1. Canal « Annonces de l’Ain & Cie »" in told.replace("\u00a0", " ")
    assert nadia.asked == ["@inconnu", "@annonces_ain"]
    assert there(scene, CHANNEL) == [(NAME, None)]


def test_a_private_channel_is_linked_by_one_of_its_posts(scene: Scene, nadia: Asking) -> None:
    nadia.known = {CHANNEL: POSTS}
    to_chats(nadia)
    nadia.tap("➕ Relier un canal")
    assert "parle désormais dans le canal" in nadia.forward(CHANNEL)
    assert there(scene, CHANNEL) == [(NAME, None)]
    assert "je ne lis que le texte" in nadia.forward(CHANNEL), "nothing is asked for any more"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (replace(POSTS, posts=False), "Publier des messages"),
        (replace(POSTS, theirs=False), "Seul un administrateur de ce canal"),
        (replace(POSTS, channel=False), "tapez /relier dans le groupe"),
    ],
)
def test_what_telegram_does_not_confirm_is_not_linked(scene: Scene, nadia: Asking, found: Found, words: str) -> None:
    nadia.known = {"@annonces_ain": found}
    to_chats(nadia)
    nadia.tap("➕ Relier un canal")
    assert words in nadia.write("@annonces_ain")
    assert there(scene, CHANNEL) == []
    nadia.known = {"@annonces_ain": POSTS}
    assert "parle désormais" in nadia.write("@annonces_ain"), "and it is asked again"


@pytest.mark.parametrize(
    ("typed", "chat"),
    [
        ("@annonces_ain", "@annonces_ain"),
        (" annonces_ain ", "@annonces_ain"),
        ("t.me/annonces_ain", "@annonces_ain"),
        ("https://t.me/s/annonces_ain", "@annonces_ain"),
        ("https://t.me/annonces_ain/12", "@annonces_ain"),
        ("https://t.me/c/1000000777/12", -1_001_000_000_777),
        ("https://t.me/+AbCdEfGh", None),
        ("https://ailleurs.example/annonces_ain", None),
        ("les annonces de l’Ain", None),
        ("@ab", None),
        ("", None),
    ],
)
def test_how_a_channel_is_named(typed: str, chat: str | int | None) -> None:
    assert channel_named(typed) == chat


def test_the_button_given_when_vigie_joins_a_channel(scene: Scene, nadia: Asking) -> None:
    nadia.known = {CHANNEL: POSTS}
    told = nadia.tap_data(pack("nw", "chl", scene.network.id, str(-CHANNEL)))
    assert "parle désormais dans le canal" in told
    assert there(scene, CHANNEL) == [(NAME, None)]
    assert "plus d'actualité" in nadia.tap_data(pack("nw", "chl", scene.network.id, "ailleurs"))


def test_a_chat_is_unlinked_from_afar_and_its_trouble_is_told(scene: Scene, nadia: Asking) -> None:
    number = linked(scene)
    with scene.database.write() as session:
        network_chats.removed(session, GROUP, NOON)
    assert "1. Groupe « Équipe <de> l’Ain » – n’y arrive plus : Vigie a été retirée" in to_chats(nadia).replace(
        "\u00a0", " "
    )
    assert "Ne plus rien publier dans le groupe" in nadia.tap("Délier le 1")
    assert "Groupe « Équipe" in nadia.tap("Non, garder").replace("\u00a0", " ")
    nadia.tap("Délier le 1")
    assert "plus rien n’est publié" in nadia.tap("Délier")
    assert there(scene) == []
    assert "n’est pas relié" in nadia.tap_data(pack("nw", "chy", number)), "an old button"


@pytest.mark.parametrize("who", ["anne", "bilal", "claire", "doris"])
@pytest.mark.parametrize("action", ["ch", "chc", "chl", "chx", "chy"])
def test_nobody_else_says_where_it_speaks(scene: Scene, who: str, action: str) -> None:
    number = linked(scene)
    one: Conversation = getattr(scene, who)
    asking = Asking(one.house, one.account, one.name, COMMANDS, known={CHANNEL: POSTS})
    args: dict[str, tuple[str | int, ...]] = {
        "chl": (scene.network.id, str(-CHANNEL)),
        "chx": (number,),
        "chy": (number,),
    }
    told = asking.tap_data(pack("nw", action, *args.get(action, (scene.network.id,))))
    inside = who in ("anne", "bilal")
    refused = ("Ce réseau n’existe plus, ou vous n’en faites pas partie.", NOT_LINKED)
    assert (told == "Seuls les animateurs du réseau peuvent faire cela.") is inside, told
    assert inside or told in refused
    assert asking.asked == [], "Telegram is asked nothing for them"
    assert there(scene) == [(NAME, None)]
    assert there(scene, CHANNEL) == []


def post_of(scene: Scene) -> int:
    linked(scene)
    sent(scene)
    (post,) = [one.id for one in owed(scene.database) if one.recipient.startswith("network-chat:")]
    return post


def test_who_taps_in_the_group_is_brought_to_their_own_message(scene: Scene) -> None:
    post = post_of(scene)
    anne = Phone(scene.anne.house, scene.anne.account, "Anne", COMMANDS, group=GROUP)
    anne.tap_data(pack("di", "o", post))
    (toast,) = anne.toasts
    start = f"https://t.me/vigie_ess_bot?start=di_o_{pack('di', 'o', post).split('.')[-1]}"
    assert (toast.url, anne.screens) == (start, [])
    told = scene.anne.write(f"/start {start.partition('start=')[2]}")
    assert "Accueil de la mairie fictive" in told
    assert "Les Jardins <fictifs> & Cie" in told
    assert "Ça m’intéresse" in scene.anne.labels


def test_the_animator_reads_the_whole_and_a_passer_by_nothing_more_than_the_post(scene: Scene) -> None:
    """Anybody may write a number after /start: of a network they are not in, it says nothing, not even its name."""
    start = f"/start di_o_{pack('di', 'o', post_of(scene)).split('.')[-1]}"
    told = scene.nadia.write(start)
    assert "Accueil de la mairie fictive" in told
    assert "Ça m’intéresse" not in scene.nadia.labels
    stranger = scene.doris.write(start)
    assert not [one for one in ("Fauche", "Accueil de la mairie", NAME, "l’Ain") if one in stranger]
    assert "demandez un lien d’invitation" in stranger.replace("'", "’")


def test_the_preview_says_that_the_group_reads_it_too(scene: Scene) -> None:
    linked(scene)
    told = scene.nadia.tap_data(pack("di", "pv", drafted(scene)))
    assert "Publié aussi dans « Équipe <de> l’Ain »" in told
