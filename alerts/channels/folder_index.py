"""The page that lists a folder's messages, newest first. It is made from the files, so that it heals by itself."""

import html
import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from alerts.channels.markup import render
from alerts.channels.whole_file import write_whole
from alerts.messages.french import capitalised, day

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-.+-[0-9a-f]{8}\.html")
_TOLD = re.compile(r'<title>(.*?)</title>\n<meta name="description" content="(.*?)">', re.DOTALL)
_LISTED = re.compile(r'<li><a href="([^"]+\.html)">(.*?)</a>.*?\n<p>(.*?)</p></li>')
_HEAD = 8192  # characters read to find a title and its description
_ROUNDS = 3
LISTED = 200  # messages: the page is written again with each of them


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the list: its page, its title, its summary."""

    name: str
    title: str
    summary: str = ""


def write_index(folder: Path, structure: str, written: str) -> None:
    """Write `index.html`, again when another worker added a message meanwhile. Raises OSError.

    `structure` is its name for people, `written` the page just written, whose title may be new.
    """
    listed: list[str] = []
    for _ in range(_ROUNDS):
        names = _names(folder)
        if names == listed:
            return
        write_whole(folder / "index.html", _page(folder, names, structure, written))
        listed = names


def _names(folder: Path) -> list[str]:
    return sorted((path.name for path in folder.glob("*.html") if _NAME.fullmatch(path.name)), reverse=True)


def _page(folder: Path, names: list[str], structure: str, written: str) -> str:
    known = _known(folder)
    known.pop(written, None)
    days = [
        (capitalised(day(date.fromisoformat(on))), [known.get(name) or _entry(folder / name) for name in group])
        for on, group in groupby(names[:LISTED], key=lambda name: name[:10])
    ]
    older = max(0, len(names) - LISTED)
    return render("index.html.j2", title=f"Messages pour {structure}", days=days, total=len(names), older=older)


def _known(folder: Path) -> dict[str, Entry]:
    """What the index lists already, so that one more message does not mean opening all the others."""
    index = folder / "index.html"
    if not index.exists():
        return {}
    found = _LISTED.findall(index.read_text(encoding="utf-8", errors="replace"))
    entries = (Entry(*(html.unescape(part) for part in one)) for one in found)
    return {entry.name: entry for entry in entries}


def _entry(page: Path) -> Entry:
    with page.open(encoding="utf-8", errors="replace") as stream:
        found = _TOLD.search(stream.read(_HEAD))
    return Entry(page.name, *(html.unescape(part) for part in found.groups())) if found else Entry(page.name, page.stem)
