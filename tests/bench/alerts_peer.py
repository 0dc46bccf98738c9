"""The peer of `tests.bench.alerts`: plain python-telegram-bot, as its users send to many people.

The texts and the keyboards are ready; nothing is read from a database, and nothing is written.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from alerts.channels.channel import Letter
from bot.telegram.channel import Part, parts_of
from tests.telegram_api.server import TOKEN

Ready = tuple[Part, InlineKeyboardMarkup]


@dataclass(frozen=True)
class Plain:
    """`rate` messages in `period` seconds, 0 for no limit. `abreast`: messages in hand at once, None for all."""

    api: str
    rate: float = 30.0
    period: float = 1.0
    retries: int = 3
    abreast: int | None = None

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[ExtBot[int]]:
        """Ready to send."""
        logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)  # each loss is counted instead
        limiter = AIORateLimiter(overall_max_rate=self.rate, overall_time_period=self.period, max_retries=self.retries)
        bot = ExtBot(TOKEN, base_url=self.api + "/bot", rate_limiter=limiter)
        async with bot:
            yield bot

    async def send(self, bot: ExtBot[int], ready: Sequence[Ready]) -> int:
        """How many were lost: the exception is all that is left of them."""
        room = asyncio.Semaphore(self.abreast or len(ready))
        sent = await asyncio.gather(*(self._one(bot, room, *one) for one in ready), return_exceptions=True)
        for one in sent:
            if isinstance(one, BaseException) and not isinstance(one, TelegramError):
                raise one
        return sum(isinstance(one, TelegramError) for one in sent)

    async def _one(self, bot: ExtBot[int], room: asyncio.Semaphore, part: Part, keyboard: InlineKeyboardMarkup) -> None:
        async with room:
            await bot.send_message(
                part.chat,
                part.text,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )


def ready(letters: Sequence[Letter]) -> list[Ready]:
    """One message each, with its keyboard."""
    found = []
    for letter in letters:
        (part,) = parts_of(letter)
        rows = [
            [InlineKeyboardButton(b.label, url=b.url or None, callback_data=b.data or None) for b in row]
            for row in part.rows
        ]
        found.append((part, InlineKeyboardMarkup(rows)))
    return found
