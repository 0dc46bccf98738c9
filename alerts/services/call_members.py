"""The members of a network before the lot of a call: what the seeker has and lacks, and who may be asked."""

from collections.abc import Collection, Sequence
from datetime import datetime

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

MOST = WAVE * WAVES  # members that one call is proposed to


def queue_for(
    session: Session, network: Network, structure_id: str, what: OpenLot, now: datetime, but: Collection[str] = ()
) -> Queue:
    """Members who may complete this one, at most fifteen: those who take part in calls, whom a message reaches, and
    who share nobody with it (what is blind would not be). `but`: those who were asked already.

    Raises KeyError when the structure is no member.
    """
    willing = {one.structure_id for one in network_people.members_of(session, network.id) if one.shares.calls}
    everybody = radar_ground.ground(session, network).peers
    peers = [one for one in everybody if one.id in willing or one.id == structure_id]
    crowd = Crowd(peers, France.load(), now, radar_ground.key_of(network))
    found = queue(what, structure_id, crowd, {*but, *calls.sharing_people(session, structure_id)})
    return Queue(found.brings, found.lacks, tuple(_reached(session, network.id, found.asks)))


def pair(session: Session, network_id: int, seeker: str, other: str, what: OpenLot) -> Partnership | None:
    """What the seeker brings to the lot, then what the other adds; None when one of them is no member any more."""
    both = [peer for one in (seeker, other) if (peer := _peer(session, network_id, one)) is not None]
    to = asked(what)
    return partnership([(one.id, brought(one, to)) for one in both], to) if len(both) > 1 else None


def listeners(session: Session, network_id: int, structure_ids: Sequence[str]) -> dict[str, tuple[Listener, ...]]:
    """Structure → whom of it to ask: people who want the messages of this network, and its groups."""
    muted = network_people.muted_by(session, network_id)
    told = recipients.listeners_of(session, structure_ids)
    return {one: tuple(who for who in some if _wants(who, muted)) for one, some in told.items()}


def _wants(who: Listener, muted: frozenset[int]) -> bool:
    """A folder has nobody to answer."""
    return bool(who.recipient.key) and number_of(who.recipient, PERSON) not in muted


def _peer(session: Session, network_id: int, structure_id: str) -> Peer | None:
    member = network_people.load_member(session, network_id, structure_id)
    structure = structures.load_structure(session, structure_id)
    if member is None or structure is None:
        return None
    people = kept.people_of(session, [structure_id]) if member.shares.capacity else {}
    return Peer(structure, member.joined_at, people.get(structure_id), member.shares.answers)


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
