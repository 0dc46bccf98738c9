"""The members of a network before the lot of a call: what the seeker has and lacks, and who may be asked."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.model.network import Network
from alerts.network.brought import asked, brought
from alerts.network.calls import WAVE, WAVES, Ask, Queue, queue
from alerts.network.crowd import Crowd
from alerts.network.partners import Partnership, partnership
from alerts.network.peers import OpenLot, Peer
from alerts.services import radar_ground
from alerts.store import calls, network_people, recipients, structures
from alerts.store import radar as kept
from alerts.store.engine import Session
from alerts.store.recipients import PERSON, Listener, number_of
from alerts.territory.france import France

WEEK, MOST_A_WEEK = timedelta(days=7), 5  # times that a member is asked: one more brake, a choice of ours
MOST = WAVE * WAVES  # members that one call is proposed to


def queue_for(
    session: Session, network: Network, structure_id: str, what: OpenLot, now: datetime, but: Collection[str] = ()
) -> Queue:
    """Members who may complete this one, at most fifteen: those who take part in calls, whom a message reaches, and
    who share nobody with it (what is blind would not be). Of the seeker itself, how many it is counts, shared or not.
    `but`: those who were asked already. Whoever was asked five times within a week is left in peace until it is over.

    Raises KeyError when the structure is no member.
    """
    willing = {one.structure_id for one in network_people.members_of(session, network.id) if one.shares.calls}
    everybody = radar_ground.ground(session, network).peers
    own = [replace(one, fte=_people(session, one.id)) for one in everybody if one.id == structure_id]
    others = [one for one in everybody if one.id in willing and one.id != structure_id]
    crowd = Crowd([*own, *others], France.load(), now, radar_ground.key_of(network))
    found = queue(what, structure_id, crowd, {*but, *_left_in_peace(session, structure_id, now)})
    return Queue(found.brings, found.lacks, tuple(_reached(session, network.id, found.asks)))


def pair(session: Session, network_id: int, seeker: str, other: str, what: OpenLot) -> Partnership | None:
    """What the seeker brings to the lot, then what the other adds; None when one of them is no member any more."""
    to = asked(what)
    both = _peer(session, network_id, seeker, own=True), _peer(session, network_id, other, own=False)
    found = [(one.id, brought(one, to)) for one in both if one is not None]
    return partnership(found, to) if len(found) > 1 else None


def listeners(session: Session, network_id: int, structure_ids: Sequence[str]) -> dict[str, tuple[Listener, ...]]:
    """Structure → whom of it to ask: people who want the messages of this network, and its groups."""
    muted = network_people.muted_by(session, network_id)
    told = recipients.listeners_of(session, structure_ids)
    return {one: tuple(who for who in some if _wants(who, muted)) for one, some in told.items()}


def _wants(who: Listener, muted: frozenset[int]) -> bool:
    """A folder has nobody to answer."""
    return bool(who.recipient.key) and number_of(who.recipient, PERSON) not in muted


def _peer(session: Session, network_id: int, structure_id: str, *, own: bool) -> Peer | None:
    member = network_people.load_member(session, network_id, structure_id)
    structure = structures.load_structure(session, structure_id)
    if member is None or structure is None:
        return None
    fte = _people(session, structure_id) if own or member.shares.capacity else None
    return Peer(structure, member.joined_at, fte, member.shares.answers)


def _left_in_peace(session: Session, structure_id: str, now: datetime) -> set[str]:
    return calls.sharing_people(session, structure_id) | calls.asked_often(session, now - WEEK, MOST_A_WEEK)


def _people(session: Session, structure_id: str) -> float | None:
    return kept.people_of(session, [structure_id]).get(structure_id)


def _reached(session: Session, network_id: int, asks: Sequence[Ask]) -> list[Ask]:
    """A message reaches most of them: a few more than those wanted are looked at each time."""
    found: list[Ask] = []
    for start in range(0, len(asks), 2 * MOST):
        some = asks[start : start + 2 * MOST]
        told = listeners(session, network_id, [one.structure_id for one in some])
        found += [one for one in some if told.get(one.structure_id)]
        if len(found) >= MOST:
            break
    return found[:MOST]
