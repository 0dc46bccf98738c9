"""Starting, reading, failing, stopping: the chat as the host and people live it."""

import asyncio
import logging
import socket
import threading
import time

import pytest
from pydantic import SecretStr
from telegram import Bot, Update

from alerts.store.engine import Database
from bot.telegram import application
from bot.telegram.trouble import AnotherReader, BadToken, NoSecret
from tests.bot.telegram.on_the_phone import echo, inbox_of, on_the_phone, telegram, text_of, wait_until
from tests.telegram_api import faults
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import TOKEN, BotApi

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # Telegram's side: one database is enough


def test_somebody_writes_and_is_answered(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, telegram(bot_api)) as line:
        assert line.house.bot_name == "vigie_ess_bot"
        phone.write("bonjour")
        phone.wait_for("Vous dites : bonjour")
        wait_until(lambda: list(inbox_of(database).values()) == [(False, True)])
    assert line.ended is None
    assert bot_api.refusals == []


def test_the_menu_is_told_in_both_languages(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, telegram(bot_api)):
        wait_until(lambda: sum(call.method == "setMyShortDescription" for call in bot_api.calls) == 2)
    told = {call.method: call.values for call in bot_api.calls}
    assert [one["command"] for one in told["setMyCommands"]["commands"]] == ["aide"]
    assert len(told["setMyDescription"]["description"]) <= 512
    assert len(told["setMyShortDescription"]["short_description"]) <= 120
    assert bot_api.refusals == []


@pytest.mark.parametrize("fault", [faults.BROKEN, faults.BAD_GATEWAY, faults.DROP, faults.flood(1)])
def test_the_bot_works_without_its_menu(database: Database, bot_api: BotApi, phone: Phone, fault: faults.Fault) -> None:
    bot_api.faults.add(fault, method="setMyCommands", times=2)
    with on_the_phone(database, telegram(bot_api)):
        phone.write("bonjour")
        phone.wait_for("Vous dites : bonjour")


@pytest.mark.parametrize("fault", [faults.BROKEN, faults.BAD_GATEWAY, faults.DROP, faults.flood(1)])
def test_telegram_may_be_down_when_we_start(
    database: Database, bot_api: BotApi, phone: Phone, fault: faults.Fault
) -> None:
    bot_api.faults.add(fault, method="getMe")
    bot_api.faults.add(fault, method="deleteWebhook")
    with on_the_phone(database, telegram(bot_api), ready=False) as line:  # the rest of the process goes on
        phone.write("bonjour")
        phone.wait_for("Vous dites : bonjour", timeout=10)
    assert line.ended is None


@pytest.mark.parametrize("fault", [faults.BROKEN, faults.BAD_GATEWAY, faults.DROP, faults.flood(1), faults.CONFLICT])
def test_reading_goes_on_after_a_fault(database: Database, bot_api: BotApi, phone: Phone, fault: faults.Fault) -> None:
    with on_the_phone(database, telegram(bot_api)) as line:
        bot_api.faults.add(fault, method="getUpdates")
        phone.write("un")
        phone.write("deux")
        phone.wait_for("Vous dites : deux", timeout=10)
    assert line.handled == ["un", "deux"]
    assert line.ended is None


