"""May the group answer, and what the notice and the code say of groups."""

from alerts.messages.network import room_parts as parts
from alerts.store.engine import Session
from bot.chat.screen import Reply
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import rows_of
from bot.commands.network.room.floor import floor_of, told


def shown(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rd ROOM MEMBERSHIP [PAGE]`. Raises NotYours."""
    floor = floor_of(session, talk, tap)
    return told(floor, "Le droit", tuple(parts.right(floor.view)), rows_of([], floor.back), "rd", tap.number(2) or 0)
