"""Third parties judge what the bot sends: aiogram's typed methods, then teremok's rules, then a few of ours.

`decode` reads a form by the annotated types ("75" stays text where text is expected); `judge` raises Refused.
"""

import json
import re
import types
import typing
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import aiogram.methods
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile
from pydantic import BaseModel, ValidationError
from teremok.session import MockedSession
from teremok.validation import ApiRuleViolation, validate_method

from tests.telegram_api.refusal import Refused, bad

Method = type[TelegramMethod[Any]]
Files = dict[str, tuple[str, bytes]]

MOST_BUTTONS, MOST_IN_A_ROW = 100, 8
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_TAGS = re.compile(r"<(/?)([a-z-]+)")


@cache
def _methods() -> dict[str, Method]:
    found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        one.__api_method__.lower(): one
        for one in found
        if isinstance(one, type) and issubclass(one, TelegramMethod) and one is not TelegramMethod
    }


@cache
def _bot() -> Bot:
    return Bot("1:judge", session=MockedSession())


def method_named(name: str) -> Method:
    """The typed method, whatever the case. Raises Refused (404) when the Bot API has no such method."""
    try:
        return _methods()[name.lower()]
    except KeyError:
        raise Refused(404, "Not Found: method not found") from None


@cache
def _text_fields(method: Method) -> frozenset[str]:
    return frozenset(name for name, field in method.model_fields.items() if _is_text(field.annotation))


def _is_text(annotation: Any) -> bool:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return all(_is_text(one) or one in (type(None), Default) for one in typing.get_args(annotation))
    return annotation is str


def decode(method: Method, form: dict[str, str]) -> dict[str, Any]:
    """The fields of a form as JSON values. A field that is no JSON stays as written: the judge will say."""
    texts = _text_fields(method)
    return {name: value if name in texts else _value(value) for name, value in form.items()}


def _value(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def judge(method: Method, values: dict[str, Any], files: Files) -> None:
    """Raises Refused (400) as Telegram would for what is ill-formed."""
    if unknown := sorted(values.keys() - method.model_fields.keys()):
        raise bad(f"unknown parameter {unknown[0]!r} of {method.__api_method__}")
    if "reply_markup" in values and values["reply_markup"] is None:
        raise bad("object expected as reply markup")
    sent = _typed(method, values, files)
    _no_unknown(sent, method.__api_method__)
    try:
        validate_method(_bot(), sent)
    except ApiRuleViolation as error:
        raise Refused(400, error.description) from error
    _our_rules(values)


def _typed(method: Method, values: dict[str, Any], files: Files) -> TelegramMethod[Any]:
    uploaded = {name: BufferedInputFile(content, title) for name, (title, content) in files.items()}
    fields = {name: one for name, one in uploaded.items() if name in method.model_fields}
    try:
        return method.model_validate(values | fields)
    except ValidationError as error:
        paths = ", ".join(".".join(map(str, one["loc"])) + ": " + one["msg"] for one in error.errors()[:3])
        raise bad(f"can't parse parameters of {method.__api_method__}: {paths}") from error


def _no_unknown(value: Any, path: str) -> None:
    """aiogram keeps fields it does not know: they are mistakes here."""
    if isinstance(value, BaseModel):
        if value.model_extra:
            raise bad(f"unknown field {path}.{next(iter(value.model_extra))}")
        for name in value.model_fields_set:
            _no_unknown(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for position, one in enumerate(value):
            _no_unknown(one, f"{path}.{position}")


def _our_rules(values: dict[str, Any]) -> None:
    """What teremok 0.2 does not look at."""
    if values.get("parse_mode") == "HTML":
        _no_nested_quote(str(values.get("text") or values.get("caption") or ""))
    markup = values.get("reply_markup")
    if isinstance(markup, dict):
        _keyboard(markup.get("inline_keyboard") or markup.get("keyboard") or [])
    for command in values.get("commands") or []:
        if not _COMMAND.fullmatch(command["command"]) or not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_INVALID")
    for name, most in (("description", 512), ("short_description", 120), ("commands", 100)):
        if len(values.get(name) or "") > most:
            raise bad(f"{name} is too long")


def _no_nested_quote(text: str) -> None:
    depth = 0
    for closing, name in _TAGS.findall(text):
        if name == "blockquote":
            depth += -1 if closing else 1
            if depth > 1:
                raise bad("can't parse entities: nested blockquote")


def _keyboard(rows: list[list[Any]]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    for row in rows:
        if not 1 <= len(row) <= MOST_IN_A_ROW:
            raise bad("a row of the keyboard holds 1 to 8 buttons")
        for button in row:
            _button(button)


def _button(button: Any) -> None:
    if isinstance(button, dict):
        if not str(button.get("text", "")).strip():
            raise bad("Text buttons are unallowed in the inline keyboard")
        url = button.get("url")
        if url is not None and not _reachable(url):
            raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


def _reachable(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or ""))
