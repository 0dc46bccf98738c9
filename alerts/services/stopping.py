"""« Stop »: nothing more is sent to a person, on any channel, until they come back. Structures and answers stay."""

from datetime import datetime

from alerts.model.people import Membership
from alerts.services import digesting, people
from alerts.services.held_back import STOPPED as UNTIL
from alerts.store import leaving
from alerts.store import people as held
from alerts.store.engine import Session

WHY = "envois arrêtés par cette personne à ce moment-là"


def stop(session: Session, person_id: int, now: datetime) -> int:
    """For how many structures. What waits for them will not leave: it is found again in the list of their alerts."""
    mine = [membership for membership, _ in people.memberships_of(session, person_id)]
    held.put_pause(session, [one.id for one in mine], UNTIL)
    _drop_waiting(session, mine, person_id, now)
    return len(mine)


def resume(session: Session, person_id: int, now: datetime) -> bool:
    """They are told again from now on; False when they had not stopped. What was found meanwhile is not sent: it is in
    the list of their alerts."""
    stopped = [one for one, _ in people.memberships_of(session, person_id) if is_stopped(one)]
    _drop_waiting(session, stopped, person_id, now)
    held.put_pause(session, [one.id for one in stopped], None)
    digesting.in_step(session, [one.structure_id for one in stopped], now)
    return bool(stopped)


def is_stopped(membership: Membership) -> bool:
    """Not a pause with an end that people chose."""
    return membership.paused_until is not None and membership.paused_until >= UNTIL


def _drop_waiting(session: Session, memberships: list[Membership], person_id: int, now: datetime) -> None:
    for one in memberships:
        leaving.end_waiting(session, f"person:{person_id}", one.structure_id, now, WHY)
