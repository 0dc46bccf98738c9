"""The radar of a network, for its animators: what closes soon and that no member is on, with who could.

Members' shares are kept: what a member does not share is not read at all, and what it refused never is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from alerts.clauses.lots import number_of
from alerts.model.network import Member, Network
from alerts.model.structure import Structure
from alerts.network import partners as complementarity
from alerts.network import radar as radars
from alerts.network.crowd import Crowd
from alerts.network.partners import Partnership
from alerts.network.peers import OpenLot, Peer, Scope
from alerts.network.radar import On, Radar
from alerts.network.rights import Act
from alerts.network.volume import full_time
from alerts.services import networks
from alerts.services.current import Current, Opened
from alerts.services.errors import NotAllowed
from alerts.store import network_people as inside
from alerts.store import radar as kept
from alerts.store.engine import Database, Session
from alerts.store.radar import Kept
from alerts.territory.france import France
from scrapers.notice import Notice

NOT_READ_YET = "Les annonces sont en cours de lecture : réessayez dans quelques minutes."


@dataclass(frozen=True, slots=True)
class Shown:
    """A radar with what is needed to tell it: opportunity → its notice, structure → its name."""

    network: Network
    radar: Radar
    notices: Mapping[str, Notice] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Ground:
    network: Network
    peers: tuple[Peer, ...]
    kept: tuple[Kept, ...]


def of_network(database: Database, current: Current, person_id: int, network_id: int, now: datetime) -> Shown:
    """As of now. Raises NotYours, NotAllowed; NotAllowed also until what is open has been read."""
    with database.read() as session:
        ground = _ground(session, networks.require(session, person_id, network_id, Act.SEE_RADAR))
    if not current.warm:
        raise NotAllowed(NOT_READ_YET)
    opened = current.opened()
    lots = {lot.key: lot for one in opened for lot in _lots(one)}
    crowd = Crowd(ground.peers, France.load(), now, key_of(ground.network))
    scope = Scope(ground.network.trades, ground.network.territory)
    found = radars.radar(crowd, lots.values(), _on(ground.kept, opened), scope, now)
    return _shown(ground, found, opened)


def partners(
    database: Database,
    current: Current,
    person_id: int,
    network_id: int,
    structure_id: str,
    lot: tuple[str, str | None],
    now: datetime,
) -> tuple[Partnership, ...]:
    """Who could complete one of the person's own structures, a member, on a lot (opportunity, lot id): ids, which are
    not shown before both sides agree. Empty when the lot is not open. Raises NotYours, NotAllowed."""
    with database.read() as session:
        network = networks.require(session, person_id, network_id, Act.CALL_PARTNERS)
        networks.own_member(session, person_id, network_id, structure_id)
        ground = _ground(session, network)
    found = {one.key: one for opened in current.opened() if opened.opportunity_id == lot[0] for one in _lots(opened)}
    what = found.get(lot)
    if what is None or what.lot.passed(now):
        return ()
    return complementarity.partners(what, structure_id, Crowd(ground.peers, France.load(), now, key_of(network)))


def key_of(network: Network) -> bytes:
    """Of the fair order: each network has its own turns."""
    return f"network:{network.id}".encode()


def _ground(session: Session, network: Network) -> _Ground:
    members = inside.structures_of(session, network.id)
    telling = [one.structure_id for one, _ in members if one.shares.capacity]
    answering = [one.structure_id for one, _ in members if one.shares.answers]
    people = kept.people_of(session, telling)
    peers = tuple(_peer(member, structure, people) for member, structure in members)
    return _Ground(network, peers, tuple(kept.kept_among(session, answering)))


def _peer(member: Member, structure: Structure, people: Mapping[str, float]) -> Peer:
    return Peer(structure, member.joined_at, people.get(structure.id), member.shares.answers)


def _lots(opened: Opened) -> Iterator[OpenLot]:
    for lot, facts in zip(opened.notice.lots, opened.document.lots, strict=True):
        yield OpenLot(opened.opportunity_id, opened.document, facts, full_time(opened.notice, lot, facts.reservation))


def _on(kept_by_members: Iterable[Kept], opened: Iterable[Opened]) -> frozenset[On]:
    there = {one.opportunity_id: one for one in opened}
    return frozenset(
        (one.structure_id, one.opportunity_id, lot)
        for one in kept_by_members
        if one.opportunity_id in there
        for lot in _same_lots(one.lots, [facts.lot_id for facts in there[one.opportunity_id].document.lots])
    )


def _same_lots(said: Collection[str | None], lots: Collection[str | None]) -> Collection[str | None]:
    """Lots are told by their numbers, which publishers write in their own ways; all of them when none is known."""
    numbers = {number_of(one) for one in said}
    return [one for one in lots if number_of(one) in numbers] or lots


def _shown(ground: _Ground, found: Radar, opened: Iterable[Opened]) -> Shown:
    told = {spot.what.opportunity for spot in found.spots}
    notices = {one.opportunity_id: one.notice for one in opened if one.opportunity_id in told}
    return Shown(ground.network, found, notices, {one.id: one.structure.name for one in ground.peers})
