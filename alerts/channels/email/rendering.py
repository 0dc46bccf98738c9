"""A message as the two encoded parts of an e-mail. What several recipients share is rendered once.

A message is cut where its entries stand: each entry, each run of other blocks, each set of actions is rendered by
itself, encoded, and kept (the same opportunity stands in many digests). The addresses behind actions, the title and
the footer are places that each recipient fills (`pieces`). What is kept is bounded: the least used goes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import escape

from alerts.channels.email import hypertext, plain_text
from alerts.channels.email.personal import Personal
from alerts.channels.email.pieces import Pieces
from alerts.channels.email.quoted_printable import encoded, joined
from alerts.channels.markup import typography
from alerts.messages.message import Action, Block, Entry, Message, Plain
from alerts.model.reading import Answer

KEPT = 1024  # parts: about ten megabytes

Labels = tuple[tuple[str, ...], ...]
"""The words of the links of a part: one item an address, with the words of all the actions that lead to it."""


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
        text += part.text.filled({str(at): encoded(url) for at, url in enumerate(addresses)})
        html += part.html.filled({str(at): encoded(str(escape(url))) for at, url in enumerate(addresses)})
    footer = personal.footer()
    frame = _frame(tuple(footer), bool(why))
    in_text = {"title": plain_text.lines(message.title), "why": plain_text.lines(why)} | footer
    in_html = {"title": typography(message.title), "summary": message.summary, "why": typography(why)} | footer
    return (
        joined(frame.text.filled(_encoded(in_text) | {"parts": joined(text)})),
        joined(frame.html.filled(_encoded(in_html, safe=escape) | {"parts": joined(html)})),
    )


def _encoded(values: Mapping[str, str], safe: Callable[[str], str] = str) -> dict[str, bytes]:
    return {name: encoded(str(safe(value))) for name, value in values.items()}


def _parts(message: Message, personal: Personal) -> Iterator[tuple[Part, list[str]]]:
    """Each part with the addresses of its links."""
    gathered = any(isinstance(block, Entry) for block in message.blocks)
    for is_entry, blocks in groupby(message.blocks, key=lambda block: isinstance(block, Entry)):
        if is_entry:
            yield from (_one_entry(entry, personal) for entry in blocks if isinstance(entry, Entry))
        else:
            yield _run(tuple(block for block in blocks if not isinstance(block, Entry)), gathered), []
    labels, addresses = _links([action for row in message.actions for action in row], personal)
    if labels:
        yield _actions(labels), addresses


def _one_entry(entry: Entry, personal: Personal) -> tuple[Part, list[str]]:
    labels, addresses = _links(entry.actions, personal)
    return _entry(entry.title, entry.tag, entry.answer, entry.blocks, labels), addresses


def _links(actions: Sequence[Action], personal: Personal) -> tuple[Labels, list[str]]:
    """What can be done in a letter: words, and where they lead."""
    found: dict[str, list[str]] = {}
    for action in actions:
        url = personal.url(action)
        if url is not None:
            found.setdefault(url, []).append(action.label)
    return tuple(map(tuple, found.values())), list(found)


@lru_cache(KEPT)
def _entry(title: str, tag: str, answer: Answer | None, blocks: tuple[Block, ...], labels: Labels) -> Part:
    entry = Entry(title, blocks, tag=tag, answer=answer)
    return Part(Pieces.of(plain_text.entry(entry, labels)), Pieces.of(hypertext.entry(entry, labels)))


@lru_cache(KEPT)
def _run(blocks: tuple[Plain, ...], gathered: bool) -> Part:
    return Part(Pieces.of(plain_text.run(blocks)), Pieces.of(hypertext.run(blocks, gathered)))


@lru_cache(KEPT)
def _actions(labels: Labels) -> Part:
    return Part(Pieces.of(plain_text.actions(labels)), Pieces.of(hypertext.actions(labels)))


@lru_cache(KEPT)
def _frame(footer: tuple[str, ...], why: bool) -> Part:
    return Part(Pieces.of(plain_text.frame(footer, why)), Pieces.of(hypertext.frame(footer, why)))
