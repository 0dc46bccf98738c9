"""Neutral blocks to text and to HTML, for every channel that writes pages or mail.

The text stands alone: no markup, lines of 78 characters at most (a URL is never cut), ordinary spaces. The HTML is one
file: no remote resource, no script, one small stylesheet, unbreakable spaces. Both write curly apostrophes, everywhere
but in quotes, which stay as published.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby
from textwrap import wrap
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from alerts.messages.message import (
    BeforeAfter,
    Bullets,
    Fact,
    Heading,
    Link,
    Message,
    Paragraph,
    Plain,
    Quote,
    flattened,
    verdict_of,
)

WIDTH = 78
_INDENT = "    "
_ROWS = frozenset({Fact, Link})


def to_text(message: Message) -> str:
    """The whole message as plain text, ending with a newline. The summary is for lists: the blocks say it all."""
    return "\n\n".join(filter(None, (_lines(message.title), in_rows(flattened(message.blocks))))) + "\n"


def to_html(message: Message, pictures: Sequence[tuple[str, str]] = ()) -> str:
    """The whole message as one HTML page in UTF-8, everything escaped. Links that are not http(s) are shown as text.

    The summary is the page's description: lists and previews show it. `pictures`: (a file beside the page, what it
    says).
    """
    plain = groupby(flattened(message.blocks), key=lambda block: type(block).__name__)
    groups = [(kind, list(blocks)) for kind, blocks in plain]
    return render("message.html.j2", title=message.title, summary=message.summary, groups=groups, pictures=pictures)


def render(template: str, **values: object) -> str:
    """One of our page templates, everything escaped, ending with a newline."""
    return _environment().get_template(template).render(values).rstrip() + "\n"


def in_rows(blocks: Iterable[Plain], text_of: Callable[[Plain], str] | None = None) -> str:
    """Blocks as plain text, without a newline at the end: facts follow one another, links too; an empty line between
    all else. `text_of`: `block_text`, or one that remembers."""
    parts: list[str] = []
    for kind, same in groupby(blocks, key=type):
        written = [text for block in same if (text := (text_of or block_text)(block))]
        parts += ["\n".join(written)] if kind in _ROWS else written
    return "\n\n".join(filter(None, parts))


def block_text(block: Plain) -> str:
    """One block, in lines of 78 characters at most."""
    match block:
        case Heading(text) | Paragraph(text):
            return _lines(text)
        case Fact(label, value):
            return _lines(f"{label}{'' if label.endswith('?') else ' :'} {value}", rest=_INDENT)
        case Quote(text, source, _):
            return f"{_quoted(text)}\n{_lines(f'({source})', _INDENT, _INDENT)}"
        case Bullets(items):
            return "\n".join(_lines(item, "- ", "  ") for item in items)
        case Link(label, url):
            return f"{_lines(f'{label} :')}\n{_INDENT}{url}"
        case BeforeAfter(label, before, after):
            was, now = (
                _lines(f"avant : {before}", _INDENT, _INDENT * 2),
                _lines(f"après : {after}", _INDENT, _INDENT * 2),
            )
            return f"{_lines(f'{label} :')}\n{was}\n{now}"


def _quoted(text: str) -> str:
    """Words of the notice, whose apostrophes stay as published."""
    return _cut(f"« {text} »", _INDENT, _INDENT)


def _lines(text: str, first: str = "", rest: str = "") -> str:
    return _cut(_APOSTROPHE.sub("\u2019", text), first, rest)


def _cut(text: str, first: str, rest: str) -> str:
    """Folded, then cut where a line may end: never before « : » nor within « 12 h 00 »."""
    folded = _unbreakable(" ".join(text.split()))
    cut = _wrapped(folded, first, rest) if len(first) + len(folded) > WIDTH else first + folded if folded else ""
    return cut.replace(_THIN, " ").replace(_NBSP, " ")


def _wrapped(text: str, first: str, rest: str) -> str:
    return "\n".join(
        wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
    )


_THIN = "\u202f"  # narrow no-break space: inside numbers, before ; ! ?
_NBSP = "\u00a0"
_UNBREAKABLE = (  # each begins with what it replaces: it is looked for there only
    (re.compile(r" (?<=\d )(?=\d{3}(?!\d))"), _THIN),
    (re.compile(r" (?=[;!?])"), _THIN),
    (re.compile(r" (?:(?=[:»€%–→])|(?<=« )|(?<=\d )(?=h\b)|(?<=\d h )(?=\d\d\b)|(?<=[àn]° ))"), _NBSP),
    (re.compile(r" (?:(?<=\blot )|(?<=\blots ))(?=\d)"), _NBSP),
)
_APOSTROPHE = re.compile(r"'(?<=\w')(?=\w|« ?)")


def typography(text: str) -> str:
    """French typography for a screen. Only spaces and apostrophes change: the words stay searchable."""
    return _unbreakable(_APOSTROPHE.sub("\u2019", text))  # in this order, as the text part has it: it is looked up


@lru_cache(4096)
def _unbreakable(text: str) -> str:
    """Labels, places and buyers come back in every message."""
    for pattern, replacement in _UNBREAKABLE:
        text = pattern.sub(replacement, text)
    return text


def safe_url(url: str) -> bool:
    """Only addresses that a browser opens as a page: never `javascript:` nor a file of the reader's disk."""
    try:
        return urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).netloc)
    except ValueError:
        return False


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("alerts.channels"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fr"] = typography
    environment.filters["verdict"] = verdict_of
    environment.tests["safe_url"] = safe_url
    return environment
