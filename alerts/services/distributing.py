"""How often each member of a network was proposed in a month: published to all of them, by name."""

from datetime import date, datetime, time

from alerts.messages.french import PARIS
from alerts.messages.network.distribution import Distribution, Line
from alerts.messages.network.territory_words import first_of_next
from alerts.model.network import Network
from alerts.network.fairness import distribution
from alerts.network.rights import Act
from alerts.services import networks
from alerts.store import network_people, proposals
from alerts.store.engine import Session


def month(session: Session, person_id: int, network_id: int, month: date) -> Distribution:
    """`month`: its first day. For whoever is in the network. Raises NotYours, NotAllowed."""
    return of_network(session, networks.require(session, person_id, network_id, Act.SEE_DISTRIBUTION), month)


def of_network(session: Session, network: Network, month: date) -> Distribution:
    """The same, for its letter: whom it goes to is for the caller to check.

    Those who are members today, those proposed least first; who has left is not counted.
    """
    members = network_people.structures_of(session, network.id)
    names = {structure.id: structure.name for _, structure in members}
    parts = {member.structure_id: member.shares.calls for member, _ in members}
    proposed = proposals.of_month(session, network.id, _midnight(month), _midnight(first_of_next(month)))
    shares = distribution(proposed, names)
    lines = [Line(names[one.structure_id], one, parts[one.structure_id]) for one in shares]
    return Distribution(network.name, month, tuple(sorted(lines, key=lambda one: (one.share.total, one.name))))


def this_month(now: datetime) -> date:
    """Its first day, in Paris."""
    return now.astimezone(PARIS).date().replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
