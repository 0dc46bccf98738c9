"""python-telegram-bot's own client, called from a test that is not asynchronous."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.telegram_api.server import TOKEN, BotApi


def bot_on(api: BotApi, token: str = TOKEN) -> Bot:
    return Bot(token, base_url=f"{api.base}/bot", base_file_url=f"{api.base}/file/bot")


def call(api: BotApi, what: Callable[[Bot], Awaitable[Any]]) -> Any:
    """`call(api, lambda bot: bot.send_message(77, "Bonjour"))`."""

    async def run() -> Any:
        async with bot_on(api) as bot:
            return await what(bot)

    return asyncio.run(run())


def updates(api: BotApi, offset: int | None = None, timeout: int = 0) -> tuple[Update, ...]:
    """What waits, of every kind."""
    return call(api, lambda bot: bot.get_updates(offset, timeout=timeout, allowed_updates=Update.ALL_TYPES))


def buttons(*labels: str) -> InlineKeyboardMarkup:
    """One a row; the data of a button is « 1. » and its label."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=f"1.{one}")] for one in labels])
