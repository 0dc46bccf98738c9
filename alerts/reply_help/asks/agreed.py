"""One value out of several sentences: the nearest ones decide, and when they contradict each other nobody does."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from alerts.reply_help.asks.line import Line, LotText

Value = TypeVar("Value")


def nearest(text: LotText, read: Callable[[Line], Value | None], *words: str) -> list[tuple[Value, Line]]:
    """What `read` finds in the sentences that hold one of `words`, in the nearest group where it finds anything."""
    for group in text.holding(words):
        found = [(value, line) for line in group if (value := read(line)) is not None]
        if found:
            return found
    return []


def one(values: Iterable[Value]) -> Value | None:
    """The only value; None when there is none, or several that differ."""
    kept = set(values)
    return kept.pop() if len(kept) == 1 else None
