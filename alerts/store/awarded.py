"""Awards: the notices that came lately, and the lots whose award was told already."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select

from alerts.model.delivery import DeliveryKind
from alerts.model.response import ResponseStatus
from alerts.store.engine import Session
from alerts.store.tables import DeliveryRow, MatchRow, NoticeRow
from alerts.store.values import from_json
from alerts.store.writing import parts, table_of
from scrapers.notice import Notice, NoticeKind

_n, _m, _d = table_of(NoticeRow).c, table_of(MatchRow).c, table_of(DeliveryRow).c


def new_awards(session: Session, since: datetime) -> list[tuple[str, Notice]]:
    """(opportunity, award notice) of those read, or read anew, since then, about what some structure was told of and
    did not refuse; in the order in which they were read."""
    told = (
        _m.opportunity_id == _n.opportunity_id,
        or_(_m.status.is_(None), _m.status != ResponseStatus.REFUSED.value),
    )
    query = select(_n.opportunity_id, _n.content).where(*_awards(since), exists().where(*told))
    rows = session.execute(query.order_by(_n.changed_at, _n.id))
    return [(row.opportunity_id, from_json(Notice, row.content)) for row in rows]


def awarded_lately(session: Session, opportunity_ids: Collection[str], since: datetime) -> set[str]:
    """Of these opportunities, those with an award notice read since then."""
    found: set[str] = set()
    for some in parts(opportunity_ids):
        query = select(_n.opportunity_id).where(_n.opportunity_id.in_(some), *_awards(since))
        found.update(session.execute(query).scalars())
    return found


def lots_told(session: Session, match_ids: Collection[int]) -> dict[int, set[str]]:
    """Match → the keys of the lots whose award was owed to its structure."""
    found: dict[int, set[str]] = {}
    for some in parts(match_ids):
        query = select(_d.match_id, _d.cause).where(_d.match_id.in_(some), _d.kind == DeliveryKind.AWARD.value)
        for row in session.execute(query):
            cause = from_json(dict, row.cause)
            found.setdefault(row.match_id, set()).update(str(one) for one in cause["lots"])
    return found


def _awards(since: datetime) -> tuple[ColumnElement[bool], ...]:
    return _n.kind == NoticeKind.AWARD.value, _n.changed_at >= since, _n.matched_at.is_not(None)
