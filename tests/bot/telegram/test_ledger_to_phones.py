"""The ledger emptied through the channel of Telegram, failures in the middle: nobody is forgotten."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from alerts.ledger.desk import Written
from alerts.ledger.drain import drain
from alerts.model.delivery import Claimed
from alerts.model.people import Recipient
from alerts.store import history
from alerts.store.engine import Database
from bot.config import TelegramSettings
from bot.telegram.channel import TelegramChannel
from bot.telegram.speaking import speaking
from tests.alerts.ledger.stories import Clock, letter, message_owed, owe
from tests.telegram_api import faults
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import TOKEN, BotApi

PEOPLE = range(1, 121)
FIRST = 5000  # the chat of person 1 is 5001


def compose(rows: Sequence[Claimed]) -> Written:
    """One letter to the person of these rows."""
    person = int(rows[0].recipient.removeprefix("person:"))
    return [(list(rows), replace(letter(rows), address=str(FIRST + person)))]


async def nobody(_recipient: Recipient) -> None:
    raise AssertionError("no topic here")


async def emptied(database: Database, api: BotApi, clock: Clock) -> None:
    async with speaking(TelegramSettings(token=SecretStr(TOKEN), api=api.base)) as bot:
        channel = TelegramChannel(bot, clock, nobody)
        for _ in range(4):
            await drain(database, {"telegram": channel}, compose, clock)
            clock.forward(timedelta(hours=2))


def test_a_flood_and_every_accident_in_the_middle_lose_nobody(
    database: Database, bot_api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.speed.MARGIN", 0.01)
    phones = {number: Phone(bot_api, FIRST + number, f"Personne {number}") for number in PEOPLE}
    for phone in phones.values():
        phone.start()
    owe(database, [message_owed(n, channel="telegram", recipient=f"person:{n}") for n in PEOPLE])
    phones[8].block()
    accidents = {20: faults.DROP, 30: faults.LOST_REPLY, 40: faults.BROKEN, 50: faults.BAD_GATEWAY, 60: faults.flood(1)}
    for number, fault in {**accidents, 70: faults.CANNOT_PARSE}.items():
        bot_api.faults.add(fault, chat=FIRST + number)

    asyncio.run(emptied(database, bot_api, Clock()))

    got = {number: len(phone.bubbles()) for number, phone in phones.items()}
    assert got == {n: {8: 0, 30: 2}.get(n, 1) for n in PEOPLE}, "twice only where nobody can know"
    assert bot_api.faults.left == 0
    with database.read() as session:
        done = history.summary(session)
    assert (done.owed, done.sent, done.refused, done.waiting) == (len(PEOPLE), len(PEOPLE) - 1, 1, 0)
