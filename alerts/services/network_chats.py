"""Groups, topics and channels of Telegram where a network speaks: linked by an animator who runs them too, followed
when they move, left alone when we cannot write. A network has one place in a chat; a chat may hear several networks.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from alerts.ledger import reach
from alerts.model.network import Network, NetworkChat
from alerts.model.people import Recipient
from alerts.network.rights import Act, may
from alerts.services import networks
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.grouping import GENERAL_CLOSED, NOT_LINKED, Spot
from alerts.store import network_chats
from alerts.store import networks as kept
from alerts.store.engine import Session
from alerts.store.recipients import TELEGRAM

MOST = 20  # chats of a network
TOO_MANY = f"Ce réseau parle déjà dans {MOST} groupes et canaux. Déliez-en un d’abord."
REMOVED = "Vigie a été retirée"
MAY_NOT_POST = "Vigie n’a plus le droit d’y publier"
NOT_A_CHANNEL = "Ce n’est pas un canal. Pour un groupe, tapez /relier dans le groupe lui-même."
NOT_FOUND = (
    "Je ne trouve pas ce canal. Vérifiez son @nom, ou ajoutez d’abord Vigie aux administrateurs du canal puis "
    "transférez-moi un de ses messages."
)
BOT_OUTSIDE = (
    "Vigie n’est pas administratrice de ce canal, ou n’a pas le droit d’y publier. Dans le canal : Administrateurs, "
    "Ajouter, choisissez Vigie avec le droit « Publier des messages », puis recommencez ici."
)
NOT_YOUR_CHANNEL = "Seul un administrateur de ce canal peut y relier un réseau."
TOPIC_CLOSED = (
    "Un sujet de « {} » est fermé",
    (
        "Le sujet de « {} » où arrivaient les annonces de votre réseau est fermé ou supprimé. Elles arrivent désormais "
        "dans le groupe lui-même. Pour choisir un autre sujet, tapez /relier dans ce sujet."
    ),
)
_LONGEST_TITLE = 128  # Bot API, Chat.title


@dataclass(frozen=True, slots=True)
class Found:
    """What Telegram says of a chat that somebody named. `posts`: the bot may publish there; `theirs`: whoever asks
    administers it. None of it is believed from a message: it is asked of Telegram at that moment."""

    chat_id: int
    title: str
    channel: bool
    posts: bool
    theirs: bool


@dataclass(frozen=True, slots=True)
class LinkedChat:
    """`before`: the place that this network had in the same chat, None when it had none."""

    chat: NetworkChat
    network: Network
    before: NetworkChat | None


def may_link(session: Session, person_id: int) -> list[Network]:
    """The networks that this person may have speak in a chat."""
    return [one.network for one in networks.of_person(session, person_id) if may(Act.LINK_CHAT, one.standing)]


def link(session: Session, person_id: int, network_id: int, spot: Spot, now: datetime) -> LinkedChat:
    """From now on this network speaks in that group; linking again in another topic moves it.

    The caller has checked that this person is an administrator of the group. Raises NotYours, NotAllowed; Refusal:
    twenty chats already.
    """
    network = networks.require(session, person_id, network_id, Act.LINK_CHAT)
    return _linked(session, network, person_id, spot, now, channel=False)


def link_channel(session: Session, person_id: int, network_id: int, found: Found | None, now: datetime) -> LinkedChat:
    """The same for a channel, as Telegram has just described it; None when it knows none.

    Raises NotYours, NotAllowed; Refusal with what to do: not found, not a channel, the bot may not publish there, it is
    not theirs.
    """
    network = networks.require(session, person_id, network_id, Act.LINK_CHAT)
    if found is None:
        raise Refusal(NOT_FOUND)
    if not found.channel:
        raise Refusal(NOT_A_CHANNEL)
    if not found.posts:
        raise Refusal(BOT_OUTSIDE)
    if not found.theirs:
        raise NotAllowed(NOT_YOUR_CHANNEL)
    return _linked(session, network, person_id, Spot(found.chat_id, None, found.title), now, channel=True)


def unlink(session: Session, number: int, chat_id: int) -> Network:
    """The network says nothing there any more. For an administrator of the chat, which the caller has checked: a group
    decides what it is told. Raises NotYours when it is linked in another chat, or no more."""
    chat = network_chats.load(session, number)
    network = kept.load_network(session, chat.network_id) if chat else None
    if chat is None or network is None or chat.chat_id != chat_id:
        raise NotYours(NOT_LINKED)
    network_chats.forget(session, [number])
    return network


def unlink_ours(session: Session, person_id: int, number: int) -> NetworkChat:
    """As `unlink`, from afar, by an animator of the network. Raises NotYours, NotAllowed."""
    chat = one_of_ours(session, person_id, number)
    network_chats.forget(session, [number])
    return chat


def one_of_ours(session: Session, person_id: int, number: int) -> NetworkChat:
    """Raises NotYours, in the same words whatever is missing; NotAllowed."""
    chat = network_chats.load(session, number)
    if chat is None:
        raise NotYours(NOT_LINKED)
    try:
        networks.require(session, person_id, chat.network_id, Act.LINK_CHAT)
    except NotYours as stranger:
        raise NotYours(NOT_LINKED) from stranger
    return chat


def of_network(session: Session, person_id: int, network_id: int) -> list[NetworkChat]:
    """In the order in which they were linked. Raises NotYours, NotAllowed."""
    networks.require(session, person_id, network_id, Act.LINK_CHAT)
    return network_chats.of_network(session, network_id)


def of_chat(session: Session, chat_id: int) -> list[tuple[NetworkChat, Network]]:
    """What speaks in this chat, all topics together."""
    held = ((one, kept.load_network(session, one.network_id)) for one in network_chats.in_chat(session, chat_id))
    return [(one, network) for one, network in held if network is not None]


def added(session: Session, spot: Spot) -> list[Network]:
    """We were put (back) in this chat, with the right to write: what spoke there may speak again."""
    held = of_chat(session, spot.chat_id)
    for chat, _ in held:
        network_chats.put(session, replace(chat, title=_tidy(spot.title), trouble=None))
    return [network for _, network in held]


def removed(session: Session, chat_id: int, now: datetime, why: str = REMOVED) -> None:
    """We were put out of this chat, or may write there no longer: nothing is sent there, and the animators are told.
    Safe to repeat."""
    for chat in network_chats.in_chat(session, chat_id):
        reach.mark_unreachable(session, Recipient(TELEGRAM, network_chats.key_of(chat.id)), why, now)


def topic_closed(session: Session, chat: NetworkChat, now: datetime) -> NetworkChat | None:
    """The topic of `chat` was closed or deleted: it falls back to the group itself, and the animators are told.

    The chat as it is now, with `trouble` when the group itself is closed too; None when it is no longer linked. Safe
    to repeat: what was seen before the fall changes nothing after it.
    """
    held = network_chats.load(session, chat.id)
    if held is None or held.topic_id != chat.topic_id:
        return held
    if held.topic_id is None:
        reach.mark_unreachable(session, Recipient(TELEGRAM, network_chats.key_of(held.id)), GENERAL_CLOSED, now)
        return network_chats.load(session, held.id)
    fallen = _fallen(session, held)
    words = (TOPIC_CLOSED[0].format(fallen.title), TOPIC_CLOSED[1].format(fallen.title))
    reach.tell_animators(session, held.network_id, f"topic:{held.id}:{held.topic_id}:{now:%Y%m%d}", words, now)
    return fallen


def _linked(
    session: Session, network: Network, person_id: int, spot: Spot, now: datetime, *, channel: bool
) -> LinkedChat:
    """Two animators at once find the same place: the network is held."""
    kept.hold_network(session, network.id)
    if _room(session, network.id, spot.chat_id) < 1:
        raise Refusal(TOO_MANY)
    place = NetworkChat(0, network.id, spot.chat_id, spot.topic_id, _tidy(spot.title), channel, person_id)
    new = network_chats.add(session, place, now)
    first, *others = [one for one in network_chats.in_chat(session, spot.chat_id) if one.network_id == network.id]
    network_chats.forget(session, [one.id for one in others])
    chat = replace(place, id=first.id)
    network_chats.put(session, chat)
    return LinkedChat(chat, network, None if new and not others else first)


def _room(session: Session, network_id: int, chat_id: int) -> int:
    """How many more chats it may speak in, beside this one."""
    return MOST - sum(one.chat_id != chat_id for one in network_chats.of_network(session, network_id))


def _fallen(session: Session, chat: NetworkChat) -> NetworkChat:
    """In the group itself: there already, if the network had that place too."""
    here = [one for one in network_chats.in_chat(session, chat.chat_id) if one.network_id == chat.network_id]
    itself = next((one for one in here if one.topic_id is None), None)
    if itself is not None:
        network_chats.forget(session, [chat.id])
        return itself
    fallen = replace(chat, topic_id=None)
    network_chats.put(session, fallen)
    return fallen


def _tidy(title: str) -> str:
    return " ".join(title.replace("\0", "").split())[:_LONGEST_TITLE]
