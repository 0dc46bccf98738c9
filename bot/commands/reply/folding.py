"""Long messages on a small screen: the parts under a heading that are one tap away instead."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from alerts.messages.message import Block, Heading, Message


def folded(message: Message, away: Collection[str]) -> Message:
    """Without what stands under these headings."""
    return replace(message, blocks=tuple(_kept(message.blocks, away, inside=False)))


def unfolded(message: Message, wanted: Collection[str]) -> Message | None:
    """Only what stands under these headings; None when there is none of them."""
    kept = tuple(_kept(message.blocks, wanted, inside=True))
    return replace(message, blocks=kept) if kept else None


def _kept(blocks: tuple[Block, ...], named: Collection[str], *, inside: bool) -> Iterator[Block]:
    within = False
    for block in blocks:
        if isinstance(block, Heading):
            within = block.text in named
        if within is inside:
            yield block
