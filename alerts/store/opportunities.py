"""Opportunities, and the keys by which their notices are recognised."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from alerts.store import writing
from alerts.store.engine import Session
from alerts.store.tables import IdentityRow, OpportunityRow
from alerts.store.writing import parts, put_rows, table_of

WRITERS_LOCK = 4_815_002  # PostgreSQL advisory lock

_opportunity = table_of(OpportunityRow).c
_identity = table_of(IdentityRow).c
_OF_THESE = select(*_opportunity).where(_opportunity.id.in_(bindparam("ids", expanding=True)))  # built once


@dataclass(frozen=True, slots=True)
class Opportunity:
    """`announced_only`: prior notices only. `closed`: "cancelled" or "awarded". `facts` is JSON, as stored."""

    id: str
    created_at: datetime
    procedure_id: str | None = None
    announced_only: bool = False
    closed: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def take_turn(session: Session) -> None:
    """One writer of opportunities at a time, until the end of this transaction.

    Two copies of one procedure read at the same moment by two machines would else make two opportunities.
    """
    writing.take_turn(session, WRITERS_LOCK)


def find_by_key(session: Session, keys: Collection[str]) -> dict[str, str]:
    """Key → opportunity id, for those keys that are known."""
    found: dict[str, str] = {}
    for some in parts(keys):
        query = select(_identity.key, _identity.opportunity_id).where(_identity.key.in_(some))
        found.update((row.key, row.opportunity_id) for row in session.execute(query))
    return found


def load_opportunities(session: Session, ids: Collection[str]) -> dict[str, Opportunity]:
    """By id; those that do not exist are left out."""
    found: dict[str, Opportunity] = {}
    for some in parts(ids):
        for row in session.execute(_OF_THESE, {"ids": some}):
            facts = json.loads(row.facts) if row.facts else {}
            one = Opportunity(row.id, row.created_at, row.procedure_id, row.announced_only, row.closed, facts)
            found[one.id] = one
    return found


def put_opportunities(session: Session, opportunities: Sequence[Opportunity]) -> None:
    """Insert or write over."""
    put_rows(session, OpportunityRow, [_row(one) for one in opportunities], ["id"])


def put_identities(session: Session, identities: Mapping[str, str]) -> None:
    """Key → opportunity id."""
    rows = [{"key": key, "opportunity_id": opportunity} for key, opportunity in identities.items()]
    put_rows(session, IdentityRow, rows, ["key"])


def _row(one: Opportunity) -> dict[str, object]:
    return {
        "id": one.id,
        "procedure_id": one.procedure_id,
        "announced_only": one.announced_only,
        "closed": one.closed,
        "facts": json.dumps(one.facts, ensure_ascii=False) if one.facts else None,
        "created_at": one.created_at,
    }
