"""A message as the two encoded parts of an e-mail. What several recipients share is rendered once.

A message is cut where its entries stand: each entry and each run of other blocks is rendered by itself, encoded, and
kept (the same opportunity stands in many digests). The addresses behind actions, the title and the footer are places
that each recipient fills (`pieces`). What is kept is bounded: the least used goes.

Pictures stand in the HTML after what comes first: what they say is in the blocks, so the text part leaves them out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import escape

from alerts.channels.email import hypertext, plain_text
from alerts.channels.email.hypertext import Labels, Shown
from alerts.channels.email.personal import Personal
from alerts.channels.email.pieces import Pieces
from alerts.channels.email.quoted_printable import encoded, joined
from alerts.channels.markup import typography
from alerts.channels.pictures import name_of, pictures_of, width_of
from alerts.messages.message import (
    Action,
    Attachment,
    Block,
    Entry,
    Fact,
    Heading,
    Message,
    Paragraph,
    Plain,
    flattened,
)
from alerts.model.reading import Answer

KEPT = 2048  # parts: about ten megabytes

Addresses = dict[str, str]
Words = Mapping[str, bytes]
_PLAIN = re.compile(r"[\w:/.~?=%-]*", re.ASCII)  # as the links that we sign


@dataclass(frozen=True, slots=True)
class Part:
    """The same words twice. Places « 0 », « 1 »… are the addresses of its links, in order."""

    text: Pieces
    html: Pieces


Filled = tuple[Part, Words, Words]
"""A part, and what stands in its places: in the text, in the HTML."""


def rendered(message: Message, why: str, personal: Personal) -> tuple[bytes, bytes]:
    """The text part and the HTML part, quoted-printable (CRLF). `why`: the sentence of the footer, "" for none."""
    text: list[bytes] = []
    html: list[bytes] = []
    for part, in_text, in_html in _parts(message, personal):
        text += part.text.filled(in_text)
        html += part.html.filled(in_html)
    footer = personal.footer()
    frame = _frame(tuple(footer), bool(why))
    in_text, in_html = _addressed(footer)
    title, reason, summary = _said(message.title), _said(why), _said(message.summary)
    return (
        joined(frame.text.filled({**in_text, "title": title[0], "why": reason[0], "parts": joined(text)})),
        joined(
            frame.html.filled(
                {**in_html, "title": title[1], "why": reason[1], "summary": summary[1], "parts": joined(html)}
            )
        ),
    )


def _addressed(addresses: Mapping[str, str]) -> tuple[Words, Words]:
    """In the text, in the HTML. They have no space, so that nothing else can end their attribute."""
    in_text = {name: encoded(url) for name, url in addresses.items()}
    others = {name: encoded(str(escape(url))) for name, url in addresses.items() if not _PLAIN.fullmatch(url)}
    return in_text, in_text | others if others else in_text


@lru_cache(KEPT)
def _said(text: str) -> tuple[bytes, bytes]:
    """Words that stand by themselves, in the text and in the HTML."""
    return encoded(plain_text.lines(text)), encoded(str(escape(typography(text))))


def _parts(message: Message, personal: Personal) -> Iterator[Filled]:
    """Each part with what stands in its places."""
    labels, addresses = _links([action for row in message.actions for action in row], personal)
    shown = _shown(message.attachments)
    if any(isinstance(block, Entry) for block in message.blocks):
        yield from _gathered(message.blocks, personal, shown)
    elif message.blocks:
        yield from _single(tuple(flattened(message.blocks)), labels, addresses, shown)
        return
    if labels:
        yield _actions(labels), *_addressed(addresses)


def _shown(attachments: Sequence[Attachment]) -> Shown:
    return tuple((name_of(one), one.alt, width_of(one)) for one in pictures_of(attachments))


def _gathered(blocks: Sequence[Block], personal: Personal, shown: Shown) -> Iterator[Filled]:
    """Entries as cards, what stands between them, and other blocks as cards without a title; pictures come second."""
    for at, (kind, group) in enumerate(groupby(blocks, key=_kind)):
        same = tuple(group)
        yield from _same(kind, same, personal, closing=same[-1] is blocks[-1])
        if shown and not at:
            yield _pictures(shown), {}, {}


def _same(kind: object, same: Sequence[Block], personal: Personal, *, closing: bool) -> Iterator[Filled]:
    if kind is Entry:
        yield from (_one_entry(one, personal) for one in same if isinstance(one, Entry))
    elif kind is Plain:
        yield _run(tuple(flattened(same)), (), closing=closing), {}, {}
    else:
        yield _sentences([one for one in same if isinstance(one, Heading | Paragraph)], closing=closing)


def _kind(block: Block) -> object:
    if isinstance(block, Entry):
        return Entry
    return Paragraph if isinstance(block, Heading | Paragraph) else Plain


def _sentences(same: Sequence[Heading | Paragraph], *, closing: bool) -> Filled:
    """Only their words change from one recipient to the next: the name of a structure, a count."""
    said = [(str(at), _said(one.text)) for at, one in enumerate(same)]
    part = _between(tuple(map(type, same)), closing=closing)
    return part, {at: words[0] for at, words in said}, {at: words[1] for at, words in said}


def _single(blocks: tuple[Plain, ...], labels: Labels, addresses: Addresses, shown: Shown) -> Iterator[Filled]:
    """What is needed to decide, then what can be done, then the details under their headings."""
    at = _opening(blocks) if shown else _decided(blocks)
    first, rest = blocks[:at], blocks[at:]
    closing = any(isinstance(block, Fact) for block in blocks)
    yield _run(first, labels, closing=closing and not rest), *_addressed(addresses)
    if shown:
        yield _pictures(shown), {}, {}
    if rest:
        yield _run(rest, (), closing=closing), {}, {}


def _decided(blocks: Sequence[Plain]) -> int:
    """Where details begin: at the first heading, once an answer was given; nowhere without an answer."""
    at = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    answered = any(isinstance(block, Fact) and block.answer for block in blocks[:at])
    return at if answered else len(blocks)


def _opening(blocks: Sequence[Plain]) -> int:
    """Where what comes first ends: at the first heading that something stands before."""
    return next((at for at, block in enumerate(blocks) if at and isinstance(block, Heading)), len(blocks))


def _one_entry(entry: Entry, personal: Personal) -> Filled:
    labels, addresses = _links(entry.actions, personal)
    return _entry(entry.title, entry.tag, entry.answer, entry.blocks, labels), *_addressed(addresses)


def _links(actions: Sequence[Action], personal: Personal) -> tuple[Labels, Addresses]:
    """What can be done in a letter: words, and where they lead."""
    found: dict[str, list[str]] = {}
    for action in actions:
        url = personal.url(action)
        if url is not None:
            found.setdefault(url, []).append(action.label)
    return tuple(map(tuple, found.values())), {str(at): url for at, url in enumerate(found)}


@lru_cache(KEPT)
def _entry(title: str, tag: str, answer: Answer | None, blocks: tuple[Block, ...], labels: Labels) -> Part:
    one = Entry(title, blocks, tag=tag, answer=answer)
    return Part(Pieces.of(plain_text.entry(one, labels)), Pieces.of(hypertext.entry(one, labels)))


@lru_cache(KEPT)
def _run(blocks: tuple[Plain, ...], labels: Labels, *, closing: bool) -> Part:
    html = hypertext.run(blocks, labels, closing=closing)
    return Part(Pieces.of(plain_text.run(blocks, labels)), Pieces.of(html))


@lru_cache(KEPT)
def _pictures(shown: Shown) -> Part:
    return Part(Pieces(()), Pieces.of(hypertext.pictures(shown)))


@lru_cache(KEPT)
def _between(kinds: tuple[type[Heading | Paragraph], ...], *, closing: bool) -> Part:
    return Part(Pieces.of(plain_text.between(len(kinds))), Pieces.of(hypertext.between(kinds, closing=closing)))


@lru_cache(KEPT)
def _actions(labels: Labels) -> Part:
    return Part(Pieces.of(plain_text.actions(labels)), Pieces.of(hypertext.actions(labels)))


@lru_cache(KEPT)
def _frame(footer: tuple[str, ...], why: bool) -> Part:
    return Part(Pieces.of(plain_text.frame(footer, why)), Pieces.of(hypertext.frame(footer, why)))
