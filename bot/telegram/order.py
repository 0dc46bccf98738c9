"""In order within a chat, chats side by side."""

import asyncio
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 256  # chats being answered
_WAITING = 1_000_000  # the library's own limit, which counts those that wait for their chat: none


@dataclass(slots=True)
class _Line:
    """Those of one chat, first come first served (asyncio.Lock is fair)."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Order(BaseUpdateProcessor):
    """A chat waits for its own answers only. A place is taken once it is the chat's turn, so that somebody who writes a
    hundred times takes one."""

    __slots__ = ("_lines", "_places")

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(_WAITING)
        self._places = asyncio.Semaphore(at_once)
        self._lines: dict[int, _Line] = {}

    @property
    def chats(self) -> int:
        """How many chats are being answered or wait."""
        return len(self._lines)

    def waiting(self, update: object) -> int:
        """How many of its chat wait behind it, or beside it."""
        line = self._lines.get(chat_of(update))
        return line.length - 1 if line else 0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = chat_of(update)
        line = self._lines.setdefault(chat, _Line())
        line.length += 1
        try:
            async with line.lock, self._places:
                await coroutine
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[chat]
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # one that was cancelled before its turn was never awaited


def chat_of(update: object) -> int:
    """The chat that an update belongs to: its topics keep one order. A person's own chat has the person's number."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0
