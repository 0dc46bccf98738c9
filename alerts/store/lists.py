"""The matches of a structure as lists: what it was told, and what it keeps. Rows are paged by the database."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from alerts.model.match import Match
from alerts.model.reading import Answer
from alerts.model.response import KEEPING, Response, ResponseStatus
from alerts.store.engine import Session
from alerts.store.responses import response_of
from alerts.store.tables import MatchRow, OpportunityRow
from alerts.store.values import from_json
from alerts.store.writing import table_of

_matches, _opportunities = table_of(MatchRow), table_of(OpportunityRow)
_m, _o = _matches.c, _opportunities.c
_KEEPING = sorted(status.value for status in KEEPING)
_CHECK = f'"answer":"{Answer.CHECK.value}"'  # as `to_json` writes it; within a text its quotes would be escaped
_RESERVED = '"reservation": "reserved"'  # as `put_opportunities` writes it
_DEADLINE = re.compile(r'"deadline": "(\d{4}-\d\d-\d\d)T')


@dataclass(frozen=True, slots=True)
class Listed:
    """A match with what its opportunity has become. `closed`: "cancelled" or "awarded"."""

    match_id: int
    match: Match
    told_at: datetime
    response: Response | None
    closed: str | None
    facts: Mapping[str, Any]


def newest(
    session: Session,
    structure_id: str,
    *,
    offset: int,
    limit: int,
    unanswered: bool = False,
    to_check: bool = False,
) -> list[Listed]:
    """Latest told first."""
    query = _chosen(_rows(), structure_id, unanswered, to_check)
    ordered = query.order_by(_m.created_at.desc(), _m.id.desc()).offset(offset).limit(limit)
    return [_listed(row) for row in session.execute(ordered)]


def count(session: Session, structure_id: str, *, unanswered: bool = False, to_check: bool = False) -> int:
    query = select(func.count()).select_from(_matches)
    number: int = session.execute(_chosen(query, structure_id, unanswered, to_check)).scalar_one()
    return number


def perhaps_reserved(session: Session, structure_id: str, limit: int) -> tuple[list[Listed], bool]:
    """Open ones of which one lot at least is reserved (which one is for the caller to see), latest told first.

    At most `limit` are looked at; True when there were more.
    """
    query = _open(structure_id).where(_o.facts.contains(_RESERVED, autoescape=True)).limit(limit + 1)
    rows = session.execute(query).all()
    return [_listed(row) for row in rows[:limit]], len(rows) > limit


def perhaps_closing(
    session: Session, structure_id: str, days: Collection[date], limit: int
) -> tuple[list[Listed], bool]:
    """Open ones of which one lot at least closes on one of these days, whatever the clock; the same for the rest.

    Thousands are looked through for a few: the days are looked for in the text, which costs a hundred times less than
    making values of it.
    """
    sought = {day.isoformat() for day in days}
    found, seen = [], 0
    for row in session.execute(_open(structure_id).limit(limit + 1)):
        seen += 1
        if seen <= limit and not sought.isdisjoint(_DEADLINE.findall(row.facts or "")):
            found.append(_listed(row))
    return found, seen > limit


def kept(session: Session, structure_id: str, limit: int) -> list[Listed]:
    """What is kept, answered or answered together, latest said first, at most `limit`."""
    query = _rows().where(_m.structure_id == structure_id, _m.status.in_(_KEEPING))
    return [_listed(row) for row in session.execute(query.order_by(_m.status_at.desc(), _m.id.desc()).limit(limit))]


def listed(session: Session, match_ids: Collection[int]) -> dict[int, Listed]:
    """By number; those that do not exist are left out. A page of them, not more."""
    return {row.id: _listed(row) for row in session.execute(_rows().where(_m.id.in_(match_ids)))}


def _open(structure_id: str) -> Select[Any]:
    """Neither refused, nor cancelled or awarded; latest told first."""
    kept = _m.status.is_(None) | _m.status.in_(_KEEPING)
    query = _rows().where(_m.structure_id == structure_id, _o.closed.is_(None), kept)
    return query.order_by(_m.created_at.desc(), _m.id.desc())


def _rows() -> Select[Any]:
    columns = (_m.id, _m.content, _m.created_at, _m.status, _m.status_why, _m.status_by, _m.status_at)
    return select(*columns, _o.closed, _o.facts).join(_opportunities, _o.id == _m.opportunity_id)


def _chosen(query: Select[Any], structure_id: str, unanswered: bool, to_check: bool) -> Select[Any]:
    chosen = query.where(_m.structure_id == structure_id)
    if unanswered:
        chosen = chosen.where(_m.status.is_(None))
    if to_check:
        refused = _m.status == ResponseStatus.REFUSED.value
        chosen = chosen.where(_m.content.contains(_CHECK, autoescape=True), _m.status.is_(None) | ~refused)
    return chosen


def _listed(row: Row[Any]) -> Listed:
    facts = json.loads(row.facts) if row.facts else {}
    return Listed(row.id, from_json(Match, row.content), row.created_at, response_of(row), row.closed, facts)