def test_a_refused_token_is_told_at_once(database: Database, bot_api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    wrong = "700000001:" + "B" * 35
    with on_the_phone(database, telegram(bot_api, token=wrong), ready=False) as line:
        wait_until(lambda: line.ended is not None)
    assert isinstance(line.ended, BadToken)
    assert line.ended.sentence.startswith("Telegram refuse le jeton du bot")
    assert wrong not in caplog.text


def test_a_token_taken_back_stops_the_chat(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, telegram(bot_api)) as line:
        bot_api.faults.add(faults.Fault(401, "Unauthorized"), method="getUpdates", times=99)
        phone.write("bonjour")
        wait_until(lambda: line.ended is not None)
    assert isinstance(line.ended, BadToken)


def test_a_second_reader_leaves_and_says_why(database: Database, bot_api: BotApi, phone: Phone) -> None:
    bot_api.faults.add(faults.CONFLICT, method="getUpdates", times=3)
    with on_the_phone(database, telegram(bot_api)) as line:
        wait_until(lambda: line.ended is not None)
    assert isinstance(line.ended, AnotherReader)
    assert "un autre programme lit déjà les messages" in line.ended.sentence


def test_a_webhook_without_a_secret_is_refused(database: Database, bot_api: BotApi) -> None:
    """The configuration refuses it first; the address is never opened without one all the same."""
    checked = telegram(bot_api, webhook_url="https://vigie.example/telegram", webhook_secret="secret")
    settings = checked.model_copy(update={"webhook_secret": SecretStr("")})
    with on_the_phone(database, settings, ready=False) as line:
        wait_until(lambda: line.ended is not None)
    assert isinstance(line.ended, NoSecret)
    assert "VIGIE_TELEGRAM_WEBHOOK_SECRET" in line.ended.sentence


def test_stopping_lets_whoever_is_being_answered_be_answered(database: Database, bot_api: BotApi, phone: Phone) -> None:
    begun = threading.Event()

    async def slowly(update: Update, bot: Bot) -> None:
        begun.set()
        await asyncio.sleep(1)
        await echo(update, bot)

    with on_the_phone(database, telegram(bot_api), slowly):
        phone.write("bonjour")
        assert begun.wait(5)
    phone.wait_for("Vous dites : bonjour", timeout=1)
    assert list(inbox_of(database).values()) == [(False, True)]


def test_what_was_not_begun_when_we_stopped_is_answered_after(
    database: Database, bot_api: BotApi, phone: Phone
) -> None:
    begun = threading.Event()

    async def slowly(update: Update, bot: Bot) -> None:
        begun.set()
        await asyncio.sleep(0.5)
        await echo(update, bot)

    with on_the_phone(database, telegram(bot_api), slowly):
        for text in ("un", "deux", "trois"):
            phone.write(text)
        assert begun.wait(5)
        wait_until(lambda: len(inbox_of(database)) == 3)
    assert [one.text for one in phone.bubbles()] == ["Vous dites : un"]
    with on_the_phone(database, telegram(bot_api)) as line:
        phone.wait_for("Vous dites : trois")
    assert line.handled == ["deux", "trois"]
    assert [one.text for one in phone.bubbles()] == ["Vous dites : un", "Vous dites : deux", "Vous dites : trois"]


def test_an_answer_that_never_ends_does_not_keep_us_from_stopping(
    database: Database, bot_api: BotApi, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    async def never(update: Update, bot: Bot) -> None:
        begun.set()
        await asyncio.sleep(3600)

    monkeypatch.setattr(application, "LAST_WORDS", 0.3)
    with on_the_phone(database, telegram(bot_api), never) as line:
        phone.write("bonjour")
        assert begun.wait(5)
        stopped = time.monotonic()
    assert line.ended is None
    assert time.monotonic() - stopped < 3
    with on_the_phone(database, telegram(bot_api)):
        phone.wait_for("Vous dites : bonjour")


def test_a_slow_line_to_one_person_delays_nobody_else(database: Database, bot_api: BotApi, phone: Phone) -> None:
    bot_api.faults.add(faults.slow(3), chat=phone.id)
    others = [Phone(bot_api, 200 + number) for number in range(9)]
    with on_the_phone(database, telegram(bot_api)):
        begun = time.monotonic()
        for one in (phone, *others):
            one.write("bonjour")
        for other in others:
            other.wait_for("Vous dites : bonjour")
        assert time.monotonic() - begun < 2.5
        phone.wait_for("Vous dites : bonjour")


def test_an_answer_that_cannot_leave_is_tried_again(
    database: Database, bot_api: BotApi, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot_api.faults.add(faults.BAD_GATEWAY, method="sendMessage")
    with on_the_phone(database, telegram(bot_api)):
        phone.write("bonjour")
        phone.wait_for("Vous dites : bonjour", timeout=5)
    assert [one.text for one in phone.bubbles()] == ["Vous dites : bonjour"]


def test_a_flood_in_the_middle_delays_the_answer_and_loses_nothing(
    database: Database, bot_api: BotApi, phone: Phone
) -> None:
    bot_api.faults.add(faults.flood(1), method="sendMessage")
    with on_the_phone(database, telegram(bot_api)):
        phone.write("un")
        phone.write("deux")
        phone.wait_for("Vous dites : deux", timeout=8)
    assert [one.text for one in phone.bubbles()] == ["Vous dites : un", "Vous dites : deux"]


def test_the_log_tells_neither_the_token_nor_what_people_write(
    database: Database, bot_api: BotApi, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(update: Update, bot: Bot) -> None:
        raise RuntimeError(f"cannot say {text_of(update)} with {TOKEN}")

    caplog.set_level(logging.INFO)
    bot_api.faults.add(faults.BAD_GATEWAY, method="getUpdates")
    with on_the_phone(database, telegram(bot_api), breaks):
        phone.write("mon secret")
        apology = phone.wait_for("Je n’ai pas pu répondre", timeout=8)
    assert TOKEN not in caplog.text
    assert "mon secret" not in caplog.text
    code = next(word for word in apology.text.replace(".", " ").split() if word.startswith("E-"))
    assert f"{code} RuntimeError" in caplog.text
    assert list(inbox_of(database).values()) == [(False, True)]


def test_nobody_listens_at_the_address_of_telegram(database: Database, bot_api: BotApi) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
        begun = time.monotonic()
        with on_the_phone(database, telegram(bot_api, api=nowhere), ready=False) as line:
            time.sleep(0.2)
            assert line.chat is not None
            assert not line.chat.ready.is_set()
    assert line.ended is None
    assert time.monotonic() - begun < 5
