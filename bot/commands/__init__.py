"""What people can ask for in the chat: one file a command, and this list, in the order of the menu."""

from bot.chat.command import Command
from bot.commands.aide import Aide

COMMANDS: tuple[Command, ...] = (Aide(),)
