"""Telling a group what happens in its room, through its structures: who joins, who leaves and that all agree at once;
what changes otherwise gathered, the next morning, at most once a day."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.model.network import Room
from alerts.model.rhythm import soonest, zone_of
from alerts.services import audience
from alerts.services.audience import Listener
from alerts.store.engine import Session

JOINED, LEFT, CHANGED, AGREED = "joined", "left", "changed", "agreed"
Cause = dict[str, object]


def tell_joined(session: Session, room: Room, structure_id: str, now: datetime) -> int:
    """The others: this one is in. How many messages are new."""
    about = f"joined:{structure_id}:{now:%Y%m%d%H%M}"
    return _tell(session, room, _others(room, structure_id), about, _cause(room, JOINED, structure_id), now)


def tell_left(session: Session, room: Room, structure_id: str, name: str, now: datetime) -> int:
    """Those who stay. `name`: of who left, that is in the room no more."""
    about = f"left:{structure_id}:{now:%Y%m%d%H%M}"
    cause = {**_cause(room, LEFT, structure_id), "name": name}
    return _tell(session, room, _others(room, structure_id), about, cause, now)


def tell_agreed(session: Session, room: Room, mark: str, now: datetime) -> int:
    """All of them: everybody agrees to this sharing, told once."""
    return _tell(session, room, room.members, f"agreed:{mark}", _cause(room, AGREED) | {"mark": mark}, now)


def tell_changed(session: Session, room: Room, structure_id: str, now: datetime) -> int:
    """The others, tomorrow morning by their own clock, whatever else changes until then."""
    told = audience.recipients_of(session, _others(room, structure_id))
    cause = _cause(room, CHANGED) | {"since": now.isoformat()}  # of the first change: the first row holds
    owed = [
        _owed(room, inside, one, f"changed:{_morning(one, now):%Y%m%d}", cause, _morning(one, now))
        for inside, listeners in told.items()
        for one in listeners
        if one.recipient.key  # a folder opens no room
    ]
    return book.owe(session, owed, now)


def _tell(session: Session, room: Room, to: Iterable[str], about: str, cause: Cause, now: datetime) -> int:
    told = audience.recipients_of(session, list(to))
    owed = [
        _owed(room, inside, one, about, cause, soonest(one.preference, now, paused_until=one.paused_until))
        for inside, listeners in told.items()
        for one in listeners
        if one.recipient.key
    ]
    return book.owe(session, owed, now)


def _owed(room: Room, structure_id: str, to: Listener, about: str, cause: Cause, due: datetime) -> Owed:
    whom = to.recipient
    key = f"room:{room.id}:{about}:{structure_id}:{whom.channel}:{whom.key}"
    return Owed(structure_id, whom.channel, DeliveryKind.CALL, cause, key, due, whom.key, rank=Rank.SOON)


def _cause(room: Room, what: str, structure_id: str = "") -> Cause:
    by: Cause = {"by": structure_id} if structure_id else {}
    return {"room": room.id, "what": what, "network": room.network_id, **by}


def _morning(to: Listener, now: datetime) -> datetime:
    """Of tomorrow, at the hour that they chose."""
    zone = zone_of(to.preference)
    day = now.astimezone(zone).date() + timedelta(days=1)
    at = datetime.combine(day, time(to.preference.hour), zone).astimezone(UTC)
    return soonest(to.preference, at, paused_until=to.paused_until)


def _others(room: Room, structure_id: str) -> tuple[str, ...]:
    return tuple(one for one in room.members if one != structure_id)
