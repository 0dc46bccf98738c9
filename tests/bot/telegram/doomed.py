"""A process that reads the bot's messages until it is killed: `python -m tests.bot.telegram.doomed DATABASE API HOW`.

HOW is "hang" (begins to answer, and never ends) or "die" (dies of the message « poison »).
"""

import asyncio
import os
import sys

from telegram import Bot, Update

from bot.config import Settings
from bot.telegram.application import chat
from bot.telegram.speaking import speaking
from bot.wiring import open_house

TOKEN = "700000001:" + "A" * 35  # the stand-in's: importing it takes seconds


async def hang(update: Update, bot: Bot) -> None:
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    await asyncio.sleep(60)


async def die(update: Update, bot: Bot) -> None:
    if update.message and update.message.text == "poison":
        os._exit(9)


async def main(database: str, api: str, how: str) -> None:
    vigie, telegram = {"database": database, "messages": os.devnull}, {"token": TOKEN, "api": api}
    house = open_house(Settings.model_validate({"vigie": vigie, "telegram": telegram}))
    handle = {"hang": hang, "die": die}[how]
    async with speaking(house.settings.telegram) as bot, chat(house, bot, handle, (), asyncio.Event()):
        await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
