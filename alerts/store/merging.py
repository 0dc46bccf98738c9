"""Two opportunities that turn out to be one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, or_, select, update

from alerts.model.delivery import DeliveryKind
from alerts.store import merging_networks, replies
from alerts.store.engine import Session
from alerts.store.opportunities import load_opportunities, put_opportunities
from alerts.store.tables import DeliveryRow, IdentityRow, MatchRow, NoticeRow, OpportunityRow
from alerts.store.writing import table_of

ALREADY_TOLD = "même consultation qu'une autre alerte, déjà due à cette structure"
SAID = ("status", "status_why", "status_by", "status_at")


def merge_into(session: Session, kept: str, gone: str, now: datetime) -> None:
    """Everything of `gone` becomes of `kept`; a structure that both concerned keeps the match of `kept`.

    An alert of `gone` that still waits for such a structure is settled as refused: the same opportunity is told once.
    """
    _drop_second_alerts(session, kept, gone, now)
    _drop_second_matches(session, kept, gone)
    for row in (MatchRow, NoticeRow, IdentityRow):
        table = table_of(row)
        session.execute(update(table).where(table.c.opportunity_id == gone).values(opportunity_id=kept))
    merging_networks.merge_into(session, kept, gone)
    _keep_what_is_known(session, kept, gone)
    opportunity = table_of(OpportunityRow)
    session.execute(delete(opportunity).where(opportunity.c.id == gone))


def _drop_second_matches(session: Session, kept: str, gone: str) -> None:
    """Of two matches of one structure one stays, with what the structure said of either, and their messages."""
    match, delivery = table_of(MatchRow), table_of(DeliveryRow)
    for row in session.execute(_pairs(kept, gone)).all():
        session.execute(update(delivery).where(delivery.c.match_id == row.second).values(match_id=row.first))
        if row.said is None and row.status is not None:
            said = {name: row._mapping[name] for name in SAID}
            session.execute(update(match).where(match.c.id == row.first).values(**said))
        replies.moved(session, row.second, row.first)
        session.execute(delete(match).where(match.c.id == row.second))


def _pairs(kept: str, gone: str) -> Select[Any]:
    """The `first` (kept) and `second` match of each structure that both concern, and what was said of each."""
    first, second = table_of(MatchRow).alias(), table_of(MatchRow).alias()
    same = (second.c.structure_id == first.c.structure_id) & (second.c.opportunity_id == gone)
    columns = (first.c.id.label("first"), first.c.status.label("said"), second.c.id.label("second"))
    joined = select(*columns, *(second.c[name] for name in SAID)).join(second, same)
    return joined.where(first.c.opportunity_id == kept).order_by(first.c.id)


def _drop_second_alerts(session: Session, kept: str, gone: str, now: datetime) -> None:
    """Alerts of `gone` not sent yet, for recipients that have an alert of `kept`.

    Alerts owed before people had their own hold no match: the structure itself has one as soon as it has a match.
    """
    match, delivery = table_of(MatchRow).c, table_of(DeliveryRow)
    other = delivery.alias()
    told = select(match.structure_id).where(match.opportunity_id == kept)
    numbers = select(match.id).where(match.opportunity_id == kept, match.structure_id == delivery.c.structure_id)
    theirs = (other.c.channel == delivery.c.channel) & (other.c.recipient == delivery.c.recipient)
    alert = (other.c.kind == DeliveryKind.ALERT.value) & other.c.match_id.in_(numbers)
    waiting = (
        delivery.c.next_at.is_not(None),
        delivery.c.structure_id.in_(told),
        delivery.c.dedupe_key.startswith(f"alert:{gone}:", autoescape=True),
        or_(delivery.c.recipient == "", exists().where(theirs, alert)),
    )
    ended = {"next_at": None, "settled_at": now, "outcome": "refused", "reason": ALREADY_TOLD}
    session.execute(update(delivery).where(*waiting).values(**ended))


def _keep_what_is_known(session: Session, kept: str, gone: str) -> None:
    both = load_opportunities(session, [kept, gone])
    here, there = both[kept], both[gone]
    facts = {
        "told": here.facts.get("told") or there.facts.get("told"),
        "sources": {**there.facts.get("sources", {}), **here.facts.get("sources", {})},
    }
    row = type(here)(
        here.id,
        min(here.created_at, there.created_at),
        here.procedure_id or there.procedure_id,
        here.announced_only and there.announced_only,
        here.closed or there.closed,
        facts,
    )
    put_opportunities(session, [row])
