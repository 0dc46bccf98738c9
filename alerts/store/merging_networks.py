"""What networks hold of two opportunities that turn out to be one: lots told, calls for partners, rooms, proposals."""

from typing import Any

from sqlalchemy import Row, delete, func, select, update

from alerts.store.engine import Session
from alerts.store.network_tables import RadarToldRow
from alerts.store.partner_tables import CallRow, CandidateRow, ProposalRow, RoomRow
from alerts.store.territory_tables import SeenRow
from alerts.store.writing import table_of

_told, _proposals, _rooms = table_of(RadarToldRow), table_of(ProposalRow), table_of(RoomRow)
_calls, _candidates, _seen = table_of(CallRow), table_of(CandidateRow), table_of(SeenRow)
_ANSWERS = ("answer", "answered_at", "seeker_answer", "seeker_answered_at")


def merge_into(session: Session, kept: str, gone: str) -> None:
    """Everything of `gone` becomes of `kept`. What was seen of `gone` in its territory is forgotten: `kept` is read
    again, with the notices of both."""
    _told_lots(session, kept, gone)
    _calls_for_partners(session, kept, gone)
    session.execute(update(_rooms).where(_rooms.c.opportunity_id == gone).values(opportunity_id=kept))
    _proposed(session, kept, gone)
    session.execute(delete(_seen).where(_seen.c.opportunity_id == gone))


def _told_lots(session: Session, kept: str, gone: str) -> None:
    """Told of either at eight days is told at eight days."""
    first, second = _told.alias(), _told.alias()
    same = (second.c.network_id == first.c.network_id) & (second.c.lot == first.c.lot)
    columns = (first.c.network_id, first.c.lot, first.c.stage.label("here"), second.c.stage.label("there"), second.c.at)
    both = select(*columns).join(second, same).where(first.c.opportunity_id == kept, second.c.opportunity_id == gone)
    for row in session.execute(both).all():
        mine = (_told.c.network_id == row.network_id, _told.c.lot == row.lot)
        if row.there < row.here:
            nearer = update(_told).where(*mine, _told.c.opportunity_id == kept)
            session.execute(nearer.values(stage=row.there, at=row.at))
        session.execute(delete(_told).where(*mine, _told.c.opportunity_id == gone))
    session.execute(update(_told).where(_told.c.opportunity_id == gone).values(opportunity_id=kept))


def _calls_for_partners(session: Session, kept: str, gone: str) -> None:
    """Of two calls of one member on one lot, the older stays, with whom both were proposed to and what they said."""
    first, second = _calls.alias(), _calls.alias()
    same = (
        (second.c.network_id == first.c.network_id)
        & (second.c.structure_id == first.c.structure_id)
        & (second.c.lot == first.c.lot)
    )
    both = select(first.c.id.label("here"), second.c.id.label("there")).join(second, same)
    pairs = session.execute(both.where(first.c.opportunity_id == kept, second.c.opportunity_id == gone)).all()
    for pair in pairs:
        older, younger = _by_age(session, pair.here, pair.there)
        _join(session, older, younger)
    session.execute(update(_calls).where(_calls.c.opportunity_id == gone).values(opportunity_id=kept))


def _by_age(session: Session, *ids: int) -> tuple[Row[Any], Row[Any]]:
    found = session.execute(select(*_calls.c).where(_calls.c.id.in_(ids)).order_by(_calls.c.opened_at, _calls.c.id))
    older, younger = found.all()
    return older, younger


def _join(session: Session, older: Row[Any], younger: Row[Any]) -> None:
    """One that is still open keeps them open; a room is nobody's twice."""
    _join_candidates(session, older.id, younger.id)
    if not session.execute(select(_rooms.c.id).where(_rooms.c.call_id == older.id)).first():
        session.execute(update(_rooms).where(_rooms.c.call_id == younger.id).values(call_id=older.id))
    if younger.closed_at is None:
        session.execute(update(_calls).where(_calls.c.id == older.id).values(closed_at=None))
    session.execute(delete(_calls).where(_calls.c.id == younger.id))


def _join_candidates(session: Session, older: int, younger: int) -> None:
    """Those of the younger come after those of the older. Where both asked somebody, an answer holds."""
    call, who = _candidates.c.call_id, _candidates.c.structure_id
    known = {row.structure_id: row for row in session.execute(select(*_candidates.c).where(call == older))}
    last = max((row.rank for row in known.values()), default=0)
    for row in session.execute(select(*_candidates.c).where(call == younger).order_by(_candidates.c.rank)).all():
        before = known.get(row.structure_id)
        if before is None:
            moved = update(_candidates).where(call == younger, who == row.structure_id)
            session.execute(moved.values(call_id=older, rank=last + row.rank))
        else:
            said = {name: getattr(row, name) for name in _ANSWERS if getattr(before, name) is None}
            session.execute(update(_candidates).where(call == older, who == row.structure_id).values(**said))


def _proposed(session: Session, kept: str, gone: str) -> None:
    """Once: that of `kept`."""
    other = _proposals.alias()
    key = ("network_id", "structure_id", "lot", "how")
    same = [other.c[name] == _proposals.c[name] for name in key]
    twice = select(func.count()).where(other.c.opportunity_id == kept, *same).correlate(_proposals).scalar_subquery()
    session.execute(delete(_proposals).where(_proposals.c.opportunity_id == gone, twice > 0))
    session.execute(update(_proposals).where(_proposals.c.opportunity_id == gone).values(opportunity_id=kept))
