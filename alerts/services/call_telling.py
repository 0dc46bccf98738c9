"""Owing what a call tells: to the members that it is proposed to, to its seeker."""

from collections.abc import Iterable
from datetime import datetime

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.model.network import Call
from alerts.model.rhythm import soonest
from alerts.services import audience
from alerts.services.audience import Listener
from alerts.store import network_people
from alerts.store.engine import Session
from alerts.store.recipients import PERSON, number_of

ASKED, SAID_YES, AGREED, ENDED = "asked", "said_yes", "agreed", "ended"


def tell_asked(session: Session, call: Call, asked: Iterable[tuple[str, int]], now: datetime) -> int:
    """(structure, rank) of those that it is proposed to: their people who want the messages of this network, their
    groups. How many messages are new."""
    muted = network_people.muted_by(session, call.network_id)
    return sum(_tell(session, call, one, ASKED, rank, now, muted) for one, rank in asked)


def tell_yes(session: Session, call: Call, rank: int, now: datetime) -> int:
    """The seeker: the member of this rank says yes."""
    return _tell(session, call, call.structure_id, SAID_YES, rank, now)


def tell_agreed(session: Session, call: Call, structure_id: str, rank: int, now: datetime) -> int:
    """The member that said yes: the seeker said yes too. The seeker hears of it from the room of their group."""
    return _tell(session, call, structure_id, AGREED, rank, now)


def tell_ended(session: Session, call: Call, structure_id: str, rank: int, now: datetime) -> int:
    """A member that said yes, and that waits for nothing any more."""
    return _tell(session, call, structure_id, ENDED, rank, now)


def _tell(
    session: Session,
    call: Call,
    structure_id: str,
    what: str,
    rank: int,
    now: datetime,
    muted: frozenset[int] = frozenset(),
) -> int:
    """Whoever is told of the structure; a folder has nobody to answer."""
    told = audience.recipients_of(session, [structure_id]).get(structure_id, ())
    heard = [one for one in told if one.recipient.key and number_of(one.recipient, PERSON) not in muted]
    return book.owe(session, [_owed(call, structure_id, what, rank, one, now) for one in heard], now)


def _owed(call: Call, structure_id: str, what: str, rank: int, to: Listener, now: datetime) -> Owed:
    """As soon as quiet hours and pauses let it: a lot does not wait for the end of the week."""
    whom = to.recipient
    cause: dict[str, object] = {"call": call.id, "what": what, "network": call.network_id, "rank": rank}
    key = f"call:{call.id}:{what}:{rank}:{structure_id}:{whom.channel}:{whom.key}"
    due = soonest(to.preference, now, paused_until=to.paused_until)
    return Owed(structure_id, whom.channel, DeliveryKind.CALL, cause, key, due, whom.key, rank=Rank.SOON)
