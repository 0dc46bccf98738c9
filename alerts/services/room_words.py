"""What is told of a group, on the day when it is sent: as it is then, and not as it was."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from alerts.messages.message import Message
from alerts.messages.network import room as words
from alerts.model.delivery import Later, Refused
from alerts.model.network import Room
from alerts.model.people import Role
from alerts.network.group import mark_of
from alerts.network.group_view import View
from alerts.services import room_telling, room_views
from alerts.services.due import NOTHING_LEFT, OVER, Due
from alerts.services.errors import NotYours
from alerts.services.replying import Replying
from alerts.services.room_rights import Inside
from alerts.store import network_people
from alerts.store import rooms as kept
from alerts.store.engine import Session

OUT = "la structure ne fait plus partie de ce groupe"
CHANGED_SINCE = "le groupe a changé depuis : ce message n'a plus lieu d'être"

Cause = dict[str, Any]


def message(session: Session, made: Replying, one: Due, now: datetime) -> Message | Refused | Later:
    """Of a row of kind CALL whose cause holds a `room`."""
    cause = one.row.cause
    room = kept.load_room(session, int(str(cause["room"])))
    if room is None:
        return Refused(NOTHING_LEFT)
    if one.structure.id not in room.members or not _in_network(session, room, one.structure.id):
        return Refused(OUT)
    if room.closed_at is not None and cause["what"] != room_telling.LEFT:
        return Refused(OVER)
    try:
        view = room_views.view(session, made, Inside(room, one.structure.id, Role.MEMBER, 0), now)
    except NotYours:
        return Refused(NOTHING_LEFT)
    if view.case.deadline is not None and view.case.deadline.at <= now:
        return Refused(OVER)
    return _WRITERS[str(cause["what"])](session, view, cause, now)


def _in_network(session: Session, room: Room, structure_id: str) -> bool:
    return network_people.load_member(session, room.network_id, structure_id) is not None


def _joined(session: Session, view: View, cause: Cause, now: datetime) -> Message | Refused:  # noqa: ARG001
    if cause["by"] not in view.room.members:
        return Refused(CHANGED_SINCE)
    return words.joined_message(view, cause["by"], now)


def _left(session: Session, view: View, cause: Cause, now: datetime) -> Message | Refused:  # noqa: ARG001
    if cause["by"] in view.room.members:  # it came back
        return Refused(CHANGED_SINCE)
    return words.left_message(view, cause["name"], now)


def _agreed(session: Session, view: View, cause: Cause, now: datetime) -> Message | Refused:  # noqa: ARG001
    if not view.everybody or mark_of(view.room) != cause["mark"]:
        return Refused(CHANGED_SINCE)
    return words.agreed_message(view, now)


def _changed(session: Session, view: View, cause: Cause, now: datetime) -> Message | Refused:
    did = kept.changes_since(session, view.room.id, datetime.fromisoformat(cause["since"]))
    others = [(one.structure_id, one.what) for one in did if one.structure_id != view.own and one.what in words.TOLD]
    return words.changed_message(view, others, now) if others else Refused(CHANGED_SINCE)


_Writer = Callable[[Session, View, Cause, datetime], Message | Refused]
_WRITERS: dict[str, _Writer] = {
    room_telling.JOINED: _joined,
    room_telling.LEFT: _left,
    room_telling.CHANGED: _changed,
    room_telling.AGREED: _agreed,
}
