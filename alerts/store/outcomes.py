"""What became of what was answered: who is still to be asked, what was asked, and the figures by structure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from alerts.model.delivery import DeliveryKind
from alerts.model.reply import Outcome
from alerts.model.response import ResponseStatus
from alerts.store.engine import Session
from alerts.store.reply_tables import OutcomeRow, WorkRow
from alerts.store.tables import DeliveryRow, MatchRow, OpportunityRow
from alerts.store.values import from_json
from alerts.store.writing import parts, table_of

_matches, _outcomes = table_of(MatchRow), table_of(OutcomeRow)
_opportunities = table_of(OpportunityRow)
_m, _o, _d = _matches.c, _outcomes.c, table_of(DeliveryRow).c
_SAID = (ResponseStatus.ANSWERING.value, ResponseStatus.TOGETHER.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that was owed. `stage` and `turn` as in its cause; `refused`: it never left; `waiting`: not yet."""

    stage: str
    turn: int
    refused: bool
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one structure over a period. `answered`: waiting, won and lost together."""

    answered: int = 0
    won: int = 0
    lost: int = 0
    not_answered: int = 0


def to_ask(session: Session, since: datetime) -> list[int]:
    """Matches whose structure said since then that it answers, or keeps it and prepared something, whose end is not
    known, and that nobody cancelled; in the order of their numbers."""
    prepared = exists().where(table_of(WorkRow).c.match_id == _m.id)
    interested = or_(_m.status.in_(_SAID), and_(_m.status == ResponseStatus.KEPT.value, prepared))
    open_end = or_(_o.outcome.is_(None), _o.outcome == Outcome.WAITING.value)
    going = or_(_opportunities.c.closed.is_(None), _opportunities.c.closed != "cancelled")
    query = (
        select(_m.id)
        .join(_opportunities, _opportunities.c.id == _m.opportunity_id)
        .outerjoin(_outcomes, _o.match_id == _m.id)
        .where(interested, open_end, going, _m.status_at >= since)
    )
    return list(session.execute(query.order_by(_m.id)).scalars())


def asked(session: Session, match_ids: Collection[int]) -> dict[int, list[Asked]]:
    """Match → the questions owed about it, whoever they were for."""
    found: dict[int, list[Asked]] = {}
    for some in parts(match_ids):
        query = select(_d.match_id, _d.cause, _d.outcome).where(_d.match_id.in_(some))
        for row in session.execute(query.where(_d.kind == DeliveryKind.OUTCOME.value).order_by(_d.id)):
            cause = from_json(dict, row.cause)
            one = Asked(str(cause["stage"]), int(cause["turn"]), row.outcome == "refused", row.outcome is None)
            found.setdefault(row.match_id, []).append(one)
    return found


def tallies(session: Session, structure_ids: Collection[str], since: date, until: date) -> dict[str, Tally]:
    """Structure → what it said between these days (`until` not counted). Those that said nothing are left out."""
    found: dict[str, Tally] = {}
    for some in parts(structure_ids):
        query = (
            select(_m.structure_id, *(_counted(one) for one in Outcome))
            .join(_outcomes, _o.match_id == _m.id)
            .where(_m.structure_id.in_(some), _o.said_on >= since, _o.said_on < until)
            .group_by(_m.structure_id)
        )
        for row in session.execute(query):
            answered = row.waiting + row.won + row.lost
            found[row.structure_id] = Tally(answered, row.won, row.lost, row.not_answered)
    return found


def _counted(outcome: Outcome) -> Any:
    return func.count(_o.match_id).filter(_o.outcome == outcome.value).label(outcome.value)
