"""What tells that all is well, asked often: a few rows, found by their indexes."""

from datetime import datetime

from sqlalchemy import func, select

from alerts.model.delivery import Rank
from alerts.store.engine import Session
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of

_d = table_of(DeliveryRow).c


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Since when the message that has waited longest is due; None when nothing is due. One look a rank: the index
    begins with it."""
    found = []
    for rank in Rank:
        due = (_d.rank == int(rank), _d.next_at.is_not(None), _d.next_at <= now)
        found.append(session.execute(select(func.min(_d.next_at)).where(*due)).scalar())
    return min((at for at in found if at is not None), default=None)
