"""What the figures of a territory ask of the database: what members did with what they were told of."""

from collections.abc import Collection

from sqlalchemy import or_, select

from alerts.model.match import Match
from alerts.model.reply import Outcome
from alerts.model.response import KEEPING, ResponseStatus
from alerts.network.deeds import Deed
from alerts.store.engine import Session
from alerts.store.reply_tables import OutcomeRow
from alerts.store.tables import MatchRow
from alerts.store.values import remembered
from alerts.store.writing import parts, table_of

_m, _o = table_of(MatchRow).c, table_of(OutcomeRow).c
_KEEPING = sorted(status.value for status in KEEPING)


def deeds(session: Session, structure_ids: Collection[str]) -> list[Deed]:
    """What these structures keep, answer, and what came of it, in the order of their matches; a refusal is not read."""
    found: list[Deed] = []
    for some in parts(structure_ids):
        query = (
            select(_m.structure_id, _m.opportunity_id, _m.content, _m.status, _o.outcome)
            .outerjoin(table_of(OutcomeRow), _o.match_id == _m.id)
            .where(_m.structure_id.in_(some), or_(_m.status.in_(_KEEPING), _o.outcome.is_not(None)))
        )
        found += [
            Deed(
                row.structure_id,
                row.opportunity_id,
                ResponseStatus(row.status) if row.status in _KEEPING else None,
                Outcome(row.outcome) if row.outcome else None,
                remembered(Match, row.content).lots,
            )
            for row in session.execute(query.order_by(_m.id))
        ]
    return found
