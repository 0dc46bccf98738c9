"""The whole chat, from Telegram to a handler of the test, in a thread with its own loop."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from telegram import Bot, Update

from alerts.store.engine import Database
from alerts.store.people_tables import InboxRow
from alerts.store.writing import table_of
from bot.commands.aide import Aide
from bot.config import Settings, TelegramSettings
from bot.pages.server import serving
from bot.telegram.application import Chat, chat
from bot.telegram.speaking import speaking
from bot.wiring import House
from tests.bot.commands.conversation import house_on
from tests.telegram_api.server import TOKEN, BotApi

Handle = Callable[[Update, Bot], Awaitable[None]]


def text_of(update: Update) -> str:
    return (update.message.text or "") if update.message else ""


async def echo(update: Update, bot: Bot) -> None:
    if update.message:
        await bot.send_message(update.message.chat_id, f"Vous dites : {text_of(update)}")


def telegram(bot_api: BotApi, **options: object) -> TelegramSettings:
    return TelegramSettings.model_validate({"token": TOKEN, "api": bot_api.base} | options)


def house_for(database: Database, settings_of_chat: TelegramSettings) -> House:
    settings = Settings(telegram=settings_of_chat)
    return replace(house_on(database), settings=settings, clock=lambda: datetime.now(UTC), bot_name="")


@dataclass
class Line:
    """An open line. `handled` are the texts that came through, in their order."""

    house: House
    handle: Handle
    chat: Chat | None = None
    handled: list[str] = field(default_factory=list)
    ended: BaseException | None = None
    address: str = ""
    _loop: asyncio.AbstractEventLoop | None = None
    _stopping: asyncio.Event | None = None
    _open: threading.Event = field(default_factory=threading.Event)
    _ready: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        try:
            asyncio.run(self._run())
        except BaseException as error:
            self.ended = error
        finally:
            self._open.set()

    async def _run(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        settings = self.house.settings.telegram
        async with speaking(settings) as bot, AsyncExitStack() as stack:
            self.chat = await stack.enter_async_context(chat(self.house, bot, self._noted, (Aide(),), self._stopping))
            if self.chat.routes:
                self.address = await stack.enter_async_context(serving(self.chat.routes, "127.0.0.1", 0))
            self._open.set()
            ready = asyncio.create_task(self.chat.ready.wait())
            ready.add_done_callback(lambda _task: self._ready.set())
            await self._stopping.wait()
            ready.cancel()

    async def _noted(self, update: Update, bot: Bot) -> None:
        await self.handle(update, bot)
        self.handled.append(text_of(update))

    def wait_ready(self) -> None:
        assert self._ready.wait(10), self.ended

    def hang_up(self) -> None:
        if self._loop and self._stopping and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)


@contextmanager
def on_the_phone(
    database: Database, settings: TelegramSettings, handle: Handle = echo, *, ready: bool = True
) -> Iterator[Line]:
    line = Line(house_for(database, settings), handle)
    thread = threading.Thread(target=line.run, daemon=True)
    thread.start()
    try:
        assert line._open.wait(10)
        if ready:
            line.wait_ready()
        yield line
    finally:
        line.hang_up()
        thread.join(timeout=40)
        assert not thread.is_alive()


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


def inbox_of(database: Database) -> dict[int, tuple[bool, bool]]:
    """Number → (still holds its content, is done)."""
    with database.read() as session:
        rows = session.execute(table_of(InboxRow).select()).all()
    return {row.update_id: (row.content is not None, row.done_at is not None) for row in rows}
