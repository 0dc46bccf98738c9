"""A long message on a small screen: cut into pages between its blocks, one under the other."""

import re
from collections.abc import Callable, Sequence

from alerts.messages.message import Message
from bot.chat.html import fit, visible
from bot.chat.render import paragraphs
from bot.chat.screen import Button, Rows, Screen
from bot.commands.reply.desk import CUT, page_of

_QUOTE = re.compile(r"<blockquote.*?</blockquote>", re.DOTALL)
LINES = 24  # of a phone, on one page
HEADING = 8  # lines: under fewer, a page is not left so
FOLDED = 3  # lines that a folded quote shows
WIDTH = 42  # letters on one line of it


def paged(message: Message, page: int, turn: Callable[[str, int], Button], rows: Rows, note: str = "") -> Screen:
    """`turn`: the button (label, page) that leads to another page. The title stands on each of them."""
    title, *blocks = paragraphs(message)
    head, _, rest = title.partition("\n")
    pages = pages_of([rest, *blocks] if rest else blocks)
    page = page_of(page, len(pages), 1)
    turning = [turn("⬅️ Avant", page - 1)] if page else []
    turning += [turn("Suite ➡️", page + 1)] if page + 1 < len(pages) else []
    number = f" ({page + 1}/{len(pages)})" if len(pages) > 1 else ""
    parts = [*([note] if note else []), f"{head}{number}", *pages[page]]
    return Screen(fit(parts, joined="\n\n", left_out=CUT), (*((tuple(turning),) if turning else ()), *rows))


def pages_of(blocks: Sequence[str]) -> list[list[str]]:
    """At least one; a list taller than a page goes on over the next one, and begins on one that is nearly empty."""
    pages: list[list[str]] = [[]]
    for block in blocks:
        for part in _parts(block, _room(pages[-1])):
            if pages[-1] and lines_of([*pages[-1], part]) > LINES:
                pages.append([])
            pages[-1].append(part)
    return pages


def _room(page: Sequence[str]) -> int:
    """Lines left under what is only a heading; a whole page otherwise, so that a part is cut as little as possible."""
    used = lines_of(page) + 1
    return LINES - used if page and used <= HEADING else LINES


def lines_of(blocks: Sequence[str]) -> int:
    """Of a phone, with the empty ones between blocks."""
    return sum(_height(block) for block in blocks) + len(blocks) - 1


def _height(block: str) -> int:
    plain, quotes = _QUOTE.sub("", block), _QUOTE.findall(block)
    lines = [line for line in visible(plain).split("\n") if line]
    return sum(-(-len(line) // WIDTH) for line in lines) + FOLDED * len(quotes)


def _parts(block: str, room: int) -> list[str]:
    """By its lines, when it is taller than the room: none of our tags goes over a line but that of quotes."""
    if _height(block) <= room or _QUOTE.search(block):
        return [block]
    held, *lines = block.split("\n")
    parts: list[str] = []
    for line in lines:
        if _height(f"{held}\n{line}") > room and (parts or "\n" in held):
            parts.append(held)
            held, room = line, LINES
        else:
            held = f"{held}\n{line}"
    return [*parts, held]
