"""Telegram's HTML: the one place where text becomes markup, is measured and is cut.

Limits are those of the Bot API (core.telegram.org/bots/api). Telegram counts UTF-16 units after entities are parsed;
what is written here is counted before, with its tags: never less.
"""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from urllib.parse import urlsplit

MESSAGE = 4096  # sendMessage, `text`: 1 to 4096 characters after entities parsing
CAPTION = 1024  # sendDocument, `caption`: 0 to 1024
ENTITIES = 100  # what stands in more tags than that is shown bare
TOAST = 200  # answerCallbackQuery, `text`: 0 to 200
ADDRESS = 1024  # characters of an address behind a word; a longer one is no address that people were given
LEFT_OUT = "… La suite est dans l’avis."

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_SPACES = str.maketrans({"\t": " ", "\v": " ", "\f": " ", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
# Control characters, lone surrogates, overrides of the direction of writing.
_UNSHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")
_TOKENS = re.compile(r"<(?P<end>/?)(?P<tag>[a-z]+)[^>]*>|&#?\w+;|\s+|[^<&\s]+|[<&]")


class Html(str):
    """Text that is already Telegram's HTML: `h` lets it through, so that nothing is escaped twice."""

    __slots__ = ()


def h(text: str) -> Html:
    """What comes from outside, made harmless: escaped, without control characters, lone surrogates, or overrides of
    the direction of writing (they can make « 4 » look like « 40 »)."""
    if isinstance(text, Html):
        return text
    return Html(_UNSHOWN.sub("", text.replace("\r\n", "\n").translate(_SPACES)).translate(_ESCAPED))


def b(text: str) -> Html:
    """Bold; plain text is escaped, here and below."""
    return _within("b", text)


def i(text: str) -> Html:
    return _within("i", text)


def quote(text: str, *, expandable: bool = True) -> Html:
    """Words of a notice. `expandable`: three lines, and the rest one tap away (Bot API 7.3). They cannot be nested."""
    return _within("blockquote", text, " expandable" if expandable else "")


def link(label: str, url: str) -> Html:
    """`label`, to be tapped when `url` is a web page of ours or a publisher's; plain words otherwise."""
    return Html(f'<a href="{h(url)}">{h(label)}</a>') if is_address(url) else h(label)


def is_address(url: str) -> bool:
    """True for http(s) with a host, without spaces or control characters, not absurdly long."""
    try:
        parts = urlsplit(url)
        held = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
    return held and len(url) <= ADDRESS and url == h(url).replace("&amp;", "&") and not re.search(r"\s", url)


def units(text: str) -> int:
    """UTF-16 code units, as Telegram counts: most emoji are 2."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(html: str) -> str:
    """What people read of our HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def fit(parts: Iterable[str], limit: int = MESSAGE, *, joined: str = "\n", left_out: str = LEFT_OUT) -> str:
    """The blocks that hold in one message of `limit` units; when some do not, `left_out` says so in their place.

    A block stays whole, but for the first when it alone is too long. Blocks are HTML, each with its tags closed.
    """
    blocks = list(parts)
    if _holds(joined.join(blocks), limit):
        return joined.join(blocks)
    told = f"{joined}{h(left_out)}"
    room = limit - units(told)
    kept = _leading(blocks, room, joined)
    return (joined.join(blocks[:kept]) if kept else cut(blocks[0], room)) + told


def split(parts: Iterable[str], limit: int = MESSAGE, *, joined: str = "\n") -> list[str]:
    """As many messages as needed, cut between blocks; nothing is left out but the end of a block longer than one."""
    blocks = [block if _holds(block, limit) else cut(block, limit) for block in parts]
    messages = []
    while blocks:
        kept = max(1, _leading(blocks, limit, joined))
        messages.append(joined.join(blocks[:kept]))
        blocks = blocks[kept:]
    return [message for message in messages if visible(message).strip()]


def cut(html: str, limit: int) -> str:
    """At most `limit` units, cut between words, never inside a tag or an entity, open tags closed, « … » at the end."""
    if _holds(html, limit):
        return html
    written, ends = "", [""]
    tags = 0
    for token in _TOKENS.finditer(html):
        closing = ends[-1]
        if token["tag"]:
            ends = ends[:-1] if token["end"] else [*ends, f"</{token['tag']}>{closing}"]
            tags += not token["end"]
        if units(written + token[0] + ends[-1]) >= limit or tags > ENTITIES:
            return _ended(written, token, closing, limit)
        written += token[0]
    return written


def _ended(written: str, token: re.Match[str], closing: str, limit: int) -> str:
    """A word longer than what is left is cut only when it is most of the text."""
    room = limit - units(written) - units(closing) - 1
    if token["tag"] or token[0][0] in "&<" or room < limit // 2:
        return f"{written.rstrip()}…{closing}"
    piece = token[0].encode("utf-16-le", "surrogatepass")[: 2 * room].decode("utf-16-le", "ignore")
    return f"{written}{piece}…{closing}"


def _leading(blocks: Sequence[str], limit: int, joined: str) -> int:
    """How many of the first blocks hold together."""
    kept = 0
    while kept < len(blocks) and _holds(joined.join(blocks[: kept + 1]), limit):
        kept += 1
    return kept


def _holds(html: str, limit: int) -> bool:
    return units(html) <= limit and len(re.findall(r"<[a-z]", html)) <= ENTITIES


def _within(tag: str, text: str, attributes: str = "") -> Html:
    return Html(f"<{tag}{attributes}>{h(text)}</{tag}>")
