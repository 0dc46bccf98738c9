"""Where a network speaks in Telegram: groups and topics, linked there by /relier; channels, linked from here."""

import re
from dataclasses import replace

from alerts.channels.markup import typography
from alerts.model.network import Network, NetworkChat
from alerts.network.rights import Act
from alerts.services import network_chats, networks
from alerts.services.errors import NotYours, Refusal
from alerts.store.engine import Session
from bot.chat.asking import AskTelegram, Chat
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, fit, h
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import SPACE, button, number, rows_of, word
from bot.commands.profile.asking_places import short

CHANNEL = "channel"
TITLE = "Groupes et canaux"
WHAT = (
    "Vigie y publie ce que vous diffusez à tout le réseau, et la lettre mensuelle du territoire. Rien d’une structure"
    " en particulier, ni le radar, ni les bilans. Chaque membre reçoit toujours ses propres messages."
)
NONE = "Aucun groupe ni canal relié pour l’instant."
HOW = (
    "Pour un groupe : ajoutez-y Vigie, puis un administrateur du groupe qui anime le réseau y tape /relier, dans le"
    " sujet voulu s’il y a des sujets."
)
ADD = "➕ Ajouter à un groupe"
ASK = (
    "1. Dans le canal, ajoutez {bot} aux administrateurs, avec le droit « Publier des messages ».\n2. Écrivez-moi ici"
    " le nom du canal (« @nomducanal »). S’il est privé, transférez-moi plutôt l’un de ses messages."
)
NO_NAME = "Ce n’est pas le nom d’un canal. Écrivez par exemple « @nomducanal », ou transférez-moi un de ses messages."
LINKED = "C’est fait : {network} parle désormais dans le canal « {title} »."
UNLINK = "Ne plus rien publier dans {place} ?\n\nCe qui y est déjà publié reste. Les membres continuent de recevoir."
UNLINKED = "C’est fait : plus rien n’est publié dans {place}."
# « @nom », « t.me/nom », and « t.me/c/123456/7 », which is how Telegram writes a post of a private channel.
_NAME = re.compile(r"(?:https?://)?(?:t\.me/|telegram\.me/|@)?(?:s/)?([A-Za-z]\w{3,31})/?(?:\d+/?)?")
_PRIVATE = re.compile(r"(?:https?://)?t\.me/c/(\d{5,13})(?:/\d+)*/?")
_NUMBER = re.compile(r"\d{5,15}")


def listed(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`ch NETWORK`. Raises NotYours, NotAllowed."""
    return shown(session, talk, number(tap))


def shown(session: Session, talk: Talk, network_id: int, said: str = "") -> Screen:
    """Under what was just done. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, network_id, Act.LINK_CHAT)
    held = list(enumerate(network_chats.of_network(session, talk.person.id, network_id), start=1))
    lines = [f"{at}. {h(_place(one))}{_trouble(one)}" for at, one in held] or [NONE]
    buttons = [button(f"Délier le {at}", "chx", one.id) for at, one in held]
    ends = [*_add(talk), button("➕ Relier un canal", "chc", network_id), _settings(network_id)]
    parts = [*([said] if said else []), f"{b(TITLE)} – {b(network.name)}", WHAT, "\n".join(lines), HOW]
    return Screen(fit(parts, joined="\n\n"), rows_of(buttons, *ends))


def ask_channel(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`chc NETWORK`. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, number(tap), Act.LINK_CHAT)
    return _asking(talk, network.id)


