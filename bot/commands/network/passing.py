"""Buttons that the screens of `/diffuser` share."""

from alerts.model.network import Broadcast
from bot.chat.actions import BROADCAST
from bot.chat.screen import Button
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.network.broadcast_lines import title_of

SPACE = BROADCAST


def button(label: str, action: str, *args: str | int) -> Button:
    return Button(label, pack(SPACE, action, *args))


def named(talk: Talk, broadcast: Broadcast) -> str:
    """What it is about, plain text: what was written, or the title of the notice."""
    with talk.house.database.read() as session:
        return title_of(session, broadcast)
