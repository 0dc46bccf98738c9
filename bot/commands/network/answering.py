"""The buttons of what a network passed on: look, interested, not for us, no more of this network."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from alerts.channels.markup import typography
from alerts.messages.message import ActionKind, Message
from alerts.messages.network.broadcast import Passed
from alerts.model.network import Broadcast, Network
from alerts.services import broadcast_answers, broadcast_ground, broadcasting, people, replying
from alerts.services.errors import NotYours
from alerts.services.replying import UNTOLD
from alerts.store.engine import Session
from bot.chat.actions import ABOUT_A_BROADCAST, BROADCAST
from bot.chat.command import OLD_BUTTON
from bot.chat.render import screen_of
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, base36
from bot.commands import carte
from bot.commands.network.posted import own_message

INTERESTED = "Noté : « {} » voit que {} est intéressée."
UNNAMED = "Noté : « {} » compte une structure intéressée de plus, sans votre nom."
DECLINED = "Noté. Ce n’est dit à personne."
MUTED = "Vous ne recevez plus les messages de « {} ». Vos alertes continuent. Pour revenir : /reseau"
IN_PRIVATE = "L’annonce s’ouvre en privé, entre vous et moi."
NAME = 60  # characters of a name in a word over the chat


def look(talk: Talk, number: int) -> Reply:
    """The alert that the structure had of it, else all that was passed on; it counts as opened. In a group, in
    private: what a network posted there opens the message of one's own structure. Raises NotYours."""
    if not talk.place.private:
        name = talk.house.bot_name
        url = f"https://t.me/{name}?start={BROADCAST}_{ABOUT_A_BROADCAST[ActionKind.WHOLE]}_{base36(number)}"
        return Toast(IN_PRIVATE, alert=True, url=url if name else "")
    own = own_message(talk, number)
    if isinstance(own, Screen):
        return own
    number = number if own is None else own
    with talk.house.database.write() as session:
        broadcast_id, structure_id = broadcast_answers.told_by(session, talk.person.id, number)
        said = broadcast_answers.opened(session, talk.person.id, broadcast_id, structure_id, talk.now)
        match_id = _match(session, said.broadcast, structure_id)
    if match_id is not None:
        return carte.card(talk, match_id)
    return _whole(talk, said.broadcast, said.network, structure_id, number, named=said.named)


def interested(talk: Talk, number: int) -> Reply:
    """Raises NotYours, Refusal when it was taken back."""
    with talk.house.database.write() as session:
        broadcast_id, structure_id = broadcast_answers.told_by(session, talk.person.id, number)
        said = broadcast_answers.interested(session, talk.person.id, broadcast_id, structure_id, talk.now)
        name = _structure_name(session, talk, structure_id)
    words = INTERESTED if said.named else UNNAMED
    return Toast(typography(words.format(said.network.name[:NAME], name[:NAME])))


def decline(talk: Talk, number: int) -> Reply:
    """Raises NotYours, Refusal when it was taken back."""
    with talk.house.database.write() as session:
        broadcast_id, structure_id = broadcast_answers.told_by(session, talk.person.id, number)
        broadcast_answers.decline(session, talk.person.id, broadcast_id, structure_id, talk.now)
    return Toast(DECLINED)


def mute(talk: Talk, number: int) -> Reply:
    """Raises NotYours."""
    with talk.house.database.write() as session:
        broadcast_id, structure_id = broadcast_answers.told_by(session, talk.person.id, number)
        network = broadcast_answers.mute(session, talk.person.id, broadcast_id, structure_id, talk.now)
    return Toast(typography(MUTED.format(network.name[:NAME])), alert=True)


def tapped(talk: Talk, tap: Tap) -> Reply | None:
    """None when the button is not one of a card. Raises NotYours, Refusal."""
    act = _ACTS.get(tap.action)
    if act is None:
        return None
    number = tap.number()
    return Toast(OLD_BUTTON) if number is None else act(talk, number)


def started(talk: Talk, payload: str) -> Reply | None:
    """`t.me/BOT?start=di_o_1z`: what a button of a group opens in private. None when it is not for us."""
    space, _, rest = payload.partition("_")
    action, _, written = rest.partition("_")
    number = Tap(BROADCAST, action, (written,)).number()
    if space != BROADCAST or action != ABOUT_A_BROADCAST[ActionKind.WHOLE] or number is None:
        return None
    return look(talk, number)


def _match(session: Session, broadcast: Broadcast, structure_id: str) -> int | None:
    """The alert that this structure had of the notice."""
    loaded = replying.load_notice(session, structure_id, broadcast.notice_id) if broadcast.notice_id else None
    return loaded.ground.match_id if loaded and loaded.ground.match_id != UNTOLD else None


def _whole(
    talk: Talk, broadcast: Broadcast, network: Network, structure_id: str, number: int, *, named: bool
) -> Screen:
    with talk.house.database.read() as session:
        held = people.memberships_of(session, talk.person.id)
        basis = broadcast_ground.load(session, broadcast)
    structure = next((one for _, one in held if one.id == structure_id), None)
    if structure is None:
        raise NotYours(broadcast_answers.GONE)
    passed = Passed(network.name, broadcast.note, structure, number, None, named)
    message = broadcasting.grounds(talk.now).message(basis, passed, talk.now)
    if message is None:
        raise NotYours(carte.GONE)
    return replace(screen_of(_looked_at(message)), fresh=True)


def _looked_at(message: Message) -> Message:
    """Without the button that brought here."""
    rows = (tuple(one for one in row if one.kind is not ActionKind.WHOLE) for row in message.actions)
    return replace(message, actions=tuple(row for row in rows if row))


def _structure_name(session: Session, talk: Talk, structure_id: str) -> str:
    held = people.memberships_of(session, talk.person.id)
    return next((one.name for _, one in held if one.id == structure_id), "votre structure")


_ACTS: Mapping[str, Callable[[Talk, int], Reply]] = {
    ABOUT_A_BROADCAST[ActionKind.WHOLE]: look,
    ABOUT_A_BROADCAST[ActionKind.INTERESTED]: interested,
    ABOUT_A_BROADCAST[ActionKind.DECLINE]: decline,
    ABOUT_A_BROADCAST[ActionKind.MUTE]: mute,
}
