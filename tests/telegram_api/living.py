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
from bot.mail import mailing
from bot.pages.opened import pages
from bot.telegram.assistant import assistant
from bot.wiring import House, open_house

SECRET = "un-secret_de-test"
ADDRESS = "https://vigie.example/telegram"
SENDER, RETURNS = "vigie@vigie.example", "retours@vigie.example"


def settings_for(database: str, api: str, token: str, messages: str, **telegram: Any) -> Settings:
    """`webhook_port`: a webhook at ADDRESS, served there on 127.0.0.1. `mail_port`: a relay there, and the pages at
    `site_port`. `maildir`: where refusals come back. `keeps`: the documents of structures may be left here."""
    port, mail, site = (telegram.pop(name, 0) for name in ("webhook_port", "mail_port", "site_port"))
    maildir, keeps = telegram.pop("maildir", ""), telegram.pop("keeps", False)
    if port:
        telegram |= {"webhook_url": ADDRESS, "webhook_secret": SECRET}
    public = {"public_url": f"http://127.0.0.1:{site}", "secret": SECRET} if site else {}
    relay = {"host": "127.0.0.1", "port": mail, "security": "none", "sender": SENDER, "bounces_to": RETURNS}
    return Settings.model_validate(
        {
            "vigie": {"database": database, "messages": messages, "contact": "contact@vigie.example"},
            "telegram": {"token": token, "api": api, **telegram},
            "pages": {"port": site or port, **public},
            "email": relay if mail else {},
            "bounces": {"maildir": maildir},
            "reply": {"keep_documents": keeps},
        }
    )


@asynccontextmanager
async def living(settings: Settings, clock: Callable[[], datetime], stopping: asyncio.Event) -> AsyncIterator[House]:
    """Open until the end of the block. The sources are never read, and nothing beats."""
    house = open_house(settings, clock)
    try:
        async with mailing(house), assistant(house, stopping) as routes, pages(house, routes):
            yield house
    finally:
        house.close()


async def obey(house: House, order: str) -> dict[str, Any]:
    """ "match", "gather", "deliver" or "returns", once, to its end. What was done, in numbers."""
    if order == "returns":
        counts = await jobs.read_returns(house)
        return {str(effect): number for effect, number in counts.of} if counts else {}
    if order == "gather":
        return {"owed": await jobs.owe_digests(house), "near": await jobs.look_nearby(house)}
    done = await (jobs.match_waiting(house) if order == "match" else jobs.deliver_due(house))
    numbers: dict[str, Any] = json.loads(json.dumps(asdict(done), default=str))
    return numbers