def link_this(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`chl NETWORK CHANNEL`: after the bot was made an administrator of it. Raises NotYours, NotAllowed, Refusal."""
    written = word(tap, 1)
    if not _NUMBER.fullmatch(written):
        raise Refusal(OLD_BUTTON)
    return _linked(session, talk, number(tap), -int(written))


def read(talk: Talk, text: str) -> Reply | None:
    """The name of a channel. Raises NotYours, NotAllowed."""
    network_id = talk.step.memo.get("network")
    if not isinstance(network_id, int):
        return None
    chat = channel_named(text)
    return _asking(talk, network_id, NO_NAME) if chat is None else _tried(talk, network_id, chat)


def forwarded(talk: Talk, chat_id: int) -> Reply | None:
    """A post of it. Raises NotYours, NotAllowed."""
    network_id = talk.step.memo.get("network")
    return _tried(talk, network_id, chat_id) if isinstance(network_id, int) else None


def unlinking(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`chx CHAT`: asks first. Raises NotYours, NotAllowed."""
    chat = network_chats.one_of_ours(session, talk.person.id, number(tap))
    ways = [button("Délier", "chy", chat.id), button("Non, garder", "ch", chat.network_id)]
    return Screen(h(UNLINK.format(place=_named(chat))), rows_of(ways))


def unlink(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`chy CHAT`. Raises NotYours, NotAllowed."""
    chat = network_chats.unlink_ours(session, talk.person.id, number(tap))
    return shown(session, talk, chat.network_id, h(UNLINKED.format(place=_named(chat))))


def of_channel(network: Network, chat_id: int) -> Button:
    """Has this network speak in this channel."""
    return button(short(network.name), "chl", network.id, str(-chat_id))


def channel_named(text: str) -> Chat | None:
    """« @nom », « nom », an address of Telegram; None for anything else."""
    written = text.strip()
    private = _PRIVATE.fullmatch(written)
    if private:
        return int(f"-100{private[1]}")
    found = _NAME.fullmatch(written)
    return f"@{found[1]}" if found else None


def _tried(talk: Talk, network_id: int, chat: Chat) -> Reply:
    """What Telegram, or who runs the channel, does not allow is said, and asked again."""
    with talk.house.database.read() as session:
        networks.require(session, talk.person.id, network_id, Act.LINK_CHAT)
    try:
        with talk.house.database.write() as session:
            screen = _linked(session, talk, network_id, chat)
    except NotYours:
        raise
    except Refusal as refusal:
        return _asking(talk, network_id, refusal.sentence)
    talk.leave()
    return screen


def _linked(session: Session, talk: Talk, network_id: int, chat: Chat) -> Screen:
    """Raises AskTelegram before anything is known of the channel; NotYours, NotAllowed, Refusal."""
    networks.require(session, talk.person.id, network_id, Act.LINK_CHAT)
    if talk.looked is None or talk.looked.chat != chat:
        raise AskTelegram(chat)
    done = network_chats.link_channel(session, talk.person.id, network_id, talk.looked.found, talk.now)
    said = LINKED.format(network=b(done.network.name), title=h(done.chat.title))
    return replace(shown(session, talk, network_id, said), fresh=True)


def _asking(talk: Talk, network_id: int, trouble: str = "") -> Screen:
    talk.go(SPACE, CHANNEL, network=network_id)
    name = talk.house.bot_name.lstrip("@")
    parts = [
        *([b(trouble)] if trouble else []),
        b("Relier un canal"),
        h(ASK.format(bot=f"@{name}" if name else "Vigie")),
    ]
    return Screen("\n\n".join(parts), rows_of([], button("⬅️ Groupes et canaux", "ch", network_id)))


def _place(chat: NetworkChat) -> str:
    kind = "Canal" if chat.channel else "Un sujet du groupe" if chat.topic_id else "Groupe"
    return typography(f"{kind} « {chat.title} »")


def _named(chat: NetworkChat) -> str:
    """As `_place`, in a sentence."""
    kind = "le canal" if chat.channel else "ce sujet du groupe" if chat.topic_id else "le groupe"
    return typography(f"{kind} « {chat.title} »")


def _trouble(chat: NetworkChat) -> str:
    return f" – {b('n’y arrive plus')} : {h(chat.trouble)}" if chat.trouble else ""


def _add(talk: Talk) -> list[Button]:
    name = talk.house.bot_name.lstrip("@")
    return [Button(ADD, url=f"https://t.me/{name}?startgroup=relier")] if name else []


def _settings(network_id: int) -> Button:
    return button("⬅️ Réglages", "st", network_id)
