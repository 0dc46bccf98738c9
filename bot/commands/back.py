"""The way back to the menu."""

from bot.chat.screen import Button
from bot.chat.taps import pack

MENU = Button("⬅️ Menu", pack("ai", "menu"))
