"""The dispatcher on the line: reads the updates of the local Bot API, one at a time, in a thread with its own loop.

`undone` are those that a process which died here would deal with again.
"""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from telegram import Bot, Update

from alerts.services import inbox
from bot.chat.command import Command
from bot.commands import COMMANDS
from bot.telegram.answering import Written
from bot.telegram.dispatch import Dispatcher
from bot.wiring import House
from tests.telegram_api.server import TOKEN, BotApi


class Line:
    """`troubles` holds what the dispatcher raised: the application would try again."""

    def __init__(self, house: House, api: BotApi, commands: Sequence[Command], typed: Written | None) -> None:
        self.troubles: list[Exception] = []
        self.undone: list[int] = []
        self.heard = 0
        self._house = house
        self._dispatcher = Dispatcher(house, commands, typed)
        self._bot = Bot(TOKEN, base_url=f"{api.base}/bot", base_file_url=f"{api.base}/file/bot")
        self._over = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()

    async def _run(self) -> None:
        offset = 0
        async with self._bot:
            while not self._over.is_set():
                for update in await self._bot.get_updates(offset, timeout=1, allowed_updates=Update.ALL_TYPES):
                    offset = update.update_id + 1
                    await self._deal(update)

    async def _deal(self, update: Update) -> None:
        database, now = self._house.database, self._house.clock()
        await database.writing(inbox.keep, [(update.update_id, update.to_json())], now)
        try:
            await self._dispatcher(update, self._bot)
        except Exception as error:
            self.troubles.append(error)
        if await database.writing(inbox.begin, update.update_id):
            self.undone.append(update.update_id)
        self.heard += 1


@contextmanager
def on_the_line(
    house: House, api: BotApi, commands: Sequence[Command] = COMMANDS, typed: Written | None = None
) -> Iterator[Line]:
    line = Line(house, api, commands, typed)
    line.start()
    try:
        yield line
    finally:
        line.stop()
