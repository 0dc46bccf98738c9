"""Telegram's HTML as the person reads it: plain text, and entities for the answer of the API."""

import html
from html.parser import HTMLParser
from typing import Any

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        found: dict[str, Any] = {"type": _KINDS.get(tag, "bold"), "offset": units(self.text)}
        if tag == "a":
            found["url"] = given.get("href")
        if "expandable" in given:
            found["type"] = "expandable_blockquote"
        self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        found = self._open.pop()
        found["length"] = units(self.text) - found["offset"]
        if found["length"]:
            self.entities.append(found)

    def handle_data(self, data: str) -> None:
        self.text += data


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def read(text: str, parse_mode: str | None) -> tuple[str, str, list[dict[str, Any]]]:
    """Plain text, HTML, entities (by their place)."""
    if parse_mode is None or parse_mode.upper() != "HTML":
        return text, html.escape(text, quote=False), []
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.text, text, sorted(reader.entities, key=lambda one: (one["offset"], -one["length"]))


def commands_in(text: str) -> list[dict[str, Any]]:
    """A text that begins with a command says so, as Telegram does."""
    word = text.split(maxsplit=1)[0] if text.startswith("/") and text.strip() else ""
    name = word[1:].partition("@")[0]
    if name and name.isascii() and name.replace("_", "").isalnum() and len(name) <= 32:
        return [{"type": "bot_command", "offset": 0, "length": len(word)}]
    return []
