"""The words that prove, inside the text around them: what was read is shown where it stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

AROUND = 280  # characters of text kept on each side of a mark, when a passage is cut
LONG = 900  # a passage that is shorter is shown whole
CUT = "[…]"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, as published. `marked`: it proves something."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage with its proofs marked. `segments` joined are the text itself; `missing` are the quotes not in it."""

    segments: tuple[Segment, ...]
    missing: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """True when something is marked."""
        return any(one.marked for one in self.segments)


def marked(text: str, quotes: Iterable[str]) -> Marked:
    """Every place of `text` where one of these quotes stands, whatever the spaces between its words.

    Quotes that overlap or touch make one mark. A quote without words is none.
    """
    spans: list[tuple[int, int]] = []
    missing = []
    for quote in dict.fromkeys(quotes):
        found = _spans(text, quote)
        spans += found
        missing += [quote] if not found and quote.split() else []
    return Marked(tuple(_segments(text, _together(spans))), tuple(missing))


def excerpt(segments: Sequence[Segment], around: int = AROUND, long: int = LONG) -> tuple[Segment, ...]:
    """The same, cut around its marks with « […] » when the whole is longer than `long`. Marks are never cut.

    Without any mark, the beginning.
    """
    if sum(len(one.text) for one in segments) <= long:
        return tuple(segments)
    if not any(one.marked for one in segments):
        whole = "".join(one.text for one in segments)
        return (Segment(f"{_beginning(whole, long)} {CUT}"),)
    last = len(segments) - 1
    return tuple(_cut(one, around, first=at == 0, last=at == last) for at, one in enumerate(segments))


def _spans(text: str, quote: str) -> list[tuple[int, int]]:
    words = quote.split()
    if not words:
        return []
    pattern = r"\s+".join(map(re.escape, words))
    return [found.span() for found in re.finditer(pattern, text)]


def _together(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _segments(text: str, spans: Sequence[tuple[int, int]]) -> list[Segment]:
    found, at = [], 0
    for start, end in spans:
        found += [Segment(text[at:start]), Segment(text[start:end], marked=True)]
        at = end
    found.append(Segment(text[at:]))
    return [one for one in found if one.text]


def _cut(segment: Segment, around: int, *, first: bool, last: bool) -> Segment:
    """What follows a mark keeps its beginning, what comes before one keeps its end."""
    if segment.marked:
        return segment
    before = "" if first else _beginning(segment.text, around)
    after = "" if last else _end(segment.text, around)
    cut = " ".join(part for part in (before, CUT, after) if part)
    return segment if len(cut) >= len(segment.text) else replace(segment, text=cut)


def _beginning(text: str, size: int) -> str:
    """Cut between two words, when there are words."""
    kept = text[:size]
    return re.sub(r"\s+\S*$", "", kept) if " " in kept[size // 2 :] else kept


def _end(text: str, size: int) -> str:
    kept = text[-size:]
    return re.sub(r"^\S*\s+", "", kept) if " " in kept[: size // 2] else kept
