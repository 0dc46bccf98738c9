"""What the radar of a network asks of the database: its members, what they are on, how many people they have."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from alerts.model.match import Match
from alerts.model.reply import Sheet
from alerts.model.response import KEEPING
from alerts.store.engine import Session
from alerts.store.network_tables import MemberRow
from alerts.store.reply_tables import SheetRow
from alerts.store.tables import MatchRow, OpportunityRow
from alerts.store.values import remembered
from alerts.store.writing import parts, table_of

_m, _sheets = table_of(MatchRow).c, table_of(SheetRow).c
_members = table_of(MemberRow).c
_opportunity = table_of(OpportunityRow).c
_KEEPING = sorted(status.value for status in KEEPING)


@dataclass(frozen=True, slots=True)
class Kept:
    """A structure keeps, answers, or answers together an opportunity. `notice_id` and `lots` are those of its match."""

    structure_id: str
    opportunity_id: str
    notice_id: str
    lots: tuple[str | None, ...]


def members_known(session: Session, network_id: int) -> tuple[tuple[str, str], ...]:
    """Each member and what it shares, as it is kept: what a radar that is remembered is compared with."""
    query = select(_members.structure_id, _members.shares).where(_members.network_id == network_id)
    rows = session.execute(query.order_by(_members.structure_id))
    return tuple((row.structure_id, row.shares) for row in rows)


def kept_among(session: Session, structure_ids: Collection[str]) -> list[Kept]:
    """What these structures are on, of what is open; what they refuse is not looked at."""
    found: list[Kept] = []
    for some in parts(structure_ids):
        query = select(_m.structure_id, _m.opportunity_id, _m.content).join(
            table_of(OpportunityRow), _opportunity.id == _m.opportunity_id
        )
        kept = (_m.structure_id.in_(some), _m.status.in_(_KEEPING), _opportunity.closed.is_(None))
        for row in session.execute(query.where(*kept).order_by(_m.id)):
            match = remembered(Match, row.content)
            found.append(Kept(row.structure_id, row.opportunity_id, match.notice_id, match.lots))
    return found


def people_of(session: Session, structure_ids: Collection[str]) -> dict[str, float]:
    """Structure → full-time equivalents of its people on an insertion path or disabled, for those that said so."""
    found: dict[str, float] = {}
    for some in parts(structure_ids):
        rows = session.execute(select(_sheets.structure_id, _sheets.content).where(_sheets.structure_id.in_(some)))
        sheets = {row.structure_id: remembered(Sheet, row.content) for row in rows}
        found.update((one, said) for one, sheet in sheets.items() if (said := sheet.insertion_fte) is not None)
    return found
