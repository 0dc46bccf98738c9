"""Rooms that are over are closed: the deadline has passed, nobody can answer any more, nobody is left to answer with.

What it finds of structures that were erased, or that left the network without their rooms, is erased too.
"""

from datetime import datetime, timedelta

from alerts.links.signed import Links
from alerts.messages.deadline import believable
from alerts.model.network import Room
from alerts.services import room_views, rooms
from alerts.services.replying import Replying
from alerts.store import network_people
from alerts.store import rooms as kept
from alerts.store.engine import Database, Session

LOOKED_BACK = timedelta(days=60)  # how long a closed room may open again


def close_over(database: Database, now: datetime, links: Links | None = None) -> int:
    """How many were closed; one that a correction gives more time opens again. Each room is one transaction, safe to
    repeat at any time, from several machines."""
    with database.read() as session:
        found = kept.open_rooms(session, now - LOOKED_BACK)
    made = room_views.reading(now, links)
    closed = 0
    for room in found:
        with database.write() as session:
            _tidy(session, room, now)
            closed += _settle(session, made, room.id, now)
    return closed


def _tidy(session: Session, room: Room, now: datetime) -> None:
    for one in room.members:
        if network_people.load_member(session, room.network_id, one) is None:
            rooms.leave_all(session, room.network_id, one, now)
    if kept.strangers_in(session, room.id):
        rooms.write_over(session, room.id)


def _settle(session: Session, made: Replying, room_id: int, now: datetime) -> bool:
    """True when it is closed now, and was not."""
    room = kept.load_room(session, room_id)
    if room is None:
        return False
    over, was = _over(session, made, room, now), room.closed_at is not None
    if over and not was:
        rooms.close(session, room_id, now)
    if was and not over:
        rooms.reopen(session, room_id)
    return over and not was


def _over(session: Session, made: Replying, room: Room, now: datetime) -> bool:
    """A date in 2049 closes nothing, nor does a lot without any."""
    case = room_views.case_of(session, made, room, now) if len(room.members) > 1 else None
    if case is None or case.closed is not None:
        return True
    return case.deadline is not None and believable(case.deadline, now) and case.deadline.at <= now
