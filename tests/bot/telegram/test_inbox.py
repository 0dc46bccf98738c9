"""A message is answered once: whatever dies between its receipt and its answer, however often it is delivered."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Update

from alerts.services import inbox as service
from alerts.store.engine import Database
from bot.telegram.booking import Booking
from bot.telegram.inbox import Inbox
from tests.bot.telegram.on_the_phone import inbox_of, on_the_phone, telegram, text_of, wait_until
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
Doom = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def doomed(database: Database, bot_api: BotApi) -> Iterator[Doom]:
    """Starts a process that reads the bot's messages and will not end well."""
    started: list[subprocess.Popen[str]] = []

    def start(how: str) -> "subprocess.Popen[str]":
        url = database.url.render_as_string(hide_password=False)
        words = [sys.executable, "-m", "tests.bot.telegram.doomed", url, bot_api.base, how]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(timeout=10)
        if process.stdout:
            process.stdout.close()


def line_from(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_killed_between_receipt_and_answer_everybody_is_answered_once(
    database: Database, bot_api: BotApi, phone: Phone, doomed: Doom
) -> None:
    process = doomed("hang")
    for text in ("un", "deux", "trois"):
        phone.write(text)
    assert line_from(process) == "begun"
    wait_until(lambda: len(inbox_of(database)) == 3)
    wait_until(lambda: not bot_api.world.updates)  # acknowledged: Telegram will not send them again
    process.kill()
    process.wait(timeout=10)
    with on_the_phone(database, telegram(bot_api)) as line:
        phone.wait_for("Vous dites : trois")
        wait_until(lambda: set(inbox_of(database).values()) == {(False, True)})
    assert line.handled == ["un", "deux", "trois"]
    assert [one.text for one in phone.bubbles()] == ["Vous dites : un", "Vous dites : deux", "Vous dites : trois"]


@ON_SQLITE
def test_a_message_that_kills_us_three_times_lets_the_next_ones_pass(
    database: Database, bot_api: BotApi, phone: Phone, doomed: Doom
) -> None:
    phone.write("poison")
    phone.write("bonjour")
    for _ in range(3):
        assert doomed("die").wait(timeout=20) == 9
    with on_the_phone(database, telegram(bot_api)) as line:
        phone.wait_for("Vous dites : bonjour")
        wait_until(lambda: set(inbox_of(database).values()) == {(False, True)})
    assert line.handled == ["bonjour"]


def test_what_telegram_delivers_again_is_not_answered_again(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, telegram(bot_api)) as line:
        phone.write("un")
        phone.wait_for("Vous dites : un")
        (number,) = inbox_of(database)
        bot_api.again(number)
        phone.write("deux")
        phone.wait_for("Vous dites : deux")
    with on_the_phone(database, telegram(bot_api)) as later:
        bot_api.again(number)
        phone.write("trois")
        phone.wait_for("Vous dites : trois")
    assert (line.handled, later.handled) == (["un", "deux"], ["trois"])


def test_nothing_is_acknowledged_before_it_is_kept(
    database: Database, bot_api: BotApi, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library's loop asks for the next updates, which acknowledges, only when ours are written."""
    may_write, asked = threading.Event(), threading.Event()
    really = service.keep

    def slowly(*args: Any) -> set[int]:
        asked.set()
        assert may_write.wait(10)
        return really(*args)

    monkeypatch.setattr(service, "keep", slowly)
    with on_the_phone(database, telegram(bot_api)):
        phone.write("bonjour")
        assert asked.wait(5)
        time.sleep(0.3)
        assert [one["message"]["text"] for one in bot_api.world.updates] == ["bonjour"]
        assert inbox_of(database) == {}
        may_write.set()
        wait_until(lambda: not bot_api.world.updates)
        phone.wait_for("Vous dites : bonjour")


class Failing:
    """A service of the inbox that fails once: before it is called or, `written`, when its transaction is over."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, database: Database, name: str, *, written: bool = False
    ) -> None:
        self.failed = self.called = False
        self._really, self._writing, self._written = getattr(service, name), database.writing, written
        monkeypatch.setattr(service, name, self)
        monkeypatch.setattr(database, "writing", self.writing)

    def __call__(self, *args: Any) -> Any:
        self.called = True
        if not self.failed and not self._written:
            self.failed = True
            raise OSError("the disk is away")
        return self._really(*args)

    async def writing(self, function: Any, *args: Any) -> Any:
        answer = await self._writing(function, *args)
        if self.called and not self.failed:
            self.failed = True
            raise OSError("the line was cut during the commit")
        return answer


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize("name", ["keep", "begin", "done"])
def test_a_database_that_fails_once_loses_nothing_and_doubles_nothing(
    database: Database, bot_api: BotApi, phone: Phone, monkeypatch: pytest.MonkeyPatch, name: str, written: bool
) -> None:
    """Also when it had written before it failed: the update comes again, is known, and still has to be answered."""
    failing = Failing(monkeypatch, database, name, written=written)
    with on_the_phone(database, telegram(bot_api)) as line:
        phone.write("un")
        phone.write("deux")
        phone.wait_for("Vous dites : deux", timeout=8)
        wait_until(lambda: list(inbox_of(database).values()) == [(False, True)] * 2)
    assert line.handled == ["un", "deux"]
    assert failing.failed


def test_one_slow_answer_and_a_thousand_chats(database: Database, bot_api: BotApi, phone: Phone) -> None:
    """Somebody's answer never ends; a thousand others are answered meanwhile, each in their order."""
    answered: list[tuple[int, str]] = []
    over = threading.Event()
    others = [Phone(bot_api, 1000 + number) for number in range(1000)]

    async def handle(update: Update, bot: Bot) -> None:
        assert update.message is not None
        if update.message.chat_id == phone.id:
            while not over.is_set():
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.01)
        if not over.is_set():
            answered.append((update.message.chat_id, text_of(update)))

    for text in ("un", "deux"):
        phone.write(text)
        for other in others:
            other.write(text)
    with on_the_phone(database, telegram(bot_api), handle):
        wait_until(lambda: len(answered) == 2000, seconds=60)
        over.set()
    for text in ("un", "deux"):
        assert {chat for chat, said in answered if said == text} == {other.id for other in others}
    place = {one: position for position, one in enumerate(answered)}
    assert all(place[other.id, "un"] < place[other.id, "deux"] for other in others)


@ON_SQLITE
def test_what_another_version_wrote_and_nobody_reads_holds_up_nobody(
    database: Database, bot_api: BotApi, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with database.write() as session:
        service.keep(session, [(3, '{"update_id": 3, "message": {"text": "secret"}}')], NOON)
    with on_the_phone(database, telegram(bot_api)) as line:
        phone.write("bonjour")
        phone.wait_for("Vous dites : bonjour")
        wait_until(lambda: set(inbox_of(database).values()) == {(False, True)})
    assert line.handled == ["bonjour"]
    assert "update 3 cannot be read any more" in caplog.text
    assert "secret" not in caplog.text


def test_telegram_keeps_what_we_have_no_room_for(database: Database, bot_api: BotApi) -> None:
    async def fill() -> None:
        inbox = Inbox(Booking(database, lambda: NOON), in_memory=2)
        await inbox.put(Update(1))
        await inbox.put(Update(2))
        third = asyncio.create_task(inbox.put(Update(3)))
        done, _ = await asyncio.wait([third], timeout=0.2)
        assert not done
        assert set(inbox_of(database)) == {1, 2}
        inbox.get_nowait()
        inbox.task_done()
        await asyncio.wait_for(third, 5)

    asyncio.run(fill())
    assert set(inbox_of(database)) == {1, 2, 3}
