"""What members do with a broadcast, and what its animators are told of it: never who declined."""

from dataclasses import dataclass
from datetime import datetime

from alerts.model.network import Broadcast, Interest, Network
from alerts.network.report import Heard, Report
from alerts.network.report import report as report_of
from alerts.network.rights import Act
from alerts.services import networks, people
from alerts.services.errors import NotYours, Refusal
from alerts.store import broadcasts, network_people
from alerts.store import networks as kept
from alerts.store.engine import Session

GONE = "Cette annonce de réseau n'existe plus, ou elle n'a pas été envoyée à votre structure."
WITHDRAWN = "Votre réseau a retiré cette annonce."


@dataclass(frozen=True, slots=True)
class Answered:
    """What a structure has now said of a broadcast. `named`: its network sees its name when it is interested."""

    broadcast: Broadcast
    network: Network
    structure_id: str
    interest: Interest
    named: bool


def told_by(session: Session, person_id: int, delivery_id: int) -> tuple[int, str]:
    """(broadcast, structure) of the message under which somebody taps; in a group, anybody of the structure may.

    Raises NotYours.
    """
    found = broadcasts.told_to(session, delivery_id)
    if found is None:
        raise NotYours(GONE)
    people.member_for(session, person_id, found[1])
    return found


def opened(session: Session, person_id: int, broadcast_id: int, structure_id: str, now: datetime) -> Answered:
    """Somebody looked: it takes back nothing of what was said before. Raises NotYours."""
    broadcast, network = received(session, person_id, broadcast_id, structure_id)
    broadcasts.put_opened(session, broadcast_id, structure_id, now)
    said = broadcasts.interest_of(session, broadcast_id, structure_id) or Interest.OPENED
    return _answered(session, broadcast, network, structure_id, said)


def interested(session: Session, person_id: int, broadcast_id: int, structure_id: str, now: datetime) -> Answered:
    """« Ça m'intéresse »: the last word of the structure wins. Raises NotYours; Refusal when it was withdrawn."""
    return _say(session, person_id, broadcast_id, structure_id, Interest.INTERESTED, now)


def decline(session: Session, person_id: int, broadcast_id: int, structure_id: str, now: datetime) -> Answered:
    """« Pas pour nous »: counted as opened, told to nobody. Raises NotYours; Refusal when it was withdrawn."""
    return _say(session, person_id, broadcast_id, structure_id, Interest.DECLINED, now)


def mute(session: Session, person_id: int, broadcast_id: int, structure_id: str, now: datetime) -> Network:
    """From the message: this person gets no broadcast of its network any more, on any channel, for any structure of
    theirs; their own alerts go on. Raises NotYours, NotAllowed."""
    _, network = received(session, person_id, broadcast_id, structure_id)
    networks.require(session, person_id, network.id, Act.MUTE)
    network_people.mute(session, network.id, person_id, now)
    return network


def report(session: Session, person_id: int, broadcast_id: int) -> tuple[Broadcast, Report]:
    """For its animators. A member that left since is in `reached` alone. Raises NotYours, NotAllowed."""
    broadcast = broadcasts.load(session, broadcast_id)
    if broadcast is None:
        raise NotYours(networks.NOT_IN)
    networks.require(session, person_id, broadcast.network_id, Act.SEE_REPORT)
    heard = [Heard(one.name, one.delivered, one.interest, one.shares) for one in broadcasts.heard(session, broadcast)]
    return broadcast, report_of(broadcasts.reached(session, broadcast_id), heard)


def _say(
    session: Session, person_id: int, broadcast_id: int, structure_id: str, said: Interest, now: datetime
) -> Answered:
    broadcast, network = received(session, person_id, broadcast_id, structure_id)
    if broadcast.withdrawn_at is not None:
        raise Refusal(WITHDRAWN)
    broadcasts.put_interest(session, broadcast_id, structure_id, said, now)
    return _answered(session, broadcast, network, structure_id, said)


def received(session: Session, person_id: int, broadcast_id: int, structure_id: str) -> tuple[Broadcast, Network]:
    """What was sent to a structure of this person, which is still a member. Raises NotYours, in the same words
    whatever is missing."""
    broadcast = broadcasts.load(session, broadcast_id)
    network = kept.load_network(session, broadcast.network_id) if broadcast else None
    if broadcast is None or network is None or broadcast.sent_at is None:
        raise NotYours(GONE)
    people.member_for(session, person_id, structure_id)
    member = network_people.load_member(session, network.id, structure_id)
    if member is None or not broadcasts.was_owed(session, broadcast_id, structure_id):
        raise NotYours(GONE)
    return broadcast, network


def _answered(session: Session, broadcast: Broadcast, network: Network, structure_id: str, said: Interest) -> Answered:
    member = network_people.load_member(session, network.id, structure_id)
    return Answered(broadcast, network, structure_id, said, member is not None and member.shares.answers)
