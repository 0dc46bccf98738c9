"""Awards of all lately, and what members of networks were told of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from alerts.model.delivery import DeliveryKind
from alerts.store.engine import Session
from alerts.store.network_tables import MemberRow, NetworkRow
from alerts.store.tables import DeliveryRow, NoticeRow
from alerts.store.values import from_json
from alerts.store.writing import parts, table_of
from scrapers.notice import Notice, NoticeKind

_n, _d, _m, _w = (table_of(one).c for one in (NoticeRow, DeliveryRow, MemberRow, NetworkRow))


@dataclass(frozen=True, slots=True)
class Told:
    """A lead that was owed: the notice and the lots that it names, and when."""

    structure_id: str
    notice_id: str
    lots: tuple[str, ...]
    at: datetime


def won_since(session: Session, since: datetime) -> list[tuple[str, Notice]]:
    """(opportunity, award notice) of those read, or read anew, since then, in the order in which they were read."""
    query = select(_n.opportunity_id, _n.content).where(
        _n.kind == NoticeKind.AWARD.value, _n.changed_at >= since, _n.matched_at.is_not(None)
    )
    rows = session.execute(query.order_by(_n.changed_at, _n.id))
    return [(row.opportunity_id, from_json(Notice, row.content)) for row in rows]


def members(session: Session) -> dict[str, int]:
    """Structure → the network through which it is told: the first that it joined, of those that are open."""
    query = select(_m.structure_id, _m.network_id).join(table_of(NetworkRow), _w.id == _m.network_id)
    found: dict[str, int] = {}
    for row in session.execute(query.where(_w.approved_at.is_not(None)).order_by(_m.joined_at, _m.network_id)):
        found.setdefault(row.structure_id, row.network_id)
    return found


def told_to(session: Session, structure_ids: Collection[str]) -> dict[str, list[Told]]:
    """Structure → the leads that it was owed, once each whatever the number of its people."""
    found: dict[str, dict[tuple[str, tuple[str, ...]], Told]] = {}
    for some in parts(structure_ids):
        query = select(_d.structure_id, _d.cause, _d.created_at).where(_d.kind == DeliveryKind.LEAD.value)
        for row in session.execute(query.where(_d.structure_id.in_(some)).order_by(_d.id)):
            cause = from_json(dict, row.cause)
            notice, lots = str(cause["notice"]), tuple(str(one) for one in cause["lots"])
            one = Told(row.structure_id, notice, lots, row.created_at)
            found.setdefault(row.structure_id, {}).setdefault((notice, lots), one)
    return {structure: list(told.values()) for structure, told in found.items()}
