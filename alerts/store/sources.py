"""Where the reading of each source stands: what is due, who has it in hand, the requests still to be made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select, update

from alerts.store.engine import Session
from alerts.store.tables import PendingRequestRow, SourceStateRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, insert_rows, table_of
from scrapers.source import Request

_states = table_of(SourceStateRow)
_pending = table_of(PendingRequestRow)
_s = _states.c
_p = _pending.c


@dataclass(frozen=True, slots=True)
class SourceState:
    """`turn` is the fencing token of whoever reads it; `reading_until` the end of the period being read, or None."""

    name: str
    next_check_at: datetime
    turn: int
    reading_until: datetime | None
    last_complete: datetime | None
    last_success: datetime | None
    last_item: date | None
    failures: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Pending:
    """A request still to be made, and how many times it failed. `first`: it began the reading."""

    id: int
    request: Request
    first: bool
    tries: int


def make_known(session: Session, names: Iterable[str], now: datetime) -> None:
    """Sources never read before are due at once."""
    rows = [{"name": name, "next_check_at": now, "turn": 0, "failures": 0} for name in names]
    insert_new(session, SourceStateRow, rows, ["name"], returning=["name"])


def claim_source(session: Session, name: str, now: datetime, until: datetime, *, force: bool) -> SourceState | None:
    """Take the source until then if it is due (or anyway, if `force`): one reader at a time wins."""
    statement = update(_states).where(_s.name == name)
    if not force:
        statement = statement.where(_s.next_check_at <= now)
    taken = statement.values(next_check_at=until, turn=_s.turn + 1).returning(*_s)
    row = session.execute(taken).first()
    return SourceState(**row._mapping) if row else None


def update_if_mine(session: Session, state: SourceState, **changes: object) -> bool:
    """Change the state of a source in hand. False when another reader took it over: then nothing may be kept."""
    mine = update(_states).where(_s.name == state.name, _s.turn == state.turn)
    return session.execute(mine.values(**changes).returning(_s.name)).first() is not None


def states(session: Session) -> dict[str, SourceState]:
    """By name."""
    return {row.name: SourceState(**row._mapping) for row in session.execute(select(*_s))}


def push_requests(session: Session, source: str, requests: Sequence[Request], *, first: bool) -> None:
    """To be made next, in this order, before those that wait already."""
    common = {"source": source, "first": first, "tries": 0}
    rows = [{**common, "content": to_json(Request, one)} for one in reversed(requests)]
    insert_rows(session, PendingRequestRow, rows)


def next_request(session: Session, source: str) -> Pending | None:
    query = select(*_p).where(_p.source == source).order_by(_p.id.desc()).limit(1)
    row = session.execute(query).first()
    return Pending(row.id, from_json(Request, row.content), row.first, row.tries) if row else None


def drop_request(session: Session, pending: Pending) -> None:
    """It was answered."""
    session.execute(delete(_pending).where(_p.id == pending.id))


def drop_all_requests(session: Session, source: str) -> None:
    session.execute(delete(_pending).where(_p.source == source))


def count_try(session: Session, pending: Pending) -> None:
    """It failed once more."""
    session.execute(update(_pending).where(_p.id == pending.id).values(tries=_p.tries + 1))


def count_pending(session: Session) -> dict[str, int]:
    """Source → how many requests it still has to make."""
    query = select(_p.source, func.count()).group_by(_p.source)
    return {row[0]: row[1] for row in session.execute(query)}
