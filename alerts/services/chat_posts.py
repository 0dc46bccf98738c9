"""What a network says in its groups and channels: its broadcasts for all its members, once a chat.

A post is a row of the ledger that belongs to no structure: it counts for nobody's week, and nobody's answer hangs on
it. Who taps « Voir l'annonce » is brought to the message of their own structure, in private.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.messages.message import Message
from alerts.messages.network import in_chat
from alerts.model.delivery import DeliveryKind, Later, Owed, Refused
from alerts.model.network import Aim, Broadcast, Network, NetworkChat
from alerts.model.preference import Preference
from alerts.model.rhythm import next_moment
from alerts.network.brakes import WEEK
from alerts.services import broadcast_ground, networks
from alerts.services.broadcast_ground import Basis, Grounds
from alerts.services.errors import NotYours
from alerts.services.posted import Posted
from alerts.services.wording import Wording
from alerts.store import broadcasts, network_chats, people
from alerts.store import networks as kept
from alerts.store.engine import Session
from alerts.store.recipients import NETWORK_CHAT, TELEGRAM, number_of

NOTHING_LEFT = "la diffusion, le réseau ou l'avis n'est plus enregistré"
WITHDRAWN = "diffusion retirée par le réseau avant l'envoi"
OVER = "il n'y a plus à répondre : consultation annulée, attribuée ou échéance passée"
TOLD = "cet avis a déjà été transmis dans cette conversation cette semaine"
GONE = "Cette annonce de réseau n'existe plus."
TAKEN_BACK = "Le réseau a retiré cette annonce."
FOR_MEMBERS = (
    "Le détail de cette annonce est pour les structures membres du réseau. Pour que la vôtre le rejoigne, demandez un "
    "lien d'invitation à l'une des personnes qui l'animent."
)
_AWAKE = Preference()  # as a group of a structure: not at night


@dataclass(frozen=True, slots=True)
class Opened:
    """A post that somebody of the network opens in private. `own`: the message of the ledger that told it to one of
    their structures, None when there is none: `message` then says it."""

    broadcast: Broadcast
    network: Network
    own: int | None = None
    message: Message | None = None


def chats_of(session: Session, broadcast: Broadcast) -> list[NetworkChat]:
    """Where it is said too: the chats of its network that can be written to, when it is for all; none otherwise."""
    if broadcast.target.aim is not Aim.ALL:
        return []
    return [one for one in network_chats.of_network(session, broadcast.network_id) if one.trouble is None]


def owed(session: Session, grounds: Grounds, basis: Basis, now: datetime) -> list[Owed]:
    """One row a chat. Owed again, they are the same."""
    chats = chats_of(session, basis.broadcast)
    at = next_moment(_AWAKE, now, closes=grounds.closes(basis, now)) if chats else now
    return [_owed(basis.broadcast, one, at) for one in chats]


def cause_of(broadcast: Broadcast) -> dict[str, object]:
    """Not that of the rows of members, which are counted by it."""
    return {"broadcast": broadcast.id, "network": broadcast.network_id}


def message(session: Session, posted: Posted, now: datetime) -> Message | Refused | Later:
    """See `alerts.services.network_post`."""
    number = number_of(posted.row.to, NETWORK_CHAT)
    chat = network_chats.load(session, number) if number is not None else None
    broadcast = broadcasts.load(session, int(str(posted.row.cause["broadcast"])))
    if chat is None or broadcast is None or broadcast.network_id != posted.network.id:
        return Refused(NOTHING_LEFT)
    if broadcast.withdrawn_at is not None:
        return Refused(WITHDRAWN)
    basis, grounds = broadcast_ground.load(session, broadcast), _grounds(now)
    if grounds.over(basis, now):
        return Refused(OVER)
    if _told_already(session, basis, chat, posted.row.id, now):
        return Refused(TOLD)
    return _said(grounds, basis, posted.network, posted.row.id, now) or Refused(NOTHING_LEFT)


def opened(session: Session, person_id: int, delivery_id: int, now: datetime) -> Opened | None:
    """What somebody sees who taps « Voir l'annonce » under a post; None when that message is no post of a chat.

    Raises NotYours when it is gone, was taken back, or is of a network that they are not in: anybody can write a number
    after « /start », so who is not inside is shown no more than the post that they have before their eyes. Nothing is
    written: only a member's own message counts.
    """
    told = network_chats.told_by(session, delivery_id)
    if told is None:
        return None
    broadcast = broadcasts.load(session, told)
    network = kept.load_network(session, broadcast.network_id) if broadcast else None
    if broadcast is None or network is None:
        raise NotYours(GONE)
    if networks.standing_of(session, person_id, network.id).stranger:
        raise NotYours(FOR_MEMBERS)
    if broadcast.withdrawn_at is not None:
        raise NotYours(TAKEN_BACK)
    said = _said(_grounds(now), broadcast_ground.load(session, broadcast), network, None, now, inside=True)
    return Opened(broadcast, network, _own(session, person_id, broadcast), said)


def _owed(broadcast: Broadcast, chat: NetworkChat, at: datetime) -> Owed:
    to = network_chats.key_of(chat.id)
    key = f"broadcast:{broadcast.id}:{to}"
    return Owed(None, TELEGRAM, DeliveryKind.BROADCAST, cause_of(broadcast), key, at, to)


def _grounds(now: datetime) -> Grounds:
    return Grounds(Wording(read_notice, may_answer, lambda: now), may_answer)


def _said(
    grounds: Grounds, basis: Basis, network: Network, number: int | None, now: datetime, *, inside: bool = False
) -> Message | None:
    """None when the notice is gone."""
    broadcast = basis.broadcast
    if broadcast.written is not None:
        return in_chat.by_hand(network.name, broadcast.note, broadcast.written, number, now, inside=inside)
    alert = grounds.for_everybody(basis, now)
    return in_chat.of_notice(network.name, broadcast.note, alert, number) if alert else None


def _told_already(session: Session, basis: Basis, chat: NetworkChat, delivery_id: int, now: datetime) -> bool:
    """By another broadcast of the same notice, of whichever network speaks in this place, that left within a week or
    that was owed first."""
    others = broadcasts.about_notices(session, basis.notice_ids, now - WEEK) - {basis.broadcast.id}
    if not others:
        return False
    here = [one for one in network_chats.in_chat(session, chat.chat_id) if one.topic_id == chat.topic_id]
    posts = network_chats.posts_in(session, here, now - WEEK)
    return any(one.broadcast_id in others and (one.sent or one.id < delivery_id) for one in posts)


def _own(session: Session, person_id: int, broadcast: Broadcast) -> int | None:
    """The message of this broadcast to one of their structures that is a member, their own copy of it first."""
    mine: Sequence[str] = [structure.id for _, structure in people.memberships_of_person(session, person_id)]
    return network_chats.told_to_structures(session, broadcasts.cause_of(broadcast.id), mine, f"person:{person_id}")
