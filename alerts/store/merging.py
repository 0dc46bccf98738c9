"""Two opportunities that turn out to be one."""

from datetime import datetime

from sqlalchemy import delete, select, update

from alerts.store.engine import Session
from alerts.store.opportunities import load_opportunities, put_opportunities
from alerts.store.tables import DeliveryRow, IdentityRow, MatchRow, NoticeRow, OpportunityRow
from alerts.store.writing import table_of

ALREADY_TOLD = "même consultation qu'une autre alerte, déjà due à cette structure"


def merge_into(session: Session, kept: str, gone: str, now: datetime) -> None:
    """Everything of `gone` becomes of `kept`; a structure that both concerned keeps the match of `kept`.

    An alert of `gone` that still waits for such a structure is settled as refused: the same opportunity is told once.
    """
    _drop_second_alerts(session, kept, gone, now)
    _drop_second_matches(session, kept, gone)
    for row in (MatchRow, NoticeRow, IdentityRow):
        table = table_of(row)
        session.execute(update(table).where(table.c.opportunity_id == gone).values(opportunity_id=kept))
    _keep_what_is_known(session, kept, gone)
    opportunity = table_of(OpportunityRow)
    session.execute(delete(opportunity).where(opportunity.c.id == gone))


def _drop_second_matches(session: Session, kept: str, gone: str) -> None:
    match = table_of(MatchRow)
    there = select(match.c.structure_id).where(match.c.opportunity_id == kept)
    session.execute(delete(match).where(match.c.opportunity_id == gone, match.c.structure_id.in_(there)))


def _drop_second_alerts(session: Session, kept: str, gone: str, now: datetime) -> None:
    """Alerts of `gone` not sent yet, for structures that have a match in `kept`."""
    match, delivery = table_of(MatchRow).c, table_of(DeliveryRow)
    told = select(match.structure_id).where(match.opportunity_id == kept)
    waiting = (
        delivery.c.next_at.is_not(None),
        delivery.c.structure_id.in_(told),
        delivery.c.dedupe_key.startswith(f"alert:{gone}:", autoescape=True),
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
