"""What a network passed on, as a page for whoever received the letter: what it says today, and what was said of it."""

from dataclasses import dataclass
from datetime import datetime

from alerts.messages.message import Message
from alerts.messages.network.broadcast import Passed
from alerts.model.network import Broadcast, Interest, Network
from alerts.model.people import Membership
from alerts.model.structure import Structure
from alerts.services import broadcast_answers, broadcast_ground, broadcasting, showing
from alerts.services.broadcast_ground import Basis
from alerts.services.errors import NotYours
from alerts.store import broadcasts, network_people, responses
from alerts.store import showing as kept
from alerts.store.engine import Session
from alerts.store.recipients import PERSON


@dataclass(frozen=True, slots=True)
class PassedOn:
    """`said`: the last thing that the structure did with it. `named`: its network sees its name when it is interested.
    `muted`: this person wants no message of the network. `match_id`: the alert that the structure had of it."""

    membership: Membership
    structure: Structure
    network: Network
    broadcast: Broadcast
    basis: Basis
    delivery_id: int
    said: Interest | None
    named: bool
    muted: bool
    match_id: int | None

    @property
    def withdrawn(self) -> bool:
        return self.broadcast.withdrawn_at is not None

    @property
    def asked(self) -> tuple[int, int, str]:
        """(person, broadcast, structure), as `broadcast_answers` has them."""
        return self.membership.person_id, self.broadcast.id, self.structure.id


def passed_on(session: Session, membership_id: int, delivery_id: int) -> PassedOn:
    """The right of a link, looked at again: the message was for this person and this structure, which is still a member
    of the network. Nothing is written. Raises NotYours."""
    membership, structure = showing.member(session, membership_id)
    if kept.owner_of(session, delivery_id) != (structure.id, f"{PERSON}{membership.person_id}"):
        raise NotYours(broadcast_answers.GONE)
    broadcast_id, _ = broadcast_answers.told_by(session, membership.person_id, delivery_id)
    broadcast, network = broadcast_answers.received(session, membership.person_id, broadcast_id, structure.id)
    member = network_people.load_member(session, network.id, structure.id)
    return PassedOn(
        membership,
        structure,
        network,
        broadcast,
        broadcast_ground.load(session, broadcast),
        delivery_id,
        broadcasts.interest_of(session, broadcast_id, structure.id),
        member is not None and member.shares.answers,
        network_people.is_muted(session, network.id, membership.person_id),
        _match(session, broadcast, structure.id),
    )


def words(found: PassedOn, now: datetime) -> tuple[Message | None, str]:
    """What it says today, None when nothing of it is left; and why nobody can answer any more, "" while somebody can.

    Reading takes a few milliseconds: not within a session.
    """
    ground = broadcasting.grounds(now)
    passed = Passed(found.network.name, found.broadcast.note, found.structure, None, found.match_id, found.named)
    return ground.message(found.basis, passed, now), ground.over(found.basis, now)


def _match(session: Session, broadcast: Broadcast, structure_id: str) -> int | None:
    if broadcast.notice_id is None:
        return None
    held = responses.held_about(session, [structure_id], [broadcast.notice_id])
    one = held.get((structure_id, broadcast.notice_id))
    return one.match_id if one else None
