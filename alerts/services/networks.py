"""Networks: who may do what in them, and what those who are in them see. Every service about a network begins with
`require`."""

from collections.abc import Collection
from dataclasses import dataclass

from alerts.model.network import Member, Network
from alerts.model.people import Person, Role
from alerts.model.structure import Structure
from alerts.network.rights import Act, Standing, may
from alerts.services.errors import NotAllowed, NotYours
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store import people
from alerts.store.engine import Session

NOT_IN = "Ce réseau n’existe plus, ou vous n’en faites pas partie."
WAITS = "Ce réseau attend encore l’accord de l’hébergeur de Vigie : vous serez prévenu dès qu’il l’aura donné."
FOR_ANIMATORS = "Seuls les animateurs du réseau peuvent faire cela."
FOR_MANAGERS = "Seul un responsable d’une structure membre peut faire cela."
FOR_MEMBERS = "Seules les structures membres du réseau peuvent faire cela."
FOR_HOST = "Seul l’hébergeur de Vigie peut faire cela."
_OF_MEMBERS = {Act.LEAVE: FOR_MANAGERS, Act.SHARE: FOR_MANAGERS, Act.CALL_PARTNERS: FOR_MEMBERS, Act.APPROVE: FOR_HOST}


@dataclass(frozen=True, slots=True)
class Seen:
    """A network as a list shows it to one person. `structures`: those of theirs that are members, by name."""

    network: Network
    standing: Standing
    members: int
    animators: int
    muted: bool
    structures: tuple[str, ...] = ()


def standing_of(session: Session, person_id: int, network_id: int) -> Standing:
    """What this person is to this network, today. A stranger to one that is gone."""
    network = kept.load_network(session, network_id)
    if network is None:
        return Standing()
    roles = inside.roles_in(session, network_id, person_id).values()
    animator = inside.is_animator(session, network_id, person_id)
    return Standing(animator, Role.MANAGER in roles, Role.MEMBER in roles, network.approved_at is not None)


def require(session: Session, person_id: int, network_id: int, act: Act) -> Network:
    """The network, when this person may do this there.

    Raises NotYours to a stranger, in the same words whether it exists or not; NotAllowed to who is in it without this
    right, or while it waits for the host.
    """
    standing = standing_of(session, person_id, network_id)
    network = kept.load_network(session, network_id)
    if network is None or standing.stranger:
        raise NotYours(NOT_IN)
    if may(act, standing):
        return network
    if not standing.animator and not standing.approved:
        raise NotYours(NOT_IN)
    raise NotAllowed(_why_not(act, standing))


def _why_not(act: Act, standing: Standing) -> str:
    if act is Act.APPROVE:
        return FOR_HOST
    return _OF_MEMBERS.get(act, FOR_ANIMATORS) if standing.approved else WAITS


def managing(session: Session, person_id: int, network_id: int, structure_id: str, act: Act) -> Network:
    """As `require`, for what is done in the name of one member structure, which they manage. Raises NotYours,
    NotAllowed."""
    network = require(session, person_id, network_id, act)
    if own_member(session, person_id, network_id, structure_id) is not Role.MANAGER:
        raise NotAllowed(FOR_MANAGERS)
    return network


def own_member(session: Session, person_id: int, network_id: int, structure_id: str) -> Role:
    """What they are in this structure, which is a member of this network. Raises NotYours."""
    role = inside.roles_in(session, network_id, person_id).get(structure_id)
    if role is None:
        raise NotYours
    return role


def of_person(session: Session, person_id: int) -> list[Seen]:
    """The networks they animate, those they asked for and that wait, and those of their structures."""
    found = kept.networks_of_person(session, person_id)
    mine = {one.id: one.name for _, one in people.memberships_of_person(session, person_id)}
    return [_seen(session, person_id, one, mine) for one in found if _may_see(session, person_id, one)]


def members(session: Session, person_id: int, network_id: int) -> list[tuple[Member, Structure]]:
    """In the order in which they joined. Raises NotYours, NotAllowed."""
    require(session, person_id, network_id, Act.SEE_MEMBERS)
    return inside.structures_of(session, network_id)


def animators(session: Session, person_id: int, network_id: int) -> list[Person]:
    """In the order in which they came. Raises NotYours, NotAllowed."""
    require(session, person_id, network_id, Act.SEE)
    return _known(session, [one.person_id for one in inside.animators_of(session, network_id)])


def _may_see(session: Session, person_id: int, network: Network) -> bool:
    return may(Act.SEE, standing_of(session, person_id, network.id))


def _seen(session: Session, person_id: int, network: Network, mine: dict[str, str]) -> Seen:
    theirs = inside.roles_in(session, network.id, person_id)
    return Seen(
        network,
        standing_of(session, person_id, network.id),
        inside.count_members(session, [network.id]).get(network.id, 0),
        inside.count_animators(session, [network.id]).get(network.id, 0),
        inside.is_muted(session, network.id, person_id),
        tuple(sorted(mine[one] for one in theirs)),
    )


def _known(session: Session, person_ids: Collection[int]) -> list[Person]:
    found = (people.load_person(session, one) for one in person_ids)
    return [one for one in found if one is not None]
