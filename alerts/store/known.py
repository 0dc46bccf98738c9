"""All that is kept about one person, to be shown to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from alerts.model.delivery import DeliveryKind
from alerts.model.match import Match
from alerts.model.response import Response
from alerts.store import notices
from alerts.store.engine import Session
from alerts.store.responses import response_of
from alerts.store.tables import DeliveryRow, MatchRow
from alerts.store.values import from_json
from alerts.store.writing import table_of

_d, _m = table_of(DeliveryRow).c, table_of(MatchRow).c


@dataclass(frozen=True, slots=True)
class Told:
    """A message that was owed to them. `outcome`: "sent", "refused", None while it waits; `reason` then says why."""

    structure_id: str
    channel: str
    kind: DeliveryKind
    created_at: datetime
    outcome: str | None
    reason: str | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Concerned:
    """What a structure was told of, and what it said. `title` and `url` are those of the notice, when it is kept."""

    title: str
    url: str | None
    told_at: datetime
    response: Response | None
    match_id: int = 0


def told_to(session: Session, recipient: str) -> list[Told]:
    """Oldest first, on all channels. `recipient`: see `alerts.model.people.Recipient.key`."""
    columns = (_d.structure_id, _d.channel, _d.kind, _d.created_at, _d.outcome, _d.reason, _d.settled_at)
    rows = session.execute(select(*columns).where(_d.recipient == recipient).order_by(_d.id))
    return [Told(row[0], row[1], DeliveryKind(row[2]), *row[3:]) for row in rows]


def count_told_to(session: Session, recipient: str) -> int:
    """How many of them left."""
    query = select(func.count()).select_from(table_of(DeliveryRow))
    return session.execute(query.where(_d.recipient == recipient, _d.outcome == "sent")).scalar_one()


def concerned(session: Session, structure_id: str) -> list[Concerned]:
    """Oldest first."""
    columns = (_m.id, _m.content, _m.created_at, _m.status, _m.status_why, _m.status_by, _m.status_at)
    query = select(*columns).where(_m.structure_id == structure_id).order_by(_m.id)
    rows: list[Row[Any]] = list(session.execute(query))
    spoken_of = {row.id: from_json(Match, row.content).notice_id for row in rows}
    found = notices.load_notices(session, set(spoken_of.values()))
    held = []
    for row in rows:
        notice = found.get(spoken_of[row.id])
        title, url = (notice.title, notice.url) if notice else (spoken_of[row.id], None)
        held.append(Concerned(title, url, row.created_at, response_of(row), row.id))
    return held


def count_answered(session: Session, structure_id: str) -> tuple[int, int]:
    """How many opportunities it was told of, and how many of these it said something about."""
    query = select(func.count(), func.count(_m.status)).where(_m.structure_id == structure_id)
    told, answered = session.execute(query).one()
    return told, answered
