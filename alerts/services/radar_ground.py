"""What the radar of a network stands on: its members as their shares let them be seen, the lots, what they are on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from alerts.clauses.lots import number_of
from alerts.model.network import Member, Network
from alerts.model.structure import Structure
from alerts.network.peers import OpenLot, Peer
from alerts.network.radar import On
from alerts.network.volume import full_time
from alerts.services.current import Opened
from alerts.store import network_people as inside
from alerts.store import radar as kept
from alerts.store.engine import Session
from alerts.store.radar import Kept


@dataclass(frozen=True, slots=True)
class Ground:
    network: Network
    peers: tuple[Peer, ...]

    @property
    def answering(self) -> list[str]:
        """Members whose answers are shared."""
        return [one.id for one in self.peers if one.answers_seen]


def ground(session: Session, network: Network) -> Ground:
    """What a member does not share is not read at all."""
    members = inside.structures_of(session, network.id)
    telling = [one.structure_id for one, _ in members if one.shares.capacity]
    people = kept.people_of(session, telling)
    return Ground(network, tuple(_peer(member, structure, people) for member, structure in members))


def key_of(network: Network) -> bytes:
    """Of the fair order: each network has its own turns."""
    return f"network:{network.id}".encode()


def lots_of(opened: Opened) -> Iterator[OpenLot]:
    for lot, facts in zip(opened.notice.lots, opened.document.lots, strict=True):
        yield OpenLot(opened.opportunity_id, opened.document, facts, full_time(opened.notice, lot, facts.reservation))


def on(kept_by_members: Iterable[Kept], there: Mapping[str, Opened]) -> frozenset[On]:
    """Of what is open (`there`: by opportunity), the lots that members are on."""
    return frozenset(
        (one.structure_id, one.opportunity_id, lot)
        for one in kept_by_members
        if one.opportunity_id in there
        for lot in _same_lots(one.lots, [facts.lot_id for facts in there[one.opportunity_id].document.lots])
    )


def _peer(member: Member, structure: Structure, people: Mapping[str, float]) -> Peer:
    return Peer(structure, member.joined_at, people.get(structure.id), member.shares.answers)


def _same_lots(said: Collection[str | None], lots: Collection[str | None]) -> Collection[str | None]:
    """Lots are told by their numbers, which publishers write in their own ways; all of them when none is known."""
    numbers = {number_of(one) for one in said}
    return [one for one in lots if number_of(one) in numbers] or lots
