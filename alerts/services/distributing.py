"""How often each member of a network was proposed in a month: published to all of them, by name.

Once the month has ended: read day by day in a small network, it would tell who is looking for partners.
"""

from datetime import date, datetime, time

from alerts.messages.french import PARIS
from alerts.messages.network.distribution import Distribution, Line
from alerts.messages.network.territory_periods import months_before
from alerts.messages.network.territory_words import first_of_next
from alerts.model.network import Network
from alerts.network.fairness import distribution
from alerts.network.rights import Act
from alerts.services import networks
from alerts.services.errors import Refusal
from alerts.store import network_people, proposals
from alerts.store.engine import Session

NOT_YET = "La répartition d'un mois se lit quand il est terminé."


def month(session: Session, person_id: int, network_id: int, month: date, now: datetime) -> Distribution:
    """`month`: its first day. For whoever is in the network. Raises NotYours, NotAllowed; Refusal until it has
    ended."""
    network = networks.require(session, person_id, network_id, Act.SEE_DISTRIBUTION)
    if month > last_month(now):
        raise Refusal(NOT_YET)
    return of_network(session, network, month)


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


def last_month(now: datetime) -> date:
    """The first day of the last one that has ended, in Paris."""
    return months_before(now.astimezone(PARIS).date().replace(day=1), 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
