"""Telegram calls us: only Telegram, only updates, and 200 only once the update is kept."""

import asyncio
import json
import time
from typing import Any

import httpx
import pytest

from alerts.services import inbox as service
from alerts.store.engine import Database
from bot.pages.server import CannotListen, serving
from tests.bot.telegram.on_the_phone import Line, inbox_of, on_the_phone, telegram, wait_until
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi

SECRET = "s3cret-of-the-test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 5, "message": {"message_id": 1, "date": 0, "chat": {"id": 77, "type": "private"}, "text": "un"}}

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def webhook(bot_api: BotApi) -> Any:
    return telegram(bot_api, webhook_url="https://vigie.example/bot/telegram", webhook_secret=SECRET)


def post(line: Line, body: Any, secret: str | bytes | None = SECRET, path: str = "/bot/telegram") -> httpx.Response:
    headers: Any = {} if secret is None else {HEADER: secret}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.post(line.address + path, content=content, headers=headers)


def test_telegram_calls_and_people_are_answered(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, webhook(bot_api)) as line:
        bot_api.webhook_door = line.address
        phone.write("bonjour")
        phone.wait_for("Vous dites : bonjour")
        (told,) = [call.values for call in bot_api.calls if call.method == "setWebhook"]
        wait_until(lambda: not bot_api.world.updates)
    assert told["url"] == "https://vigie.example/bot/telegram"
    assert told["secret_token"] == SECRET
    assert told["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert list(inbox_of(database).values()) == [(False, True)]


def test_polling_takes_the_webhook_away(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, webhook(bot_api)):
        wait_until(lambda: any(call.method == "setWebhook" for call in bot_api.calls))
    with on_the_phone(database, telegram(bot_api)):
        phone.write("bonjour")
        phone.wait_for("Vous dites : bonjour")


def test_only_telegram_is_heard(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, webhook(bot_api)) as line:
        assert post(line, UPDATE, secret=None).status_code == 403
        assert post(line, UPDATE, secret="s3cret-of-somebody").status_code == 403
        assert post(line, UPDATE, secret="secret à accent".encode()).status_code == 403
        assert httpx.get(line.address + "/bot/telegram", headers={HEADER: SECRET}).status_code == 405
        assert post(line, UPDATE, path="/elsewhere").status_code == 404
        assert inbox_of(database) == {}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"update_id": 5, "mess', 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"message": {}}', 400),
        (b'{"update_id": "douze"}', 400),
        (b'{"update_id": 5, "message": {"text": "sans date"}}', 400),
        (b"\xff\xfe", 400),
        (b" " * 1_000_001, 413),
    ],
)
def test_what_is_no_update_is_refused(
    database: Database, bot_api: BotApi, phone: Phone, body: bytes, status: int
) -> None:
    with on_the_phone(database, webhook(bot_api)) as line:
        assert post(line, body).status_code == status
        assert inbox_of(database) == {}
        assert post(line, UPDATE).status_code == 200


def test_an_update_that_could_not_be_kept_is_asked_for_again(
    database: Database, bot_api: BotApi, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, failures = service.keep, [OSError("the disk is away")]

    def failing(*args: Any) -> set[int]:
        if failures:
            raise failures.pop()
        return really(*args)

    monkeypatch.setattr(service, "keep", failing)
    with on_the_phone(database, webhook(bot_api)) as line:
        phone.start()
        assert post(line, UPDATE).status_code == 503
        assert post(line, UPDATE).status_code == 200
        phone.wait_for("Vous dites : un")
        assert post(line, UPDATE).status_code == 200
    assert line.handled == ["un"]


def test_an_answer_tells_browsers_to_be_careful(database: Database, bot_api: BotApi, phone: Phone) -> None:
    with on_the_phone(database, webhook(bot_api)) as line:
        headers = post(line, UPDATE, secret=None).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_a_port_that_is_taken_is_told_in_french(database: Database) -> None:
    async def twice() -> None:
        async with serving((), "127.0.0.1", 0) as address:
            port = int(address.rsplit(":", 1)[1])
            async with serving((), "127.0.0.1", port):
                raise AssertionError("two servers on one port")

    with pytest.raises(CannotListen) as refused:
        asyncio.run(twice())
    assert "rien ne peut écouter sur 127.0.0.1" in refused.value.sentence


def test_a_name_that_leads_nowhere_is_told_in_french(database: Database) -> None:
    async def nowhere() -> None:
        async with serving((), "nulle-part.invalid", 0):
            raise AssertionError("somebody listens nowhere")

    with pytest.raises(CannotListen):
        asyncio.run(nowhere())


def test_stopping_does_not_wait_for_a_line_left_open(database: Database) -> None:
    async def left_open() -> float:
        async with serving((), "127.0.0.1", 0) as address:
            host, port = address.removeprefix("http://").split(":")
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n")
            begun = time.monotonic()
        writer.close()
        return time.monotonic() - begun

    assert asyncio.run(left_open()) < 6
