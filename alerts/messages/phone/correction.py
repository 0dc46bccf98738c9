"""A correction on a phone: « avant → après » first, then whether one may still answer."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from alerts.messages.french import count, shortened
from alerts.messages.message import BeforeAfter, Block, Fact, Heading, Link, Message, Paragraph
from alerts.messages.phone.card import Rows
from alerts.messages.phone.lines import FAITHFUL, REASON, VALUE, brief
from alerts.messages.words import DISCLAIMER

CHANGES = 4  # told one by one
WORDS = 160  # characters of what was, and of what is
LINKS = 1
IN_THE_TITLE = "Lieu"


def short_correction(message: Message, actions: Rows = ()) -> Message:
    """`message` as `alerts.messages.correction.correction_message` writes it, short enough for a phone.

    What changes for the structure comes first; what changes for others is counted; the sentences of the new notice are
    left to the notice, whose link stays.
    """
    return replace(message, blocks=tuple(_blocks(message)), actions=actions or message.actions)


def _blocks(message: Message) -> Iterator[Block]:
    head = tuple(takewhile(lambda block: not isinstance(block, Heading), message.blocks))
    yield from (block for block in head if isinstance(block, Paragraph))
    yield from _changes(message)
    facts = [block for block in head if isinstance(block, Fact) and block.label != IN_THE_TITLE]
    yield from (_short(one) for one in sorted(facts, key=lambda one: one.strong))
    for block in message.blocks[len(head) :]:
        if isinstance(block, Paragraph):
            yield Paragraph(block.text.replace(DISCLAIMER, FAITHFUL))
    yield from [block for block in message.blocks if isinstance(block, Link)][:LINKS]


def _changes(message: Message) -> Iterator[Block]:
    """Those that follow the first heading; the other lots' are counted."""
    groups: list[list[BeforeAfter]] = [[]]
    for block in message.blocks:
        if isinstance(block, Heading):
            groups.append([])
        elif isinstance(block, BeforeAfter):
            groups[-1].append(block)
    told = next((group for group in groups if group), [])
    for one in told[:CHANGES]:
        yield BeforeAfter(one.label, shortened(one.before, WORDS), shortened(one.after, WORDS))
    left = sum(map(len, groups)) - len(told[:CHANGES])
    if left:
        yield Paragraph(f"Et {count(left, 'autre changement', 'autres changements')}, dans l'avis.")


def _short(fact: Fact) -> Fact:
    return replace(fact, value=shortened(brief(fact.value), REASON if fact.strong else VALUE * 2))
