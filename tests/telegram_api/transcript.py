"""What a person read and did, as Markdown. Deterministic: no id, no hour of the machine. Guides are made of it.

`transcript(phone)` tells the private chat; `transcript(phone, group)` what that person saw of a group. `Page` puts
chapters together; `check_guide(path, text)` compares with the file, and rewrites it when VIGIE_WRITE_GUIDES=1.
"""

import os
import re
from collections.abc import Collection
from pathlib import Path

from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.world import Event

BOT = "Vigie"


class Page:
    """`page.chapter("Garder une annonce", "Ce que…")`, the story, `page.tell(phone)`, then `page.check(path)`."""

    def __init__(self, title: str, introduction: str) -> None:
        self._parts = [f"# {title}", introduction]
        self._told: dict[tuple[int, int], int] = {}

    def chapter(self, title: str, words: str = "") -> None:
        self._parts += [f"## {title}", *([words] if words else [])]

    def note(self, words: str) -> None:
        """A sentence between two moments."""
        self._parts.append(words)

    def tell(self, phone: Phone, group: Group | None = None, *, without: Collection[str] = ()) -> None:
        """What happened in this chat since it was last told. `without`: kinds of events left out ("edited")."""
        key = (phone.id, group.id if group else phone.id)
        self._parts.append(transcript(phone, group, since=self._told.get(key, 0), without=without).rstrip())
        self._told[key] = phone.world.events[-1].number

    def skip(self, phone: Phone, group: Group | None = None) -> None:
        """What happened until now is left out."""
        self._told[phone.id, group.id if group else phone.id] = phone.world.events[-1].number

    def text(self) -> str:
        return "\n\n".join(filter(None, self._parts)) + "\n"

    def check(self, path: Path) -> None:
        check_guide(path, self.text())


def transcript(phone: Phone, group: Group | None = None, *, since: int = 0, without: Collection[str] = ()) -> str:
    """`since`: the number of an event (`phone.gesture`), to tell only what came after."""
    chat = group.id if group else phone.id
    with phone.world.lock:
        events = [one for one in phone.world.events if one.chat == chat and one.number > since]
        names = {number: str(user["first_name"]) for number, user in phone.world.users.items()}
    return "\n\n".join(filter(None, (_line(one, phone, names) for one in events if one.what not in without))) + "\n"


def _line(event: Event, phone: Phone, names: dict[int, str]) -> str:
    mine = event.user == phone.id
    who = "Vous" if mine else names.get(event.user, BOT)
    match event.what:
        case "wrote":
            return f"**{who}** : {plain(event.text)}"
        case "tapped":
            return f"*{who} {'touchez' if mine else 'touche'} : {plain(event.text)}*"
        case "shown" | "edited":
            changed = " (le message change)" if event.what == "edited" else ""
            return f"**{BOT}**{changed} :\n\n{_bubble(event)}"
        case "toast" | "alert":
            return f"*{BOT} affiche un instant : « {plain(event.text)} »*" if event.text and mine else ""
        case "deleted":
            return f"*{BOT} retire un message.*"
        case "blocked" | "unblocked":
            return f"*Vous {'bloquez' if event.what == 'blocked' else 'débloquez'} {BOT}.*"
    return ""


def _bubble(event: Event) -> str:
    file = [f"📄 {plain(event.document)}"] if event.document else []
    blocks = [file, *([line for line in block.split("\n") if line] for block in plain(event.text).split("\n\n"))]
    blocks.append(["`" + "` `".join(f"[ {label} ]" for label in row) + "`" for row in event.rows])
    return "\n>\n".join("\\\n".join(f"> {line.strip()}" for line in block) for block in blocks if block)


def plain(text: str) -> str:
    """Words that Markdown leaves as they are."""
    text = re.sub(r"([\\`*_<>\[\]])", r"\\\1", text)
    return re.sub(r"(?m)^(\d+)([.)])|^([-+#])", r"\1\\\2\3", text)


def check_guide(path: Path, text: str) -> None:
    """AssertionError when the guide does not say what people read; how to rewrite it is in the message."""
    if os.environ.get("VIGIE_WRITE_GUIDES") == "1":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{path} is not what people read: VIGIE_WRITE_GUIDES=1 rewrites it"
