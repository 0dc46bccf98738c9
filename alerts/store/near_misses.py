"""Near misses as of the last daily look, kept for the digests."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select

from alerts.model.match import Match
from alerts.store.engine import Session
from alerts.store.mail_tables import NearMissRow
from alerts.store.tables import MatchRow, NoticeRow, OpportunityRow, StructureRow
from alerts.store.values import remembered, to_json
from alerts.store.writing import insert_rows, parts, table_of

_near, _matches = table_of(NearMissRow), table_of(MatchRow)
_notices, _opportunities, _structures = table_of(NoticeRow), table_of(OpportunityRow), table_of(StructureRow)
_c, _m, _n, _o, _s = _near.c, _matches.c, _notices.c, _opportunities.c, _structures.c


@dataclass(frozen=True, slots=True)
class NearMiss:
    """`facts` are those of the opportunity (`alerts.store.opportunities`), `seen_at` is when its notice was first
    read."""

    match: Match
    opportunity_id: str
    facts: Mapping[str, Any]
    seen_at: datetime


def replace_near_misses(session: Session, found: Mapping[str, Sequence[Match]], now: datetime) -> None:
    """Those of these structures (which exist) are now these, best first."""
    for some in parts(found):
        session.execute(delete(_near).where(_c.structure_id.in_(some)))
    rows = [
        {
            "structure_id": structure,
            "place": place,
            "notice_id": match.notice_id,
            "content": to_json(Match, match),
            "found_at": now,
        }
        for structure, ranked in found.items()
        for place, match in enumerate(ranked)
    ]
    insert_rows(session, NearMissRow, rows)


def forget_before(session: Session, now: datetime) -> int:
    """Drop those found before then; how many."""
    return len(session.execute(delete(_near).where(_c.found_at < now).returning(_c.place)).all())


def still_near(session: Session, structure_ids: Collection[str]) -> dict[str, list[NearMiss]]:
    """Structure id → its near misses, best first, of opportunities that are open and became no match.

    Those of a structure whose profile changed since the last look are left out: they may hold no longer.
    """
    matched = and_(_m.structure_id == _c.structure_id, _m.opportunity_id == _n.opportunity_id)
    query = (
        select(_c.structure_id, _c.content, _n.opportunity_id, _n.first_seen, _o.facts)
        .join(_notices, _n.id == _c.notice_id)
        .join(_opportunities, _o.id == _n.opportunity_id)
        .join(_structures, _s.id == _c.structure_id)
        .outerjoin(_matches, matched)
        .where(_m.id.is_(None), _o.closed.is_(None), _s.updated_at <= _c.found_at)
        .order_by(_c.structure_id, _c.place)
    )
    found: dict[str, list[NearMiss]] = {}
    for some in parts(structure_ids):
        for row in session.execute(query.where(_c.structure_id.in_(some))):
            facts = json.loads(row.facts) if row.facts else {}
            one = NearMiss(remembered(Match, row.content), row.opportunity_id, facts, row.first_seen)
            found.setdefault(row.structure_id, []).append(one)
    return found
