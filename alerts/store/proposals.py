"""Which members were proposed for which lots, and at which rank: what the monthly distribution counts."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from alerts.store.engine import Session
from alerts.store.partner_tables import ProposalRow
from alerts.store.writing import insert_new, table_of

_KEY = ("network_id", "structure_id", "opportunity_id", "lot", "how")
_p = table_of(ProposalRow).c


def record(
    session: Session,
    network_id: int,
    proposed: Iterable[tuple[str, int]],
    opportunity_id: str,
    lot: str | None,
    how: str,
    now: datetime,
) -> None:
    """`proposed`: (structure id, rank from 1). `how`: "call" or "radar". Once each: the first rank stays, and a
    structure named twice counts at its best rank. The structures must exist until the end of the transaction."""
    ranks: dict[str, int] = {}
    for structure_id, rank in proposed:
        ranks[structure_id] = min(rank, ranks.get(structure_id, rank))
    same = {"network_id": network_id, "opportunity_id": opportunity_id, "lot": lot or "", "how": how, "at": now}
    rows = [{**same, "structure_id": one, "rank": rank} for one, rank in sorted(ranks.items())]
    insert_new(session, ProposalRow, rows, _KEY, returning=["structure_id"])


def of_month(session: Session, network_id: int, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """(structure id, rank) of each proposal made from `since` to `until` (excluded), in the order of time."""
    query = select(_p.structure_id, _p.rank).where(_p.network_id == network_id, _p.at >= since, _p.at < until)
    rows = session.execute(query.order_by(_p.at, _p.opportunity_id, _p.lot, _p.how, _p.rank, _p.structure_id))
    return [(row.structure_id, row.rank) for row in rows]
