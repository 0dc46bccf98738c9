"""Which opportunities are of today, and in which versions: what is kept in memory is compared with it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlalchemy import and_, or_, select

from alerts.store.engine import Session
from alerts.store.tables import MatchRow, NoticeRow, OpportunityRow
from alerts.store.writing import parts, table_of

_notice = table_of(NoticeRow).c
_match = table_of(MatchRow).c
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


def open_now(session: Session, notice_ids: Collection[str]) -> dict[str, str]:
    """Notice id → the opportunity that it is of today, for those neither cancelled nor awarded."""
    found: dict[str, str] = {}
    for some in parts(notice_ids):
        query = select(_notice.id, _notice.opportunity_id).join(
            table_of(OpportunityRow), _opportunity.id == _notice.opportunity_id
        )
        rows = session.execute(query.where(_notice.id.in_(some), _opportunity.closed.is_(None)))
        found.update((row.id, row.opportunity_id) for row in rows)
    return found


def numbers_of(session: Session, structure_id: str, opportunities: Collection[str]) -> dict[str, int]:
    """Opportunity id → the number of this structure's match with it."""
    found: dict[str, int] = {}
    for some in parts(opportunities):
        query = select(_match.opportunity_id, _match.id)
        rows = session.execute(query.where(_match.structure_id == structure_id, _match.opportunity_id.in_(some)))
        found.update((row.opportunity_id, row.id) for row in rows)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
