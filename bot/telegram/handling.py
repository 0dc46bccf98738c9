"""One update, from its turn in its chat until nothing of it is left to do."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ContextTypes

from bot.telegram.booking import Booking
from bot.telegram.incidents import Incidents
from bot.telegram.order import chat_of

logger = logging.getLogger(__name__)

Handle = Callable[[Update, Bot], Awaitable[None]]

PAUSES = (2.0, 10.0, 60.0)  # seconds, when Telegram or the database does not answer
CROWD = 100  # of one chat; answered one a second, they would fill the memory that all chats share
CROWDED = "Vous m’écrivez plus vite que je ne réponds : je n’ai lu que vos derniers messages. Renvoyez ce qui manque."
_FOR_GOOD = (BadRequest, Forbidden, InvalidToken)  # asking again changes nothing (BadRequest is a NetworkError here)


class Handling:
    """Calls `handle` once an update, again when an answer could not be sent for a reason that may pass.

    `waiting` says how many of the same chat wait: of a crowd, the oldest are left without an answer, so that nobody
    shuts the chat to others. After `stop()`, what was not begun stays in the inbox. What `handle` raises is an
    incident, and the update is done.
    """

    def __init__(
        self,
        booking: Booking,
        handle: Handle,
        incidents: Incidents,
        pauses: tuple[float, ...] = PAUSES,
        waiting: Callable[[Update], int] = lambda _update: 0,
    ) -> None:
        self._booking, self._handle, self._incidents, self._pauses = booking, handle, incidents, pauses
        self._waiting = waiting
        self._crowded: set[int] = set()
        self._stopping = asyncio.Event()
        self.in_hand: set[asyncio.Task[Any]] = set()

    def stop(self) -> None:
        self._stopping.set()

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A callback of the library."""
        task = asyncio.current_task()
        if self._stopping.is_set() or task is None:
            return
        self.in_hand.add(task)
        try:
            await self._deal_with(update, context.bot)
        finally:
            self.in_hand.discard(task)

    async def _deal_with(self, update: Update, bot: Bot) -> None:
        number = update.update_id
        if self._waiting(update) > CROWD:
            await self._surely(number, self._booking.done)
            await self._say_crowded(update, bot)
            return
        self._crowded.discard(chat_of(update))
        if not await self._surely(number, self._booking.begin):
            return
        if await self._answered(update, bot):
            await self._surely(number, self._booking.done)

    async def _say_crowded(self, update: Update, bot: Bot) -> None:
        """Once a crowd."""
        chat = update.effective_chat
        if chat is None or chat.id in self._crowded:
            return
        self._crowded.add(chat.id)
        logger.warning("more than %d updates of one chat wait: the oldest are left without an answer", CROWD)
        if chat.type == chat.PRIVATE:
            with suppress(TelegramError):  # they are heard again anyway
                await bot.send_message(chat.id, CROWDED)

    async def _answered(self, update: Update, bot: Bot) -> bool:
        """False when we stop before the answer could be sent: the next process will."""
        for pause in (*self._pauses, None):
            try:
                await self._handle(update, bot)
            except Exception as error:
                if pause is None or not isinstance(error, TelegramError) or isinstance(error, _FOR_GOOD):
                    await self._incidents.tell(error, update)
                    return True
                logger.warning("update %d not answered yet (%s)", update.update_id, type(error).__name__)
                if await self._stopped_within(pause):
                    return False
            else:
                return True
        raise AssertionError("the last pause is None")

    async def _surely(self, number: int, write: Callable[[int], Awaitable[bool | None]]) -> bool:
        """A write that outlives a database that restarts. False: it did not come back, and the update waits."""
        for pause in (*self._pauses, None):
            try:
                return await write(number) is not False
            except Exception as error:
                logger.error("the inbox cannot note update %d (%s)", number, type(error).__name__)
                if pause is None or await self._stopped_within(pause):
                    return False
        return False

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True
