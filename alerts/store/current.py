"""Which opportunities are of today, and in which versions: what is kept in memory is compared with it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlalchemy import and_, or_, select

from alerts.store.engine import Session
from alerts.store.tables import NoticeRow, OpportunityRow
from alerts.store.writing import table_of

_notice = table_of(NoticeRow).c
_opportunity = table_of(OpportunityRow).c


@dataclass(frozen=True, slots=True)
class Standing:
    """An opportunity: `closed` ("cancelled", "awarded"), when it first appeared, and (notice id, version) pairs."""

    closed: str | None
    appeared: datetime
    versions: frozenset[tuple[str, int]]


def standing_since(session: Session, since: date) -> dict[str, Standing]:
    """Every opportunity with a notice published that day or later (read that day or later, when it has no date)."""
    undated = and_(_notice.published.is_(None), _notice.first_seen >= _midnight(since))
    recent = select(_notice.opportunity_id).where(or_(_notice.published >= since, undated))
    query = (
        select(
            *(_notice.id, _notice.version, _notice.opportunity_id, _notice.published, _notice.first_seen),
            _opportunity.closed,
        )
        .join(table_of(OpportunityRow), _opportunity.id == _notice.opportunity_id)
        .where(_notice.opportunity_id.in_(recent))
    )
    found: dict[str, Standing] = {}
    for row in session.execute(query):
        appeared = _midnight(row.published) if row.published else row.first_seen
        known = found.get(row.opportunity_id) or Standing(row.closed, appeared, frozenset())
        versions = known.versions | {(row.id, row.version)}
        found[row.opportunity_id] = replace(known, appeared=min(known.appeared, appeared), versions=versions)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
