"""The radar of a network, for its animators: what closes soon and that no member is on, with who could.

Members' shares are kept: what a member does not share is not read at all, and what it refused never is.
"""

from datetime import datetime

from alerts.network.rights import Act
from alerts.services import networks
from alerts.services.current import Current
from alerts.services.radar_memory import NOT_READ_YET, WHOLE, Shown, radars_of
from alerts.store.engine import Database

__all__ = ["NOT_READ_YET", "Shown", "of_network"]


def of_network(
    database: Database, current: Current, person_id: int, network_id: int, now: datetime, told: slice = WHOLE
) -> Shown:
    """As of now. `told`: the lots for which it says who could. Raises NotYours, NotAllowed; NotAllowed also until what
    is open has been read."""
    with database.read() as session:
        network = networks.require(session, person_id, network_id, Act.SEE_RADAR)
        return radars_of(current).of(session, network, now, told)
