"""The real bot, run as the stories run it: stopped, started again, killed; and the clock is the test's."""

import pytest

from bot.telegram.trouble import BadToken
from tests.telegram_api import faults
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InProcess, InThread
from tests.telegram_api.server import BotApi


def test_it_answers_stops_and_answers_again(bot: InThread, phone: Phone) -> None:
    phone.write("/aide")
    assert phone.wait_for("Aide")
    bot.stop()
    phone.write("/aide")
    bot.start()
    assert phone.wait_for("Aide")
    bot.rest()
    assert phone.api.refusals == []


def test_it_is_told_by_a_webhook(bot: InThread, phone: Phone) -> None:
    bot.stop()
    bot.on_webhook()
    bot.start()
    phone.write("/aide")
    assert phone.wait_for("Aide")


def test_it_obeys_and_says_how_much_it_did(bot: InThread) -> None:
    assert bot.match()["matches"] == 0
    assert bot.deliver()["sent"] == 0


def test_a_killed_process_starts_again_where_it_was(bot_process: InProcess, bot_api: BotApi, phone: Phone) -> None:
    bot_api.faults.add(faults.slow(1.0), method="sendMessage")
    phone.write("/aide")
    bot_api.wait_until(lambda: not bot_api.faults.left)
    bot_process.kill()
    bot_process.start()
    phone.wait_for("Aide")
    assert bot_process.deliver()["sent"] == 0
    bot_process.rest()


def test_the_clock_moves_when_told(bot: InThread) -> None:
    before = bot.clock()
    assert bot.clock() == before
    assert (bot.clock.later(hours=3) - before).total_seconds() == 3 * 3600
    assert bot.house is not None and bot.house.clock() == bot.clock()


def test_a_bot_whose_token_is_refused_says_so(bot: InThread) -> None:
    bot.stop()
    bot.options["token"] = "700000002:" + "B" * 35
    with pytest.raises(BadToken):
        bot.start()
    bot.stop()
