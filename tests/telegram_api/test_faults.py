"""Each failure of Telegram, as python-telegram-bot tells it; and whether the message arrived."""

import time
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.telegram_api import faults
from tests.telegram_api.faults import Fault
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi
from tests.telegram_api.talking import call

CASES: dict[str, tuple[Fault, type[TelegramError], bool]] = {
    "flood": (faults.flood(3), RetryAfter, False),
    "blocked": (faults.forbidden(), Forbidden, False),
    "deactivated": (faults.forbidden("user is deactivated"), Forbidden, False),
    "kicked": (faults.forbidden("bot was kicked from the supergroup chat"), Forbidden, False),
    "chat not found": (faults.refused("chat not found"), BadRequest, False),
    "no rights": (faults.NO_RIGHTS, BadRequest, False),
    "topic closed": (faults.refused("TOPIC_CLOSED"), BadRequest, False),
    "thread not found": (faults.refused("message thread not found"), BadRequest, False),
    "bad HTML": (faults.CANNOT_PARSE, BadRequest, False),
    "migration": (faults.migrated(-1001), ChatMigrated, False),
    "two readers": (faults.CONFLICT, Conflict, False),
    "server error": (faults.BROKEN, NetworkError, False),
    "a page instead of an answer": (faults.BAD_GATEWAY, NetworkError, False),
    "cut line": (faults.DROP, NetworkError, False),
    "cut line after the message": (faults.LOST_REPLY, NetworkError, True),
    "slow, and nothing said": (faults.slow(1.5), TimedOut, True),
    "slow, after the message": (faults.slow(1.5, late=True), TimedOut, True),
}


@pytest.mark.parametrize("case", CASES)
def test_a_failure_happens_once(bot_api: BotApi, phone: Phone, case: str) -> None:
    fault, error, arrived = CASES[case]
    phone.start()
    bot_api.faults.add(fault)

    async def ask(bot: Bot) -> None:
        with pytest.raises(error):
            await bot.send_message(77, "Première", read_timeout=0.8)
        await bot.send_message(77, "Seconde")

    call(bot_api, ask)
    if arrived:
        phone.wait_for("Première")
    assert [one.text for one in phone.bubbles() if one.text == "Première"] == (["Première"] if arrived else [])
    assert phone.wait_for("Seconde")
    assert bot_api.faults.left == 0


def test_a_failure_is_for_one_method_one_chat_and_so_many_times(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    other = Phone(bot_api, 78, "Dominique")
    other.start()
    bot_api.faults.add(faults.flood(7), chat=78, times=2)

    async def ask(bot: Bot) -> None:
        await bot.send_message(77, "a")
        for _ in range(2):
            with pytest.raises(RetryAfter) as flood:
                await bot.send_message(78, "a")
            assert flood.value.retry_after == timedelta(seconds=7)
        await bot.send_message(78, "a")

    call(bot_api, ask)
    assert len(bot_api.refusals) == 2


def test_beyond_the_pace_of_telegram_the_answer_is_to_wait(bot_api: BotApi) -> None:
    bot_api.reset(limits=True)
    phone = Phone(bot_api, 77)
    phone.start()

    async def ask(bot: Bot) -> None:
        for _ in range(3):
            await bot.send_message(77, "a")
        with pytest.raises(RetryAfter):
            await bot.send_message(77, "a")

    call(bot_api, ask)
    assert bot_api.world.pace.peak(1.0) == bot_api.world.pace.peak(1.0, chat=77) == 3
    assert bot_api.world.pace.floods == 1


def test_everybody_together_is_thirty_a_second(bot_api: BotApi) -> None:
    bot_api.reset(limits=True)
    for number in range(100, 140):
        Phone(bot_api, number).start()

    async def ask(bot: Bot) -> None:
        begun = time.monotonic()
        with pytest.raises(RetryAfter):
            for number in range(100, 140):
                await bot.send_message(number, "a")
        assert time.monotonic() - begun < 1, "this machine is too slow to go too fast"

    call(bot_api, ask)
    assert bot_api.world.pace.peak(1.0) == 30
