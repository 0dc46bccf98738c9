"""The text part, which stands alone: every address of the HTML is written in it, on a line of its own."""

from collections.abc import Sequence
from functools import lru_cache

from alerts.channels.email.pieces import mark
from alerts.channels.markup import block_text, in_rows, to_text
from alerts.messages.french import enumeration
from alerts.messages.message import Block, Entry, Link, Message, Paragraph, Plain, flattened

KEPT = 512  # titles and reasons, the same for all the recipients of a structure
BLOCKS = 4096  # short ones: buyers, deadlines and reasons come back from one entry to the next
_RULE = "-" * 40
FOOTER = {
    "browser": "Voir dans le navigateur",
    "settings": "Modifier mes réglages",
    "unsubscribe": "Ne plus recevoir ces e-mails",
    "mute": "Ne plus recevoir les messages de ce réseau",
    "privacy": "Vos données",
}
NO_TRACKER = "Ce message ne contient aucun traceur."


@lru_cache(KEPT)
def lines(text: str) -> str:
    """Cut at 78 columns, ending without a newline."""
    return block_text(Paragraph(text))


def frame(footer: Sequence[str], why: bool) -> str:
    """The title, the parts, the footer."""
    links = "\n".join(_linked(FOOTER[name], name) for name in footer)
    end = (f"{mark('why')}\n\n" if why else "") + (f"{links}\n\n" if links else "")
    return f"{mark('title')}\n\n{mark('parts')}{_RULE}\n{end}{NO_TRACKER}\n"


def run(blocks: Sequence[Plain], labels: Sequence[Sequence[str]]) -> str:
    """Blocks that are in no entry, then what can be done about them."""
    return f"{_written(blocks)}{actions(labels)}"


def between(count: int) -> str:
    """So many sentences, each with a place for its words: « 0 », « 1 »…"""
    return "".join(f"{mark(str(at))}\n\n" for at in range(count))


def entry(one: Entry, labels: Sequence[Sequence[str]]) -> str:
    """Its tag, its title, its blocks, and what can be done about it."""
    title = f"[{one.tag}] {one.title}" if one.tag else one.title
    return f"{_RULE}\n{lines(title)}\n\n{_written(one.blocks)}{actions(labels)}"


def actions(labels: Sequence[Sequence[str]]) -> str:
    """Several words that lead to one address are said together."""
    said = [_linked(enumeration(words, "ou"), str(at)) for at, words in enumerate(labels)]
    return "\n".join(said) + "\n\n" if said else ""


def _linked(words: str, name: str) -> str:
    return to_text(Message("", "", (Link(words, mark(name)),))).strip("\n")


def _written(blocks: Sequence[Block]) -> str:
    text = in_rows(flattened(blocks), _known).strip("\n")
    return f"{text}\n\n" if text else ""


_known = lru_cache(BLOCKS)(block_text)
