"""The queue between Telegram and the handling of updates, kept in the database before anything is acknowledged.

The library's polling loop awaits `get_updates`, then `put` for each update, before it asks for the next ones, which is
what acknowledges them (`telegram.ext.Updater`, `polling_action_cb`; a test holds it to that). `received` keeps a whole
answer at once; `put` keeps what comes alone: the webhook answers 200 after it.
"""

import asyncio
import json
import logging
from collections.abc import Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.telegram.booking import Booking

logger = logging.getLogger(__name__)

IN_MEMORY = 2000  # updates under way; beyond, Telegram keeps the rest (24 hours)


class InboxUnusable(TelegramError):
    """The update is not kept: to be asked for again. An error of the library, whose polling loop tries again later."""


class Inbox(asyncio.Queue[object]):
    """`put` and `received` raise InboxUnusable. What came before, or comes twice, is dropped."""

    def __init__(self, booking: Booking, in_memory: int = IN_MEMORY) -> None:
        super().__init__()
        self._booking, self._most = booking, in_memory
        self._under_way = 0
        self._room = asyncio.Event()
        self._room.set()
        self._to_queue: set[int] = set()  # kept, and not queued yet
        self._unsure: set[int] = set()  # perhaps kept (the database failed), surely not queued

    async def received(self, updates: Sequence[Update]) -> None:
        """Keep these in one transaction; each is still to be `put`."""
        if updates:
            await self._keep(updates)

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            await self._room.wait()
            if item.update_id not in self._to_queue:
                await self._keep([item])
            if item.update_id not in self._to_queue:
                return
            self._to_queue.discard(item.update_id)
        await super().put(item)

    async def put_what_waits(self, bot: Bot) -> int:
        """What an earlier process left, before anything new. How many."""
        held = await self._booking.waiting()
        for one in held:
            try:
                update = Update.de_json(json.loads(one.content), bot)
            except Exception as error:  # written by another version of the library
                logger.error("update %d cannot be read any more (%s): it is put aside", one.id, type(error).__name__)
                await self._booking.done(one.id)
            else:
                await super().put(update)
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

    async def _keep(self, updates: Sequence[Update]) -> None:
        numbers = {update.update_id for update in updates}
        try:
            new = await self._booking.keep([(update.update_id, update.to_json()) for update in updates])
        except Exception as error:
            self._unsure |= numbers
            logger.error("%d updates could not be kept (%s): we ask again", len(numbers), type(error).__name__)
            raise InboxUnusable("the inbox cannot be written") from error
        self._to_queue |= new | (self._unsure & numbers)
        self._unsure -= numbers
