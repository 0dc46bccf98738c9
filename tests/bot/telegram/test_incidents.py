"""What nobody foresaw: one line in the log, one apology with a code, a word to the operator, nobody's words."""

import asyncio
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.chat.html import TOAST
from bot.incident import new_code
from bot.telegram.incidents import Incidents, apology, toast
from bot.telegram.quiet import Quiet, quiet_loggers, without_tokens

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZOE = User(11, "Zoé", is_bot=False)
PRIVATE, GROUP = Chat(11, "private"), Chat(-100, "supergroup", is_forum=True)
TOKEN = "700000001:" + "A" * 35


class Recorder:
    """A bot that only notes what it is asked."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.topics: list[int | None] = []
        self.toasts: list[str] = []
        self.trouble: Exception | None = None

    async def send_message(self, chat: int, text: str, message_thread_id: int | None = None) -> None:
        if self.trouble:
            raise self.trouble
        self.sent.append((chat, text))
        self.topics.append(message_thread_id)

    async def answer_callback_query(self, query: str, text: str, show_alert: bool) -> None:
        self.toasts.append(text)


class Desk:
    def __init__(self, operator: int = 0, contact: str = "aide@vigie.example") -> None:
        self.bot: Any = Recorder()
        self.now = NOON
        self.incidents = Incidents(self.bot, lambda: self.now, operator, contact)

    def tell(self, error: Exception, update: Update | None = None) -> str:
        return asyncio.run(self.incidents.tell(error, update))


def written(text: str, chat: Chat = PRIVATE, topic: int | None = None) -> Update:
    topical = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
    return Update(1, message=Message(1, NOON, chat, from_user=ZOE, text=text, **topical))


def tapped(chat: Chat) -> Update:
    return Update(1, callback_query=CallbackQuery("q", ZOE, "i", data="1.so.x", message=Message(1, NOON, chat)))


def broken(words: str = "le numéro de Zoé est 06 00 00 00 00") -> Exception:
    try:
        try:
            raise KeyError(words)
        except KeyError as error:
            raise RuntimeError(words) from error
    except RuntimeError as error:
        return error


def test_the_person_gets_one_apology_with_the_code_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    code = desk.tell(broken(), written("mes secrets"))
    assert re.fullmatch(r"E-[2-9A-HJ-NP-Z]{4}", code)
    assert desk.bot.sent == [(11, apology(code, "aide@vigie.example"))]
    assert f"{code} RuntimeError ← KeyError" in caplog.text
    assert "test_incidents.py" in caplog.text  # where it happened
    assert "secrets" not in caplog.text
    assert "06 00" not in caplog.text


def test_the_apology_reads_as_french() -> None:
    assert apology("E-7F3A", "aide@vigie.example") == (
        "⚠️ <b>Je n’ai pas pu répondre à votre demande.</b>\n"
        "Ce que vous aviez enregistré est intact. Réessayez dans une minute ; si cela recommence, écrivez à "
        "aide@vigie.example en citant le code <code>E-7F3A</code>."
    )
    assert "dites-le à la personne qui s’occupe de ce service en citant" in apology("E-7F3A", "")
    assert "a&amp;b" in apology("E-7F3A", "https://vigie.example/?a&b")
    assert len(toast(new_code())) <= TOAST


def test_a_group_hears_of_it_only_when_it_was_a_command() -> None:
    desk = Desk()
    desk.tell(broken(), written("on en parle demain", GROUP))
    assert desk.bot.sent == []
    desk.tell(broken(), written("/relier", GROUP, topic=5))
    assert [chat for chat, _ in desk.bot.sent] == [-100]
    assert desk.bot.topics == [5]


def test_in_a_group_a_tap_is_answered_to_the_one_who_tapped() -> None:
    desk = Desk()
    code = desk.tell(broken(), tapped(GROUP))
    assert desk.bot.toasts == [toast(code)]
    assert desk.bot.sent == []
    desk.tell(broken(), tapped(PRIVATE))
    assert [chat for chat, _ in desk.bot.sent] == [11]


def test_the_operator_hears_of_each_kind_once_an_hour() -> None:
    desk = Desk(operator=500)
    desk.tell(broken())
    desk.tell(broken())
    desk.tell(ValueError("autre"))
    assert [chat for chat, _ in desk.bot.sent] == [500, 500]
    desk.now += timedelta(minutes=59)
    desk.tell(broken())
    assert len(desk.bot.sent) == 2
    desk.now += timedelta(minutes=1)
    code = desk.tell(broken())
    assert len(desk.bot.sent) == 3
    assert code in desk.bot.sent[-1][1]
    assert "06 00" not in "".join(text for _, text in desk.bot.sent)


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Message is not modified: specified new message content and reply markup are exactly the same"),
        BadRequest("Query is too old and response timeout expired or query id is invalid"),
        Forbidden("Forbidden: bot was blocked by the user"),
    ],
)
def test_what_harms_nobody_is_no_incident(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk(operator=500)
    assert desk.tell(error, written("bonjour")) == ""
    assert desk.bot.sent == []
    assert caplog.text == ""


def test_an_apology_that_cannot_leave_breaks_nothing() -> None:
    desk = Desk(operator=500)
    desk.bot.trouble = NetworkError("gone")
    assert desk.tell(broken(), written("bonjour")).startswith("E-")


def logged(caplog: pytest.LogCaptureFixture, name: str, *args: Any, **options: Any) -> str:
    """What a handler with our filter writes."""
    caplog.handler.addFilter(Quiet())
    try:
        logging.getLogger(name).error(*args, **options)
    finally:
        for each in list(caplog.handler.filters):
            caplog.handler.removeFilter(each)
    return caplog.text


def test_tokens_are_taken_out_of_messages_and_traces(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected by the server.")
    except ValueError as error:
        text = logged(caplog, "anybody", "POST https://api.telegram.org/bot%s/getMe", TOKEN, exc_info=error)
    assert TOKEN not in text
    assert "/bot•••/getMe" in text
    assert "The token `•••` was rejected" in text


def test_hours_are_no_tokens() -> None:
    assert (
        without_tokens("2026-11-22 10:11:12,345 port 127.0.0.1:8080") == "2026-11-22 10:11:12,345 port 127.0.0.1:8080"
    )


def test_updates_quoted_by_the_library_are_taken_out(caplog: pytest.LogCaptureFixture) -> None:
    text = logged(
        caplog, "telegram.ext.ExtBot", "Error while parsing updates! Received data was %r", [{"text": "secret"}]
    )
    assert "Error while parsing updates" in text
    assert "secret" not in text


def test_logs_are_quiet_once_and_for_all() -> None:
    quiet_loggers()
    quiet_loggers()
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    for handler in logging.root.handlers:
        assert sum(isinstance(each, Quiet) for each in handler.filters) == 1
