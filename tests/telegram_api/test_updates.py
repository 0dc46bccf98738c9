"""How updates reach the bot: long polling with its acknowledgements, or a webhook with its secret."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import ValidationError
from telegram import Bot
from telegram.error import Conflict

from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi
from tests.telegram_api.talking import bot_on, call, updates


def texts(found: tuple) -> list[str]:
    return [one.message.text for one in found if one.message]


def test_an_update_comes_back_until_it_is_acknowledged(bot_api: BotApi, phone: Phone) -> None:
    phone.start()
    phone.write("01, 69")
    first = updates(bot_api)
    assert texts(first) == texts(updates(bot_api)) == ["/start", "01, 69"]
    assert texts(updates(bot_api, first[0].update_id + 1)) == ["01, 69"]
    assert updates(bot_api, first[1].update_id + 1) == ()
    assert updates(bot_api) == ()
    bot_api.again(first[0].update_id)
    assert texts(updates(bot_api)) == ["/start"]


def test_a_deep_link_and_a_command_are_told_as_telegram_tells_them(bot_api: BotApi, phone: Phone) -> None:
    phone.start("l_AbC-9")
    (update,) = updates(bot_api)
    assert update.message.text == "/start l_AbC-9"
    assert [(one.type, one.offset, one.length) for one in update.message.entities] == [("bot_command", 0, 6)]
    with pytest.raises(AssertionError, match="deep link"):
        phone.start("l'invitation")


def test_a_poll_waits_for_what_comes(bot_api: BotApi, phone: Phone) -> None:
    later = threading.Timer(0.2, phone.start)
    later.start()
    begun = time.monotonic()
    assert texts(updates(bot_api, timeout=5)) == ["/start"]
    assert 0.1 < time.monotonic() - begun < 4
    later.join()


def test_a_poll_ends_with_nothing(bot_api: BotApi, phone: Phone) -> None:
    begun = time.monotonic()
    assert updates(bot_api, timeout=1) == ()
    assert time.monotonic() - begun >= 1


def test_of_two_readers_the_first_is_sent_away(bot_api: BotApi, phone: Phone) -> None:
    async def two() -> None:
        async with bot_on(bot_api) as one, bot_on(bot_api) as other:
            first = asyncio.create_task(one.get_updates(timeout=5))
            await asyncio.sleep(0.2)
            second = asyncio.create_task(other.get_updates(timeout=5))
            with pytest.raises(Conflict):
                await first
            phone.start()
            assert len(await second) == 1

    asyncio.run(two())


def test_kinds_that_the_bot_did_not_ask_for_are_not_sent(bot_api: BotApi, phone: Phone) -> None:
    call(bot_api, lambda bot: bot.get_updates(timeout=0, allowed_updates=["callback_query"]))
    phone.start()
    assert updates(bot_api) == ()


def test_an_update_that_telegram_could_not_send_is_a_mistake_of_the_test(bot_api: BotApi) -> None:
    with pytest.raises(ValidationError):
        bot_api.push(message={"message_id": 1, "text": "sans chat"})


class Door(BaseHTTPRequestHandler):
    """A webhook that fails the first time."""

    received: list[tuple[str, str, str]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        secret = self.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.received.append((self.path, secret, body["message"]["text"]))
        self.send_response(500 if len(self.received) == 1 else 200)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def door() -> Iterator[ThreadingHTTPServer]:
    handler = type("OneDoor", (Door,), {"received": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_is_called_with_its_secret_until_it_answers(
    bot_api: BotApi, phone: Phone, door: ThreadingHTTPServer
) -> None:
    bot_api.webhook_door = f"http://127.0.0.1:{door.server_port}"

    async def ask(bot: Bot) -> None:
        await bot.set_webhook("https://vigie.example/telegram", secret_token="a-b_c")
        with pytest.raises(Conflict):
            await bot.get_updates()
        assert (await bot.get_webhook_info()).url == "https://vigie.example/telegram"

    call(bot_api, ask)
    phone.start()
    phone.write("encore")
    received = door.RequestHandlerClass.received  # type: ignore[attr-defined]
    end = time.monotonic() + 5
    while len(received) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    path, secret = "/telegram", "a-b_c"
    assert received == [(path, secret, "/start"), (path, secret, "/start"), (path, secret, "encore")]
    call(bot_api, lambda bot: bot.delete_webhook())
    assert updates(bot_api) == ()
