"""The real bot, run as the stories run it: stopped, started again, killed; and the clock is the test's."""

import pytest

from bot.telegram.trouble import BadToken
from tests.telegram_api import faults
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InProcess, InThread
from tests.telegram_api.server import BotApi
from tests.telegram_api.stock import belongs, garden_call


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


def test_an_alert_goes_from_its_publication_to_the_phone(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    assert bot.alert(garden_call("26-900001"))["sent"] == 1
    bubble = phone.wait_for("Sévigny-le-Vieux")
    assert "Garder" in " ".join(bubble.labels)
    assert bubble.links
    assert bot.deliver()["sent"] == 0
    assert phone.api.refusals == []


def test_killed_in_the_middle_of_a_crowd_of_alerts_everybody_is_told(bot_process: InProcess, bot_api: BotApi) -> None:
    people = [Phone(bot_api, number, f"Membre {number}") for number in range(200, 240)]
    for one in people:
        belongs(bot_process.database, one, bot_process.clock())
    bot_process.publish(garden_call("26-900001"))
    bot_process.match()
    bot_process.deliver_meanwhile()
    bot_api.wait_until(lambda: sum(bool(one.bubbles()) for one in people) >= 15)
    bot_process.kill()
    told = sum(bool(one.bubbles()) for one in people)
    assert told < 40, "the kill came too late to prove anything"
    bot_process.start()
    bot_process.clock.later(minutes=5)  # what the killed process had claimed is free again
    bot_process.deliver()
    assert [len(one.bubbles()) for one in people if not one.bubbles()] == []
    doubles = sum(len(one.bubbles()) - 1 for one in people)
    assert doubles <= 10, "only what was in hand when it died, on its ten lines, may come twice"
