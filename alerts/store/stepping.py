"""The plans whose steps are recalled: of lots that somebody works on, of matches that are kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from alerts.model.reply import Work
from alerts.model.response import KEEPING
from alerts.store.engine import Session
from alerts.store.reply_tables import WorkRow
from alerts.store.tables import MatchRow, OpportunityRow
from alerts.store.values import remembered
from alerts.store.writing import table_of

_w, _m, _o = (table_of(row).c for row in (WorkRow, MatchRow, OpportunityRow))
_KEEPING = sorted(status.value for status in KEEPING)
_REMINDED = '"reminded":true'  # as `to_json` writes it; within a text its quotes would be escaped


@dataclass(frozen=True, slots=True)
class Reminded:
    """`lot`: see `alerts.reply_help.case.Case.lot_key`. `said_at`: when the structure said what it says of the match;
    `touched_at`: when the work was last changed."""

    match_id: int
    lot: str
    structure_id: str
    said_at: datetime
    touched_at: datetime


def reminded(session: Session, structure_ids: Collection[str] | None = None, *, over: bool = False) -> list[Reminded]:
    """By match and lot, in one query; of all structures without `structure_ids`. `over`: those of consultations that
    are cancelled or awarded too."""
    query = (
        select(_w.match_id, _w.lot, _w.content, _w.updated_at, _m.structure_id, _m.status_at)
        .join(table_of(MatchRow), _m.id == _w.match_id)
        .join(table_of(OpportunityRow), _o.id == _m.opportunity_id)
        .where(_w.content.contains(_REMINDED, autoescape=True), _m.status.in_(_KEEPING))
        .order_by(_w.match_id, _w.lot)
    )
    if structure_ids is not None:
        query = query.where(_m.structure_id.in_(structure_ids))
    if not over:
        query = query.where(_o.closed.is_(None))
    return [
        Reminded(row.match_id, row.lot, row.structure_id, row.status_at, row.updated_at)
        for row in session.execute(query)
        if remembered(Work, row.content).reminded
    ]
