"""What is said back of a text: what was understood, what is asked, what was not recognised."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """Something that may mean several things, or nearly something. `text` is a French sentence.

    Each choice is a label of a button and what it means: the same kind of value as what is understood at once.
    """

    text: str
    choices: tuple[tuple[str, T], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """`text` as it was written; `hint` is a French sentence that helps to write it otherwise."""

    text: str
    hint: str


def unlike(one: str, other: str, most: int = 2) -> int:
    """How many letters to add, take away, change or swap with their neighbour; `most` + 1 as soon as it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def nearest(text: str, names: Iterable[str], keep: int = 3) -> list[str]:
    """The names that are one letter away (two from seven letters on, three from thirteen), nearest first; none for very
    short texts."""
    most = 3 if len(text) >= 13 else 2 if len(text) >= 7 else 1 if len(text) >= 4 else 0
    if not most:
        return []
    far = ((unlike(text, name, most), name) for name in names if abs(len(name) - len(text)) <= most)
    return [name for distance, name in sorted(far) if distance <= most][:keep]
