"""Who was told of what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from alerts.model.match import Match
from alerts.model.response import ResponseStatus
from alerts.store.engine import Session
from alerts.store.tables import MatchRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, parts, table_of

_match = table_of(MatchRow).c


@dataclass(frozen=True, slots=True)
class Followed:
    """A match by its number, and what its structure does with it (None: it has not said)."""

    id: int
    match: Match
    status: ResponseStatus | None = None

    @property
    def structure_id(self) -> str:
        return self.match.structure_id


def insert_matches(session: Session, found: Sequence[tuple[str, Match]], now: datetime) -> dict[tuple[str, str], int]:
    """(opportunity id, match) pairs; (structure id, opportunity id) → number, of those that are new."""
    rows = [_row(opportunity, match, now) for opportunity, match in found]
    key = ["structure_id", "opportunity_id"]
    new = insert_new(session, MatchRow, rows, key, returning=[*key, "id"])
    return {(structure, opportunity): number for structure, opportunity, number in new}


def structures_told(session: Session, opportunities: Collection[str]) -> dict[str, list[str]]:
    """Opportunity id → structures that have a match with it."""
    found: dict[str, list[str]] = {}
    for some in parts(opportunities):
        query = select(_match.opportunity_id, _match.structure_id).where(_match.opportunity_id.in_(some))
        for row in session.execute(query.order_by(_match.structure_id)):
            found.setdefault(row.opportunity_id, []).append(row.structure_id)
    return found


def followed(session: Session, opportunities: Collection[str]) -> dict[str, list[Followed]]:
    """Opportunity id → its matches, in the order of their structures."""
    found: dict[str, list[Followed]] = {}
    for some in parts(opportunities):
        query = select(_match.opportunity_id, _match.id, _match.content, _match.status)
        for row in session.execute(query.where(_match.opportunity_id.in_(some)).order_by(_match.structure_id)):
            status = ResponseStatus(row.status) if row.status else None
            found.setdefault(row.opportunity_id, []).append(Followed(row.id, from_json(Match, row.content), status))
    return found


def number_of(session: Session, structure_id: str, opportunity_id: str) -> int | None:
    """The match of a structure with an opportunity."""
    found = (_match.structure_id == structure_id, _match.opportunity_id == opportunity_id)
    return session.execute(select(_match.id).where(*found)).scalar()


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
