"""The real application under a test: the house, the chat, the ledger; the test says when to match and to deliver."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot import jobs
from bot.config import Settings
from bot.pages.opened import pages
from bot.telegram.assistant import assistant
from bot.wiring import House, open_house

SECRET = "un-secret_de-test"
ADDRESS = "https://vigie.example/telegram"


def settings_for(database: str, api: str, token: str, messages: str, **telegram: Any) -> Settings:
    """`webhook_port`: a webhook at ADDRESS, served there on 127.0.0.1."""
    port = telegram.pop("webhook_port", 0)
    if port:
        telegram |= {"webhook_url": ADDRESS, "webhook_secret": SECRET}
    return Settings.model_validate(
        {
            "vigie": {"database": database, "messages": messages, "contact": "contact@vigie.example"},
            "telegram": {"token": token, "api": api, **telegram},
            "pages": {"port": port},
        }
    )


@asynccontextmanager
async def living(settings: Settings, clock: Callable[[], datetime], stopping: asyncio.Event) -> AsyncIterator[House]:
    """Open until the end of the block. The sources are never read, and nothing beats."""
    house = open_house(settings, clock)
    try:
        async with assistant(house, stopping) as routes, pages(house, routes):
            yield house
    finally:
        house.close()


async def obey(house: House, order: str) -> dict[str, Any]:
    """ "match" or "deliver", once, to its end. What was done, in numbers."""
    done = await (jobs.match_waiting(house) if order == "match" else jobs.deliver_due(house))
    numbers: dict[str, Any] = json.loads(json.dumps(asdict(done), default=str))
    return numbers
