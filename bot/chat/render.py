"""Neutral messages as screens of a chat: blocks in Telegram's HTML, actions as buttons. Words are never rewritten."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from alerts.channels.markup import typography
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
from bot.chat.actions import rows_of
from bot.chat.html import MESSAGE, Html, b, fit, h, i, link, units
from bot.chat.screen import Screen

_NUMBERED = re.compile(r"\d+\. ")
_TOGETHER = {(Fact, Fact), (Quote, Fact), (BeforeAfter, BeforeAfter), (Paragraph, Link)}


GROUP = MESSAGE // 2  # units of lines that stay together: a bubble is cut between groups


def screen_of(message: Message) -> Screen:
    """One bubble: what does not hold in it is told to be in the notice."""
    return Screen(fit(paragraphs(message), joined="\n\n"), rows_of(message.actions))


def paragraphs(message: Message) -> tuple[str, ...]:
    """The message as blocks of HTML, the title first; an empty line goes between two of them."""
    return tuple("\n".join(lines) for lines in _groups((Heading(message.title), *flattened(message.blocks))))


def _groups(blocks: Sequence[Plain]) -> Iterator[list[str]]:
    """The lines of blocks that belong together."""
    held: list[str] = []
    previous: Plain = Heading("")
    for block, line in _lines(blocks):
        if held and (not _stays(previous, block) or units("".join((*held, line))) > GROUP):
            yield held
            held = []
        held.append(line)
        previous = block
    yield held


def _lines(blocks: Iterable[Plain]) -> Iterator[tuple[Plain, str]]:
    """Quotes that follow one another are folded as one: their sentences are one tap away."""
    for kind, run in groupby(blocks, key=type):
        if kind is Quote:
            quotes = [one for one in run if isinstance(one, Quote)]
            yield quotes[0], quoted(quotes)
        else:
            yield from ((block, _html(block)) for block in run)


def _stays(previous: Plain, block: Plain) -> bool:
    """Whether a block follows without an empty line: what it introduces stays by, what stands out opens a group."""
    if isinstance(previous, Heading):
        return not isinstance(block, Heading)
    if isinstance(block, Fact) and block.strong:
        return isinstance(previous, Fact) and previous.strong and _is_verdict(previous) == _is_verdict(block)
    return isinstance(block, Quote) or (type(previous), type(block)) in _TOGETHER


def _is_verdict(fact: Fact) -> bool:
    return fact.answer is not None


def _html(block: Plain) -> str:
    match block:
        case Heading(text):
            return b(_words(text))
        case Paragraph(text):
            return _words(text)
        case Fact():
            return _fact(block)
        case Quote():
            return quoted([block])
        case Bullets(items):
            return "\n".join(_words(one if _NUMBERED.match(one) else f"• {one}") for one in items)
        case Link(label, url):
            return link(_words(label), url)
        case BeforeAfter(label, before, after):
            return f"{b(_words(label))}\n{_words(f'{before} → {after}')}"


def _fact(fact: Fact) -> str:
    label = f"{fact.label}{'' if fact.label.endswith('?') else ' :'}"
    if not fact.strong:
        return _words(f"{label} {fact.value}")
    verdict, reasons = verdict_of(fact)
    said = b(_words(f"{label} {verdict}"))
    return f"{said} {_words(reasons)}" if reasons else said


def quoted(quotes: Sequence[Quote]) -> Html:
    """Words of the notice, whose apostrophes stay as published, each with where it stands; folded, one tap away."""
    told = "\n".join(f"« {h(_folded(one.text))} »\n{i(_words(one.source))}" for one in quotes)
    return Html(f"<blockquote expandable>{told}</blockquote>")


def _words(text: str) -> Html:
    return h(typography(_folded(text)))


def _folded(text: str) -> str:
    return " ".join(text.split())
