"""Beats that run once a slot, on one machine, whatever their number."""

from datetime import UTC, datetime, timedelta

from alerts.store import slots
from alerts.store.engine import Session

_ORIGIN = datetime(1970, 1, 1, tzinfo=UTC)


def take(session: Session, name: str, every: timedelta, now: datetime) -> bool:
    """True for the first who comes in a slot of `every`, who runs the beat `name`; False for the others.

    Slots are counted from 1970 (UTC): one of a day begins at midnight UTC, one of an hour on the hour. A beat that
    comes late does not push the next ones.
    """
    begun = (now - _ORIGIN) // every
    return slots.move(session, name, now, _ORIGIN + (begun + 1) * every)
