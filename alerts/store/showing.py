"""Since when what is shown of a match holds, and what is no longer kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select

from alerts.model.delivery import DeliveryKind
from alerts.model.match import Match
from alerts.model.response import KEEPING
from alerts.store.engine import Session
from alerts.store.lists import listed
from alerts.store.tables import DeliveryRow, MatchRow, NoticeRow
from alerts.store.writing import parts, table_of
from scrapers.notice import NoticeKind

_d, _m, _n = (table_of(row).c for row in (DeliveryRow, MatchRow, NoticeRow))
_KEEPING = sorted(status.value for status in KEEPING)
_LATER = [NoticeKind.CORRECTION.value, NoticeKind.CANCELLATION.value, NoticeKind.AWARD.value]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a match was told, and what was published of it since.

    `versions` grows with each notice and each new version of one. `corrected_at`: when what was told last changed,
    None while it has not. `facts` are those of the opportunity.
    """

    match: Match
    told_at: datetime
    versions: int
    corrected_at: datetime | None
    facts: Mapping[str, Any]


def stamps(session: Session, match_ids: Collection[int]) -> dict[int, Stamp]:
    """By match; those that are gone are left out."""
    found: dict[int, Stamp] = {}
    later = case((or_(_n.kind.in_(_LATER), _n.version > 1), _n.changed_at))
    for some in parts(match_ids):
        query = (
            select(_m.id, func.sum(_n.version).label("versions"), func.max(later).label("corrected"))
            .join(table_of(NoticeRow), _n.opportunity_id == _m.opportunity_id)
            .where(_m.id.in_(some))
            .group_by(_m.id)
        )
        known = {row.id: row for row in session.execute(query)}
        for match_id, one in listed(session, known.keys()).items():
            row = known[match_id]
            found[match_id] = Stamp(one.match, one.told_at, int(row.versions), row.corrected, one.facts)
    return found


def let_go(session: Session, structure_id: str, reason: str, since: datetime) -> list[int]:
    """The matches that are no longer kept: a reminder of theirs was taken back for this reason, since then."""
    taken_back = (_d.kind == DeliveryKind.REMINDER.value, _d.reason == reason, _d.settled_at >= since)
    query = select(_m.id).join(table_of(DeliveryRow), _d.match_id == _m.id)
    gone = or_(_m.status.is_(None), _m.status.not_in(_KEEPING))
    found = query.where(_m.structure_id == structure_id, gone, *taken_back).distinct().order_by(_m.id)
    return list(session.execute(found).scalars())


def owner_of(session: Session, delivery_id: int) -> tuple[str | None, str] | None:
    """(structure, key of the recipient) of a message; None when there is none of that number."""
    row = session.execute(select(_d.structure_id, _d.recipient).where(_d.id == delivery_id)).first()
    return (row.structure_id, row.recipient) if row else None
