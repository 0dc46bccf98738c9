"""A message as the two encoded parts of an e-mail. What several recipients share is rendered once.

A message is cut where its entries stand: each entry and each run of other blocks is rendered by itself, encoded, and
kept (the same opportunity stands in many digests). The addresses behind actions, the title and the footer are places
that each recipient fills (`pieces`). What is kept is bounded: the least used goes.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import escape

from alerts.channels.email import hypertext, plain_text
from alerts.channels.email.hypertext import Labels
from alerts.channels.email.personal import Personal
from alerts.channels.email.pieces import Pieces
from alerts.channels.email.quoted_printable import encoded, joined
from alerts.channels.markup import typography
from alerts.messages.message import Action, Block, Entry, Fact, Heading, Message, Plain, flattened
from alerts.model.reading import Answer

KEPT = 1024  # parts: a few megabytes

Addresses = list[str]

_PLAIN = re.compile(r"[\w:/.~?=%-]*", re.ASCII)  # as the links that we sign


@dataclass(frozen=True, slots=True)
class Part:
    """The same words twice. Places « 0 », « 1 »… are the addresses of its links, in order."""

    text: Pieces
    html: Pieces


def rendered(message: Message, why: str, personal: Personal) -> tuple[bytes, bytes]:
    """The text part and the HTML part, quoted-printable (CRLF). `why`: the sentence of the footer, "" for none."""
    text: list[bytes] = []
    html: list[bytes] = []
    for part, addresses in _parts(message, personal):
        plain = {str(at): encoded(url) for at, url in enumerate(addresses)}
        text += part.text.filled(plain)
        html += part.html.filled(plain | _escaped(addresses))
    footer = personal.footer()
    frame = _frame(tuple(footer), bool(why))
    in_text = {"title": plain_text.lines(message.title), "why": plain_text.lines(why)} | footer
    in_html = {
        "title": typography(message.title),
        "summary": typography(message.summary),
        "why": typography(why),
    } | footer
    return (
        joined(frame.text.filled(_encoded(in_text) | {"parts": joined(text)})),
        joined(frame.html.filled(_encoded(in_html, safe=escape) | {"parts": joined(html)})),
    )


def _escaped(addresses: Addresses) -> dict[str, bytes]:
    """Those that HTML writes otherwise. They have no space, so that nothing else can end their attribute."""
    return {str(at): encoded(str(escape(url))) for at, url in enumerate(addresses) if not _PLAIN.fullmatch(url)}


def _encoded(values: Mapping[str, str], safe: Callable[[str], str] = str) -> dict[str, bytes]:
    return {name: encoded(str(safe(value))) for name, value in values.items()}


def _parts(message: Message, personal: Personal) -> Iterator[tuple[Part, Addresses]]:
    """Each part with the addresses of its links."""
    labels, addresses = _links([action for row in message.actions for action in row], personal)
    if any(isinstance(block, Entry) for block in message.blocks):
        yield from _gathered(message.blocks, personal)
    elif message.blocks:
        yield from _single(tuple(flattened(message.blocks)), labels, addresses)
        return
    if labels:
        yield _actions(labels), addresses


def _gathered(blocks: Sequence[Block], personal: Personal) -> Iterator[tuple[Part, Addresses]]:
    """Entries as cards, and what stands between them."""
    for is_entry, group in groupby(blocks, key=lambda block: isinstance(block, Entry)):
        same = tuple(group)
        if is_entry:
            yield from (_one_entry(one, personal) for one in same if isinstance(one, Entry))
        else:
            yield _run(tuple(flattened(same)), (), gathered=True, closing=same[-1] is blocks[-1]), []


def _single(blocks: tuple[Plain, ...], labels: Labels, addresses: Addresses) -> Iterator[tuple[Part, Addresses]]:
    """What is needed to decide, then what can be done, then the details under their headings."""
    at = _decided(blocks)
    first, rest = blocks[:at], blocks[at:]
    closing = any(isinstance(block, Fact) for block in blocks)
    yield _run(first, labels, gathered=False, closing=closing and not rest), addresses
    if rest:
        yield _run(rest, (), gathered=False, closing=closing), []


def _decided(blocks: Sequence[Plain]) -> int:
    """Where details begin: at the first heading, once an answer was given; nowhere without an answer."""
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    answered = any(isinstance(block, Fact) and block.answer for block in blocks[:at])
    return at if answered else len(blocks)


def _one_entry(entry: Entry, personal: Personal) -> tuple[Part, Addresses]:
    labels, addresses = _links(entry.actions, personal)
    return _entry(entry.title, entry.tag, entry.answer, entry.blocks, labels), addresses


def _links(actions: Sequence[Action], personal: Personal) -> tuple[Labels, Addresses]:
    """What can be done in a letter: words, and where they lead."""
    found: dict[str, list[str]] = {}
    for action in actions:
        url = personal.url(action)
        if url is not None:
            found.setdefault(url, []).append(action.label)
    return tuple(map(tuple, found.values())), list(found)


@lru_cache(KEPT)
def _entry(title: str, tag: str, answer: Answer | None, blocks: tuple[Block, ...], labels: Labels) -> Part:
    one = Entry(title, blocks, tag=tag, answer=answer)
    return Part(Pieces.of(plain_text.entry(one, labels)), Pieces.of(hypertext.entry(one, labels)))


@lru_cache(KEPT)
def _run(blocks: tuple[Plain, ...], labels: Labels, *, gathered: bool, closing: bool) -> Part:
    html = hypertext.run(blocks, labels, gathered=gathered, closing=closing)
    return Part(Pieces.of(plain_text.run(blocks, labels)), Pieces.of(html))


@lru_cache(KEPT)
def _actions(labels: Labels) -> Part:
    return Part(Pieces.of(plain_text.actions(labels)), Pieces.of(hypertext.actions(labels)))


@lru_cache(KEPT)
def _frame(footer: tuple[str, ...], why: bool) -> Part:
    return Part(Pieces.of(plain_text.frame(footer, why)), Pieces.of(hypertext.frame(footer, why)))
