"""Until when a whole structure is told nothing, and what waits meanwhile."""

from datetime import datetime

from sqlalchemy import func, select, update

from alerts.model.delivery import DeliveryKind
from alerts.store.engine import Session
from alerts.store.tables import DeliveryRow, StructureRow
from alerts.store.writing import table_of

_structures, _deliveries = table_of(StructureRow), table_of(DeliveryRow)
_s, _d = _structures.c, _deliveries.c


def put_structure_pause(session: Session, structure_id: str, until: datetime | None) -> None:
    session.execute(update(_structures).where(_s.id == structure_id).values(paused_until=until))


def structure_pause(session: Session, structure_id: str) -> datetime | None:
    found: datetime | None = session.execute(select(_s.paused_until).where(_s.id == structure_id)).scalar()
    return found


def waiting(session: Session, structure_id: str, recipient: str) -> dict[DeliveryKind, tuple[int, datetime]]:
    """Kind → how many messages wait for this recipient about this structure, and when the first of them is due.

    `recipient`: see `Recipient.key`. What waits on two channels is one message: the fuller of them is counted.
    """
    mine = (_d.structure_id == structure_id, _d.recipient == recipient, _d.next_at.is_not(None))
    query = select(_d.kind, func.count(), func.min(_d.next_at)).where(*mine).group_by(_d.kind, _d.channel)
    found: dict[DeliveryKind, tuple[int, datetime]] = {}
    for name, many, first in session.execute(query):
        kind = DeliveryKind(name)
        before = found.get(kind, (many, first))
        found[kind] = max(before[0], many), min(before[1], first)
    return found


def last_sent(session: Session, structure_id: str, recipient: str) -> datetime | None:
    """When something last left for this recipient about this structure, on any channel."""
    mine = (_d.structure_id == structure_id, _d.recipient == recipient)
    found: datetime | None = session.execute(
        select(func.max(_d.settled_at)).where(*mine, _d.outcome == "sent")
    ).scalar()
    return found
