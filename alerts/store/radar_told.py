"""Which lots the animators of a network were told of, and at which stage."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from alerts.network.radar import Stage
from alerts.store.engine import Session
from alerts.store.network_tables import RadarToldRow
from alerts.store.tables import DeliveryRow, OpportunityRow, StructureRow
from alerts.store.writing import parts, put_rows, table_of
from alerts.store.writing import take_turn as take_lock

RADAR_LOCK = 4_815_011  # PostgreSQL advisory lock
_KEY = ("network_id", "opportunity_id", "lot")
_t, _d = table_of(RadarToldRow).c, table_of(DeliveryRow).c
Lot = tuple[str, str | None]


def take_turn(session: Session) -> None:
    """One beat at a time owes letters: two would tell the same lots, on two days."""
    take_lock(session, RADAR_LOCK)


def stages(session: Session, network_id: int) -> dict[Lot, Stage]:
    """(opportunity, lot) → the last stage at which it was told."""
    query = select(_t.opportunity_id, _t.lot, _t.stage).where(_t.network_id == network_id)
    return {(row.opportunity_id, row.lot or None): Stage(row.stage) for row in session.execute(query)}


def last_urgent(session: Session, network_id: int) -> datetime | None:
    """When an urgent letter was last owed."""
    mine = (_t.network_id == network_id, _t.stage == int(Stage.URGENT))
    found: datetime | None = session.execute(select(_t.at).where(*mine).order_by(_t.at.desc()).limit(1)).scalar()
    return found


def told_at(session: Session, network_id: int, at: datetime) -> set[Lot]:
    """The lots that the urgent letter owed at that moment is for, under the opportunities that they are of today."""
    mine = (_t.network_id == network_id, _t.stage == int(Stage.URGENT), _t.at == at)
    rows = session.execute(select(_t.opportunity_id, _t.lot).where(*mine))
    return {(row.opportunity_id, row.lot or None) for row in rows}


def mark(session: Session, network_id: int, told: Mapping[Lot, Stage], now: datetime) -> set[Lot]:
    """Those are told now, at these stages. One whose opportunity is gone meanwhile is left out; the others."""
    there = _held(session, OpportunityRow, {opportunity for opportunity, _ in told})
    found = {lot: stage for lot, stage in told.items() if lot[0] in there}
    same = {"network_id": network_id, "at": now}
    rows = [
        {**same, "opportunity_id": lot[0], "lot": lot[1] or "", "stage": int(stage)}
        for lot, stage in sorted(found.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    ]
    put_rows(session, RadarToldRow, rows, _KEY)
    return set(found)


def structures_held(session: Session, structure_ids: Iterable[str]) -> set[str]:
    """Of these, those that exist, and will until the end of the transaction."""
    return _held(session, StructureRow, set(structure_ids))


def any_sent(session: Session, dedupe_keys: Iterable[str]) -> bool:
    """Has one of these letters left?"""
    query = select(_d.id).where(_d.dedupe_key.in_(sorted(dedupe_keys)), _d.outcome == "sent")
    return session.execute(query.limit(1)).first() is not None


def _held(session: Session, row: type[OpportunityRow] | type[StructureRow], ids: set[str]) -> set[str]:
    column, found = table_of(row).c.id, set[str]()
    for some in parts(sorted(ids)):
        query = select(column).where(column.in_(some)).order_by(column)
        found.update(session.execute(query.with_for_update(read=True, key_share=True)).scalars())
    return found
