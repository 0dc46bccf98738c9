"""What may be changed in a network: its name, kind, reach and weekly cap by its animators; what a member shows by its
managers; whether somebody wants its broadcasts, by themselves."""

from collections.abc import Set
from dataclasses import replace
from datetime import datetime

from alerts.matching.trades import trades as known_trades
from alerts.model.network import Network, NetworkKind, Shares
from alerts.model.structure import Territory
from alerts.network.reach import Reach, reach
from alerts.network.rights import Act, may
from alerts.services import networks
from alerts.services.errors import Refusal
from alerts.services.network_asking import free_name
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store.engine import Session

MOST_A_WEEK = 20
CAP = f"Choisissez entre 1 et {MOST_A_WEEK} messages par semaine et par structure."
NO_TRADE = "Choisissez au moins un métier, ou revenez aux métiers des membres."
UNKNOWN_TRADE = "Ce métier n’est pas dans la liste de Vigie."
NOWHERE = "Choisissez au moins un lieu, ou revenez au territoire des membres."


def rename(session: Session, person_id: int, network_id: int, name: str) -> Network:
    """Raises NotYours, NotAllowed; Refusal: too short, too long, taken."""
    network = _changing(session, person_id, network_id)
    return _put(session, replace(network, name=free_name(session, name, own=network_id)))


def set_kind(session: Session, person_id: int, network_id: int, kind: NetworkKind) -> Network:
    """Raises NotYours, NotAllowed."""
    return _put(session, replace(_changing(session, person_id, network_id), kind=kind))


def set_cap(session: Session, person_id: int, network_id: int, weekly: int) -> Network:
    """Broadcasts that a member receives a week, at most. Raises NotYours, NotAllowed; Refusal: out of 1 to 20."""
    network = _changing(session, person_id, network_id)
    if not 1 <= weekly <= MOST_A_WEEK:
        raise Refusal(CAP)
    return _put(session, replace(network, weekly_cap=weekly))


def set_trades(session: Session, person_id: int, network_id: int, trades: Set[str] | None) -> Network:
    """None: those of the members, as they come and go. Raises NotYours, NotAllowed; Refusal: none, or unknown."""
    network = _changing(session, person_id, network_id)
    if trades is not None and not trades:
        raise Refusal(NO_TRADE)
    if trades is not None and not trades <= known_trades().keys():
        raise Refusal(UNKNOWN_TRADE)
    return _put(session, replace(network, trades=None if trades is None else frozenset(trades)))


def set_territory(session: Session, person_id: int, network_id: int, territory: Territory | None) -> Network:
    """None: that of the members, as they come and go. Raises NotYours, NotAllowed; Refusal: nowhere."""
    network = _changing(session, person_id, network_id)
    if territory == Territory():
        raise Refusal(NOWHERE)
    return _put(session, replace(network, territory=territory))


def reach_of(session: Session, person_id: int, network_id: int) -> Reach:
    """What the network does and where, as of now. Raises NotYours, NotAllowed."""
    network = networks.require(session, person_id, network_id, Act.SEE_MEMBERS)
    return reach(network, [structure for _, structure in inside.structures_of(session, network_id)])


def shares_of(session: Session, person_id: int, network_id: int, structure_id: str) -> Shares:
    """What this member shows the network; any of its people may read it. Raises NotYours."""
    networks.own_member(session, person_id, network_id, structure_id)
    member = inside.load_member(session, network_id, structure_id)
    return member.shares if member else Shares()


def share(session: Session, person_id: int, network_id: int, structure_id: str, shares: Shares) -> None:
    """What this structure lets the network see, chosen by one of its managers. Raises NotYours, NotAllowed."""
    networks.managing(session, person_id, network_id, structure_id, Act.SHARE)
    inside.put_shares(session, network_id, structure_id, shares)


def mute(session: Session, person_id: int, network_id: int, now: datetime) -> Network:
    """They want no broadcast of it any more; their own alerts go on. Safe to repeat. Raises NotYours, NotAllowed."""
    network = networks.require(session, person_id, network_id, Act.MUTE)
    inside.mute(session, network_id, person_id, now)
    return network


def unmute(session: Session, person_id: int, network_id: int) -> Network:
    """They want its broadcasts again. Safe to repeat. Raises NotYours, NotAllowed."""
    network = networks.require(session, person_id, network_id, Act.MUTE)
    inside.unmute(session, network_id, person_id)
    return network


def mute_all(session: Session, person_id: int, now: datetime) -> list[Network]:
    """They want no message of any network any more: /stop of somebody who is of no structure. Those that still spoke to
    them; safe to repeat."""
    speaking = [one for one in networks.of_person(session, person_id) if may(Act.MUTE, one.standing) and not one.muted]
    for one in speaking:
        inside.mute(session, one.network.id, person_id, now)
    return [one.network for one in speaking]


def _changing(session: Session, person_id: int, network_id: int) -> Network:
    """The network, which nobody else changes until the end of the transaction."""
    kept.hold_network(session, network_id)
    return networks.require(session, person_id, network_id, Act.CHANGE)


def _put(session: Session, network: Network) -> Network:
    kept.put_network(session, network)
    return network
