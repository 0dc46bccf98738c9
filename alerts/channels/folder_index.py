"""The page that lists a folder's messages, newest first. It is made from the files, so that it heals by itself.

It is written again with each message: only the newest are listed, and what it said of the others is kept as it was
written, so that one more message does not mean opening them all.
"""

import html
import re
from datetime import date
from itertools import groupby
from pathlib import Path

from alerts.channels.markup import render
from alerts.channels.whole_file import file_names, write_whole
from alerts.messages.french import capitalised, day

LISTED = 200  # messages
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-.+-[0-9a-f]{8}\.html")
_TOLD = re.compile(r'<title>(.*?)</title>\n<meta name="description" content="(.*?)">', re.DOTALL)
_ITEM = re.compile(r'<li><a href="([^"]+\.html)">[^\n]*\n[^\n]*</li>\n')
_HEAD = 8192  # characters read to find a title and its description
_ROUNDS = 3


def write_index(folder: Path, structure: str, written: str) -> None:
    """Write `index.html`, again when another worker added a message meanwhile. Raises OSError.

    `structure` is its name for people, `written` the page just written, whose title may be new.
    """
    listed: list[str] = []
    for _ in range(_ROUNDS):
        names = sorted((name for name in file_names(folder) if _NAME.fullmatch(name)), reverse=True)
        if names == listed:
            return
        write_whole(folder / "index.html", _page(folder, names, structure, written), durable=False)
        listed = names


def _page(folder: Path, names: list[str], structure: str, written: str) -> str:
    known = _known(folder)
    known.pop(written, None)
    days = [
        (capitalised(day(date.fromisoformat(on))), [known.get(name) or _item(folder / name) for name in group])
        for on, group in groupby(names[:LISTED], key=lambda name: name[:10])
    ]
    older = max(0, len(names) - LISTED)
    return render("index.html.j2", title=f"Messages pour {structure}", days=days, total=len(names), older=older)


def _known(folder: Path) -> dict[str, str]:
    """The items that we wrote in the index before, escaped, by the name of their page."""
    index = folder / "index.html"
    if not index.exists():
        return {}
    found = _ITEM.finditer(index.read_text(encoding="utf-8", errors="replace"))
    return {item[1]: item[0] for item in found}


def _item(page: Path) -> str:
    with page.open(encoding="utf-8", errors="replace") as stream:
        found = _TOLD.search(stream.read(_HEAD))
    title, summary = (html.unescape(part) for part in found.groups()) if found else (page.stem, "")
    return render("index_item.html.j2", name=page.name, title=title, summary=summary)
