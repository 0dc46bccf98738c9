"""What a person read and did, as Markdown. Deterministic: no id, no hour. The guides are written from it.

`transcript(phone)` tells the private chat; `transcript(phone, group)` what that person saw of a group.
`check_guide(path, text)` compares with the file; with VIGIE_WRITE_GUIDES=1 in the environment it rewrites it.
"""

import os
from pathlib import Path

from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.world import Event

BOT = "Vigie"


def transcript(phone: Phone, group: Group | None = None, *, since: int = 0) -> str:
    """`since`: the number of an event (`phone.gesture`), to tell only what came after."""
    chat = group.id if group else phone.id
    with phone.world.lock:
        events = [one for one in phone.world.events if one.chat == chat and one.number > since]
        names = {number: user["first_name"] for number, user in phone.world.users.items()}
    return "\n\n".join(filter(None, (_line(one, phone, names) for one in events))) + "\n"


def _line(event: Event, phone: Phone, names: dict[int, str]) -> str:
    mine = event.user == phone.id
    who = "Vous" if mine else names.get(event.user, BOT)
    match event.what:
        case "wrote":
            return f"**{who}** : {event.text}"
        case "tapped":
            return f"*{f'Vous touchez : {event.text}' if mine else f'{who} touche : {event.text}'}*"
        case "shown" | "edited":
            changed = " (le message change)" if event.what == "edited" else ""
            return f"**{BOT}**{changed} :\n\n{_bubble(event)}"
        case "toast" | "alert":
            return f"*{BOT} affiche un instant : « {event.text} »*" if event.text and mine else ""
        case "deleted":
            return f"*{BOT} retire un message.*"
        case "blocked" | "unblocked":
            return f"*{who} {'bloquez' if event.what == 'blocked' else 'débloquez'} {BOT}.*"
    return ""


def _bubble(event: Event) -> str:
    lines = [line.rstrip() for line in event.text.splitlines()]
    if event.document:
        lines = [f"📄 {event.document}", *([""] if lines else []), *lines]
    if event.rows:
        lines += ["", *("`" + "` `".join(f"[ {label} ]" for label in row) + "`  " for row in event.rows)]
    return "\n".join(f"> {line}  ".rstrip() + "  " if line else ">" for line in lines)


def check_guide(path: Path, text: str) -> None:
    """AssertionError when the guide does not say what people read; how to rewrite it is in the message."""
    if os.environ.get("VIGIE_WRITE_GUIDES") == "1":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{path} is not what people read: VIGIE_WRITE_GUIDES=1 rewrites it"
