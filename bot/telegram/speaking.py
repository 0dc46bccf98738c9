"""The bot as we build it: our pace, our limits, our defaults. It can send before Telegram ever answered."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import NetworkError, TelegramError
from telegram.ext import Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.config import TelegramSettings
from bot.telegram.pace import Pace
from bot.telegram.quiet import quiet_loggers
from bot.telegram.speed import Priority

CONNECT, READ, WRITE, UPLOAD = 5.0, 15.0, 15.0, 60.0  # seconds


Received = Callable[[Sequence[Update]], Awaitable[None]]


async def _nowhere(_updates: Sequence[Update]) -> None:
    """Until somebody wants them."""


class VigieBot(ExtBot[Priority]):
    """Says how each reading of updates went, and what it brought: what the library's loop keeps to itself."""

    __slots__ = ("_noted", "_received", "_requests")

    def __init__(self, settings: TelegramSettings) -> None:
        self._requests = (
            HTTPXRequest(1, read_timeout=READ, write_timeout=WRITE, connect_timeout=CONNECT, pool_timeout=CONNECT),
            HTTPXRequest(
                settings.connections,  # the pace never asks for one more
                read_timeout=READ,
                write_timeout=WRITE,
                connect_timeout=CONNECT,
                pool_timeout=CONNECT,
                media_write_timeout=UPLOAD,
            ),
        )
        self._noted: Callable[[TelegramError | None], None] = lambda _error: None
        self._received: Received = _nowhere
        super().__init__(
            settings.token.get_secret_value(),
            base_url=settings.api + "/bot",
            base_file_url=settings.api + "/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
            defaults=Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)),
            rate_limiter=Pace(settings.messages_per_second, settings.connections),
        )

    def note_readings(self, noted: Callable[[TelegramError | None], None], received: Received) -> None:
        """`noted` is called after each reading: None, or what went wrong. `received` is awaited with the updates before
        the library sees them."""
        self._noted, self._received = noted, received

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """Raises NetworkError, so that the library's loop waits a little, for an answer that is not what it should."""
        try:
            updates = await super().get_updates(*args, **kwargs)
        except TelegramError as error:
            self._noted(error)
            raise
        except Exception as error:
            raise NetworkError(f"updates that cannot be read ({type(error).__name__})") from None
        self._noted(None)
        await self._received(updates)
        return updates

    async def close_lines(self) -> None:
        """Give the connections back, whether or not Telegram ever answered. Safe to call again."""
        for request in self._requests:
            await request.shutdown()
        if self.rate_limiter:
            await self.rate_limiter.shutdown()


@asynccontextmanager
async def speaking(settings: TelegramSettings) -> AsyncIterator[VigieBot]:
    """A bot that can send. Nothing is asked of Telegram yet; logs are made safe first."""
    quiet_loggers()
    bot = VigieBot(settings)
    try:
        yield bot
    finally:
        await bot.close_lines()
