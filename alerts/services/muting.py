"""No more messages of one network, by the link at the foot of what it sends: without a question, safe to repeat.

The link names a person and a network, and gives no other right: whoever has it may stop these messages, and want them
again, in the name of this person.
"""

from dataclasses import dataclass
from datetime import datetime

from alerts.services import network_settings, networks
from alerts.services.errors import NotAllowed, NotYours
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store.engine import Session


@dataclass(frozen=True, slots=True)
class Silence:
    """`muted`: nothing of this network is sent to them. `animator`: its radar stops too."""

    network: str
    muted: bool
    animator: bool


def look(session: Session, person_id: int, network_id: int) -> Silence | None:
    """None when the network is gone or closed, or when they are in it no more: nothing is sent anyway."""
    network = kept.load_network(session, network_id)
    standing = networks.standing_of(session, person_id, network_id)
    if network is None or standing.stranger or not standing.approved:
        return None
    return Silence(network.name, inside.is_muted(session, network_id, person_id), standing.animator)


def mute(session: Session, person_id: int, network_id: int, now: datetime) -> bool:
    """What waits is not sent either. False when there was nothing left to stop."""
    if inside.is_muted(session, network_id, person_id):
        return False
    try:
        network_settings.mute(session, person_id, network_id, now)
    except (NotYours, NotAllowed):
        return False
    return True


def unmute(session: Session, person_id: int, network_id: int) -> bool:
    """They change their mind. False when they receive its messages already, or are in it no more."""
    if not inside.is_muted(session, network_id, person_id):
        return False
    try:
        network_settings.unmute(session, person_id, network_id)
    except (NotYours, NotAllowed):
        return False
    return True
