"""What each screen of a room stands on: the room as of now, for one of the structures of whoever taps."""

from dataclasses import dataclass

from alerts.messages.message import Block, Message
from alerts.network.group import Act
from alerts.network.group_view import View
from alerts.services import people, room_views
from alerts.services.errors import NotAllowed
from alerts.services.room_rights import FOR_MANAGERS
from alerts.store.engine import Session
from bot.chat.actions import PARTNERS
from bot.chat.html import b, h
from bot.chat.screen import Button, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network.labels import number
from bot.commands.reply.paging import paged

IN_PRIVATE = "Un groupe se lit en privé : ouvrez notre conversation, et tapez /partenaires."
BACK = "⬅️ Retour au groupe"


@dataclass(frozen=True, slots=True)
class Floor:
    """`membership` names the structure in whose name they look: it stands in each button."""

    view: View
    membership: int

    @property
    def room_id(self) -> int:
        return self.view.room.id

    def data(self, action: str, *args: str | int) -> str:
        return pack(PARTNERS, action, self.room_id, self.membership, *args)

    def button(self, label: str, action: str, *args: str | int) -> Button:
        return Button(label, self.data(action, *args))

    @property
    def back(self) -> Button:
        return self.button(BACK, "r")

    def may(self, act: Act) -> bool:
        return act in self.view.acts

    def require(self, act: Act) -> None:
        """Before a screen that asks for something. Raises NotAllowed; the service checks again when it is done."""
        if not self.may(act):
            raise NotAllowed(FOR_MANAGERS)


def floor_of(session: Session, talk: Talk, tap: Tap) -> Floor:
    """`ROOM [MEMBERSHIP] …`; without a membership, their current structure when it is in. Raises Refusal, NotYours."""
    named = tap.number(1) if len(tap.args) > 1 else None
    structure_id = people.own(session, talk.person.id, named)[1].id if named is not None else None
    return standing(session, talk, number(tap), structure_id)


def standing(session: Session, talk: Talk, room_id: int, structure_id: str | None) -> Floor:
    """Raises NotYours."""
    made = room_views.reading(talk.now, talk.house.links)
    view = room_views.seen(session, made, talk.person.id, room_id, structure_id, talk.now)
    return Floor(view, people.member_for(session, talk.person.id, view.own).id)


def again(session: Session, talk: Talk, floor: Floor) -> Floor:
    """The same, once something was done. Raises NotYours."""
    return standing(session, talk, floor.room_id, floor.view.own)


def told(
    floor: Floor, title: str, blocks: tuple[Block, ...], rows: Rows, action: str, page: int = 0, note: str = ""
) -> Screen:
    """A message cut into pages; `action` leads to its other pages, whose number is the third argument. `note`: what
    was just done."""
    return paged(
        Message(title, "", blocks),
        page,
        lambda label, at: floor.button(label, action, at),
        rows,
        b(note) if note else "",
    )


def quoted(words: str) -> str:
    """What somebody typed, told back."""
    return f"<blockquote>{h(words)}</blockquote>"
