"""Who was told of what, and who nearly was."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from alerts.model.match import Match
from alerts.store.engine import Session
from alerts.store.tables import MatchRow, NearMissRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, insert_rows, parts, table_of

_match = table_of(MatchRow).c
_near_misses = table_of(NearMissRow)
_near = _near_misses.c


def insert_matches(session: Session, found: Sequence[tuple[str, Match]], now: datetime) -> set[tuple[str, str]]:
    """(opportunity id, match) pairs; the (structure id, opportunity id) of those that are new."""
    rows = [_row(opportunity, match, now) for opportunity, match in found]
    key = ["structure_id", "opportunity_id"]
    return {(row[0], row[1]) for row in insert_new(session, MatchRow, rows, key, returning=key)}


def replace_near_misses(
    session: Session, opportunities: Collection[str], found: Sequence[tuple[str, Match]], now: datetime
) -> None:
    """All the near misses of these opportunities are now `found`, (opportunity id, match) pairs."""
    for some in parts(opportunities):
        session.execute(delete(_near_misses).where(_near.opportunity_id.in_(some)))
    insert_rows(session, NearMissRow, [_row(opportunity, match, now) for opportunity, match in found])


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


def near_misses_of(session: Session, structure_id: str) -> list[Match]:
    """Of one structure, latest first."""
    query = select(_near.content).where(_near.structure_id == structure_id)
    ordered = query.order_by(_near.created_at.desc(), _near.opportunity_id)
    return [from_json(Match, text) for text in session.execute(ordered).scalars()]


def count_matches(session: Session) -> int:
    return session.execute(select(func.count()).select_from(table_of(MatchRow))).scalar_one()


def _row(opportunity: str, match: Match, now: datetime) -> dict[str, object]:
    return {
        "structure_id": match.structure_id,
        "opportunity_id": opportunity,
        "content": to_json(Match, match),
        "created_at": now,
    }
