"""Who may enter the room of a group, and do what there. Every service about a room begins with `require`."""

from dataclasses import dataclass

from alerts.model.network import Room
from alerts.model.people import Role
from alerts.network import group
from alerts.network.group import Act, Part
from alerts.services import networks, people
from alerts.services.errors import NotAllowed, NotYours
from alerts.store import network_people
from alerts.store import rooms as kept
from alerts.store.engine import Session

GONE = "Ce groupe n'existe plus, ou votre structure n'en fait pas partie."
FOR_MANAGERS = (
    "Seul un responsable de votre structure peut l'engager. Vous pouvez écrire votre part et cocher les étapes."
)
FEW = 5  # groups of a network, below which nobody is told how many there are
_ROLES = {Role.MANAGER: Part.MANAGER, Role.MEMBER: Part.MEMBER}


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody in a room, in the name of one of its structures. `role`: in it."""

    room: Room
    structure_id: str
    role: Role
    person_id: int

    def may(self, act: Act) -> bool:
        return group.may(act, [_ROLES[self.role]])


def entered(session: Session, person_id: int, room_id: int, structure_id: str | None = None) -> Inside:
    """This room, for somebody of one of the structures that are in. `structure_id` None: their current structure when
    it is in, else the first that is. Raises NotYours, in the same words whether the room exists or not."""
    room = kept.load_room(session, room_id)
    if room is None:
        raise NotYours(GONE)
    theirs = network_people.roles_in(session, room.network_id, person_id)
    inside = [one for one in room.members if one in theirs]
    if structure_id is None:
        current = people.current_of(session, people.load_person(session, person_id))
        chosen = current[1].id if current and current[1].id in inside else next(iter(inside), None)
    else:
        chosen = structure_id if structure_id in inside else None
    if chosen is None:
        raise NotYours(GONE)
    return Inside(room, chosen, theirs[chosen], person_id)


def require(session: Session, person_id: int, room_id: int, structure_id: str | None, act: Act) -> Inside:
    """As `entered`, when they may do this there, on the room as it is under its lock. Raises NotYours, NotAllowed."""
    if kept.load_room(session, room_id, for_update=True) is None:
        raise NotYours(GONE)
    inside = entered(session, person_id, room_id, structure_id)
    if not inside.may(act):
        raise NotAllowed(FOR_MANAGERS)
    return inside


def mine(session: Session, person_id: int) -> list[Inside]:
    """The open rooms of each of their structures, by structure then in the order in which they were made."""
    found: list[Inside] = []
    for membership, structure in people.memberships_of(session, person_id):
        rooms = [one for one in kept.rooms_of(session, structure.id) if one.closed_at is None]
        held = [one for one in rooms if network_people.load_member(session, one.network_id, structure.id)]
        found += [Inside(one, structure.id, membership.role, person_id) for one in held]
    return found


def how_many(session: Session, person_id: int, network_id: int) -> int | None:
    """Open groups of two or more, for the animators of the network: all that they see of them. None under five.

    Raises NotYours to anybody else.
    """
    parts = {Part.ANIMATOR} if networks.standing_of(session, person_id, network_id).animator else {Part.STRANGER}
    if not group.may(Act.COUNT, parts):
        raise NotYours(networks.NOT_IN)
    found = kept.count_open(session, network_id)
    return found if found >= FEW else None
