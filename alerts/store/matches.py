"""Who was told of what."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from alerts.model.match import Match
from alerts.store.engine import Session
from alerts.store.tables import MatchRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, parts, table_of

_match = table_of(MatchRow).c


def insert_matches(session: Session, found: Sequence[tuple[str, Match]], now: datetime) -> set[tuple[str, str]]:
    """(opportunity id, match) pairs; the (structure id, opportunity id) of those that are new."""
    rows = [_row(opportunity, match, now) for opportunity, match in found]
    key = ["structure_id", "opportunity_id"]
    return {(row[0], row[1]) for row in insert_new(session, MatchRow, rows, key, returning=key)}


def structures_told(session: Session, opportunities: Collection[str]) -> dict[str, list[str]]:
    """Opportunity id → structures that have a match with it."""
    found: dict[str, list[str]] = {}
    for some in parts(opportunities):
        query = select(_match.opportunity_id, _match.structure_id).where(_match.opportunity_id.in_(some))
        for row in session.execute(query.order_by(_match.structure_id)):
            found.setdefault(row.opportunity_id, []).append(row.structure_id)
    return found


def load_match(session: Session, structure_id: str, opportunity_id: str) -> Match | None:
    """The match as it was when the alert was owed."""
    found = (_match.structure_id == structure_id, _match.opportunity_id == opportunity_id)
    text = session.execute(select(_match.content).where(*found)).scalar()
    return from_json(Match, text) if text else None


def count_matches(session: Session) -> int:
    return session.execute(select(func.count()).select_from(table_of(MatchRow))).scalar_one()


def _row(opportunity: str, match: Match, now: datetime) -> dict[str, object]:
    return {
        "structure_id": match.structure_id,
        "opportunity_id": opportunity,
        "content": to_json(Match, match),
        "created_at": now,
    }
