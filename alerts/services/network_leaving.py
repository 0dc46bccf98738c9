"""A structure leaves its network, or is taken out of it: what the network saw of it goes, counts stay.

Names, answers, outcomes and capacity are read from the structure each time, never copied: a structure that is no member
any more is in no view. What it did with broadcasts is erased; how many members each one reached stays. Its calls for
partners are closed, it is a candidate of none, and it is in no group of this network.
"""

from datetime import datetime

from alerts.model.network import Network
from alerts.model.structure import Structure
from alerts.network.rights import Act
from alerts.services import calling, network_telling, networks, people, rooms
from alerts.services.errors import NotYours
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store import people as held
from alerts.store import structures
from alerts.store.engine import Session

NOT_MEMBER = "Cette structure ne fait pas, ou plus, partie du réseau."
LEFT = (
    "Une structure quitte votre réseau",
    "« {} » ne fait plus partie du réseau « {} ». Ce que le réseau voyait d'elle est effacé.",
)
REMOVED = (
    "Votre structure ne fait plus partie d'un réseau",
    (
        "Les animateurs du réseau « {} » en ont retiré « {} ». Ce que le réseau voyait d'elle est effacé, et vos "
        "propres alertes continuent."
    ),
)


def leave(session: Session, person_id: int, network_id: int, structure_id: str, now: datetime) -> Network:
    """In one tap, by a manager of the structure; the animators are told. Raises NotYours, NotAllowed."""
    _hold(session, network_id, structure_id)
    network = networks.managing(session, person_id, network_id, structure_id, Act.LEAVE)
    structure = _taken_out(session, network_id, structure_id, now)
    words = (LEFT[0], LEFT[1].format(structure.name, network.name))
    animators = [one.person_id for one in inside.animators_of(session, network_id) if one.person_id != person_id]
    about = f"network-left:{network_id}:{structure_id}:{now:%Y%m%d%H%M%S}"
    network_telling.tell_people(session, animators, about, words, now, network_id)
    return network


def remove(session: Session, person_id: int, network_id: int, structure_id: str, now: datetime) -> Structure:
    """An animator takes a member out; its managers are told. Raises NotYours, NotAllowed."""
    _hold(session, network_id, structure_id)
    network = networks.require(session, person_id, network_id, Act.REMOVE_MEMBER)
    structure = _taken_out(session, network_id, structure_id, now)
    words = (REMOVED[0], REMOVED[1].format(network.name, structure.name))
    about = f"network-removed:{network_id}:{now:%Y%m%d%H%M%S}"
    network_telling.tell_managers(session, structure_id, about, words, now, but=[person_id])
    return structure


def _hold(session: Session, network_id: int, structure_id: str) -> None:
    kept.hold_network(session, network_id)
    held.hold_structure(session, structure_id)


def _taken_out(session: Session, network_id: int, structure_id: str, now: datetime) -> Structure:
    structure = structures.load_structure(session, structure_id)
    if structure is None or not inside.drop_member(session, network_id, structure_id):
        raise NotYours(NOT_MEMBER)
    calling.forget_member(session, network_id, structure_id, now)
    rooms.leave_all(session, network_id, structure_id, now)
    for person, _ in people.team_of(session, structure_id):
        if networks.standing_of(session, person.id, network_id).stranger:
            inside.unmute(session, network_id, person.id)
    return structure
