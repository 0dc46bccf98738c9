"""The chat, from its start to its stop. Telegram may be down meanwhile: the rest of the process never waits for it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from starlette.routing import Route
from telegram import Update
from telegram.constants import UpdateType
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, TypeHandler, Updater

from bot.chat.command import Command
from bot.telegram.booking import Booking
from bot.telegram.handling import Handle, Handling
from bot.telegram.inbox import Inbox
from bot.telegram.incidents import Incidents
from bot.telegram.menu import introduce
from bot.telegram.order import Order
from bot.telegram.polling import SECONDS, Readings
from bot.telegram.speaking import VigieBot
from bot.telegram.trouble import BadToken, BadWebhook, ChatTrouble
from bot.telegram.webhook import webhook_route

if TYPE_CHECKING:
    from bot.wiring import House

logger = logging.getLogger(__name__)

UPDATES = (UpdateType.MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MY_CHAT_MEMBER)
LAST_WORDS = 20.0  # seconds for what is in hand, when the process stops
LAST_READING = 10.0  # seconds to tell Telegram what was read
LONGEST_PAUSE = 30.0  # seconds between two tries when Telegram is down


@asynccontextmanager
async def chat(
    house: "House", bot: VigieBot, handle: Handle, commands: Sequence[Command], stopping: asyncio.Event
) -> AsyncIterator["Chat"]:
    """The chat, open until the end of the block. `handle` is given each update, one at a time in a chat.

    Raises NoSecret at once. What stops the chat later (a refused token, another reader) sets `stopping`, and is raised
    as ChatTrouble at the end of the block.
    """
    talking = Chat(house, bot, handle, commands, stopping)
    try:
        await talking.open()
        yield talking
    finally:
        await talking.close()
    if talking.trouble:
        raise talking.trouble


class Chat:
    """`ready` is set when updates are received; `routes` are to be served when the host chose a webhook."""

    def __init__(
        self, house: "House", bot: VigieBot, handle: Handle, commands: Sequence[Command], stopping: asyncio.Event
    ) -> None:
        settings = house.settings
        self.house, self.bot = house, bot
        self.trouble: ChatTrouble | None = None
        self.ready = asyncio.Event()
        self._settings, self._commands, self._stopping = settings.telegram, commands, stopping
        self.incidents = Incidents(bot, house.clock, settings.telegram.operator_chat, settings.vigie.contact)
        booking = Booking(house.database, house.clock)
        self._order = Order()
        self._handling = Handling(booking, handle, self.incidents, waiting=self._order.waiting)
        self._inbox = Inbox(booking)
        self.routes: tuple[Route, ...] = ()
        if self._settings.webhook_url:
            self.routes = (webhook_route(self._settings, self._inbox, bot),)
        self._application = self._built()
        self._tasks: list[asyncio.Task[None]] = []

    def _built(self) -> "Application[Any, Any, Any, Any, Any, Any]":
        builder: Any = ApplicationBuilder().job_queue(None).concurrent_updates(self._order)
        if self._settings.webhook_url:
            builder = builder.bot(self.bot).update_queue(self._inbox).updater(None)
        else:
            builder = builder.updater(Updater(self.bot, self._inbox))
        application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        application.add_handler(TypeHandler(Update, self._handling))
        return application

    async def open(self) -> None:
        """What waits is queued, then Telegram is called, in the background."""
        left = await self._inbox.put_what_waits(self.bot)
        if left:
            logger.info("%d updates wait since the last stop", left)
        self._tasks.append(asyncio.create_task(self._connect(), name="chat"))

    async def _connect(self) -> None:
        try:
            await self._until_it_answers(self._application.initialize)
            self.house.bot_name = self.bot.username
            await self._application.start()
            await self._listen()
        except InvalidToken:
            self._fail(BadToken())
        except ChatTrouble as trouble:
            self._fail(trouble)
        except Exception as error:
            await self.incidents.tell(error)
            self._fail(ChatTrouble())
        else:
            logger.info("the chat is open")
            self.ready.set()
            await introduce(self.bot, self._commands)

    async def _listen(self) -> None:
        updater = self._application.updater
        if updater is None:
            await self._until_it_answers(self._set_webhook)
            return
        self.bot.note_readings(Readings(self._fail), self._inbox.received)
        await updater.start_polling(
            timeout=SECONDS, bootstrap_retries=-1, allowed_updates=UPDATES, error_callback=lambda _error: None
        )

    async def _set_webhook(self) -> None:
        secret = self._settings.webhook_secret.get_secret_value()
        try:
            await self.bot.set_webhook(self._settings.webhook_url, allowed_updates=UPDATES, secret_token=secret)
        except BadRequest as error:
            raise BadWebhook from error

    async def _until_it_answers(self, call: Callable[[], Awaitable[None]]) -> None:
        pause = 1.0
        while True:
            try:
                return await call()
            except InvalidToken:
                raise
            except TelegramError as error:
                logger.warning("Telegram does not answer (%s): again in %d s", type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _fail(self, trouble: ChatTrouble) -> None:
        self.trouble = self.trouble or trouble
        logger.error("the chat stops: %s", type(trouble).__name__)
        self._stopping.set()

    async def close(self) -> None:
        """Receive nothing more, finish what is in hand, leave the rest in the inbox."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._handling.stop()
        if self._application.updater and self._application.updater.running:
            await self._stop_reading(self._application.updater)
        if self._application.running:
            await self._finish()
        with suppress(TelegramError):
            await self._application.shutdown()
        await self.bot.close_lines()

    async def _stop_reading(self, updater: Updater) -> None:
        try:
            await asyncio.wait_for(updater.stop(), LAST_READING)
        except (TelegramError, TimeoutError) as error:
            logger.warning("the reading of updates did not end well (%s)", type(error).__name__)

    async def _finish(self) -> None:
        try:
            await asyncio.wait_for(self._application.stop(), LAST_WORDS)
        except TimeoutError:
            logger.warning("%d updates are left to the next start", len(self._handling.in_hand))
            left = list(self._handling.in_hand)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
