"""The queue between Telegram and the handling of updates, kept in the database before anything is acknowledged.

The library's polling loop awaits `put` for each update before it asks for the next ones, which is what acknowledges
them (`telegram.ext.Updater`, `polling_action_cb`; a test holds it to that). The webhook answers 200 after `put`.
"""

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from telegram import Bot, Update
from telegram.error import TelegramError

from alerts.services import inbox

if TYPE_CHECKING:
    from bot.wiring import House

logger = logging.getLogger(__name__)

IN_MEMORY = 2000  # updates under way; beyond, Telegram keeps the rest (24 hours)


class InboxUnusable(TelegramError):
    """The update is not kept: to be asked for again. An error of the library, whose polling loop tries again later."""


class Inbox(asyncio.Queue[object]):
    """`put` raises InboxUnusable. What came before, or comes twice, is dropped."""

    def __init__(self, house: "House", in_memory: int = IN_MEMORY) -> None:
        super().__init__()
        self._house, self._most = house, in_memory
        self._under_way = 0
        self._room = asyncio.Event()
        self._room.set()
        self._unsure: set[int] = set()  # the database failed: perhaps kept, surely not queued

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            await self._room.wait()
            if not await self._keep(item):
                return
        await super().put(item)

    async def put_what_waits(self, bot: Bot) -> int:
        """What an earlier process left, before anything new. How many. Forgets old numbers on the way."""
        held = await self._house.database.writing(inbox.waiting, self._house.clock())
        for one in held:
            await super().put(Update.de_json(json.loads(one.content), bot))
        await self._house.database.writing(inbox.sweep, self._house.clock())
        return len(held)

    def _put(self, item: object) -> None:
        super()._put(item)
        self._under_way += 1
        if self._under_way >= self._most:
            self._room.clear()

    def task_done(self) -> None:
        super().task_done()
        self._under_way -= 1
        if self._under_way < self._most:
            self._room.set()

    async def _keep(self, update: Update) -> bool:
        """Whether it is to be dealt with."""
        number = update.update_id
        try:
            new = await self._house.database.writing(inbox.keep, [(number, update.to_json())], self._house.clock())
        except Exception as error:
            self._unsure.add(number)
            logger.error("update %d could not be kept (%s): it will be asked for again", number, type(error).__name__)
            raise InboxUnusable("the inbox cannot be written") from error
        unsure = number in self._unsure
        self._unsure.discard(number)
        return bool(new) or unsure
