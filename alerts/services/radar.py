"""The radar of a network, for its animators: what closes soon and that no member is on, with who could.

Members' shares are kept: what a member does not share is not read at all, and what it refused never is.
"""

from datetime import datetime

from alerts.network import partners as complementarity
from alerts.network.crowd import Crowd
from alerts.network.partners import Partnership
from alerts.network.rights import Act
from alerts.services import networks, radar_ground
from alerts.services.current import Current
from alerts.services.radar_memory import NOT_READ_YET, WHOLE, Shown, radars_of
from alerts.store.engine import Database
from alerts.territory.france import France

__all__ = ["NOT_READ_YET", "Shown", "of_network", "partners"]


def of_network(
    database: Database, current: Current, person_id: int, network_id: int, now: datetime, told: slice = WHOLE
) -> Shown:
    """As of now. `told`: the lots for which it says who could. Raises NotYours, NotAllowed; NotAllowed also until what
    is open has been read."""
    with database.read() as session:
        network = networks.require(session, person_id, network_id, Act.SEE_RADAR)
        return radars_of(current).of(session, network, now, told)


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
        ground = radar_ground.ground(session, network)
    opened = (one for one in current.opened() if one.opportunity_id == lot[0])
    found = {what.key: what for one in opened for what in radar_ground.lots_of(one)}
    what = found.get(lot)
    if what is None or what.lot.passed(now):
        return ()
    crowd = Crowd(ground.peers, France.load(), now, radar_ground.key_of(network))
    return complementarity.partners(what, structure_id, crowd)
