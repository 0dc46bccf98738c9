"""How much room a letter takes once it is HTML: Gmail hides what comes after 102 KB, the way to unsubscribe with it.

An estimate, always a little more than what the channel makes of it: which is cut first is a matter of what is said.
"""

from collections.abc import Iterable

from alerts.messages.message import Block, Bullets, Entry

ROOM = 82_000  # octets of the blocks; the frame of a letter takes a tenth of that
_OCTETS = 1.25  # a character, accents and escapes in it
_BLOCK = 150
_ENTRY = 1150


def weight(blocks: Iterable[Block]) -> int:
    """Octets of HTML, about."""
    return sum(map(_weight, blocks))


def _weight(block: Block) -> int:
    if isinstance(block, Entry):
        return _ENTRY + weight(block.blocks) + int(_OCTETS * _characters((block.title, block.tag, block.actions)))
    pieces = len(block.items) if isinstance(block, Bullets) else 1
    return _BLOCK // 2 * (pieces + 1) + int(_OCTETS * _characters(block))


def _characters(value: object) -> int:
    """Of all the texts in it."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_characters, value))
    names: Iterable[str] = getattr(type(value), "__dataclass_fields__", ())  # `fields` costs three times as much
    return sum(_characters(getattr(value, name)) for name in names)
