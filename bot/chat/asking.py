"""What a command must know of a chat of Telegram before it can answer: it asks, and is called again with the answer.

Nothing that somebody writes is believed of a chat: who runs it, and whether the bot may write there, are asked of
Telegram at that moment.
"""

from dataclasses import dataclass

from alerts.services.network_chats import Found

Chat = int | str  # its number, or « @name »


@dataclass(frozen=True, slots=True)
class Looked:
    """`found` None: Telegram knows no such chat, or shows nothing of it to the bot."""

    chat: Chat
    found: Found | None


class AskTelegram(Exception):
    """Raised by a command, which does nothing before; it is called again once, with `Talk.looked`."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        super().__init__("a chat of Telegram must be looked at first")
