"""Charts that one reads at a glance on a phone: bars with their words and their numbers, as PNG.

Drawn 400 pixels of a page wide, two dots a pixel, with the fonts that matplotlib ships. The same values give the same
bytes. What a colour tells, words and hatching tell too; colours are told apart by all eyes (Okabe and Ito, 2008).
matplotlib is imported when the first chart is drawn: it takes half a second. No window system, nothing shared between
threads but its caches of fonts, which are each thread's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 400  # pixels of a page
_DPI = 200  # two dots for each of the hundred pixels that an inch of a page has here
_EDGE = 16
_COLOURS = 32  # four, and those of the edges of letters
_POINT = 72 / 100  # of a pixel
_INK, _SOFT, _RULE = "#1c2529", "#525f66", "#d9e0df"
_PAPER = "#ffffff"
_FONT = "DejaVu Sans"
_TITLE, _LABEL, _SAID, _NOTE = 18.0, 15.0, 15.0, 12.5  # pixels high
_WIDE = 0.62  # of its height that a letter takes at most, on average: so many of them stand on a line


class Tone(StrEnum):
    """What a bar is about. Each has a colour of its own, and a hatching."""

    ONE = "one"
    OTHER = "other"
    QUIET = "quiet"


_LOOKS: dict[Tone, tuple[str, str]] = {
    Tone.ONE: ("#0072b2", ""),
    Tone.OTHER: ("#d55e00", "////"),
    Tone.QUIET: ("#6f7b82", "...."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` None: it is not told, and has no bar. `said` stands at its end: the number, with its words. `of`: what a
    whole line would be, so that bars of two units can stand under one another."""

    value: float | None
    said: str
    tone: Tone = Tone.ONE
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that are about the same thing, under its name."""

    label: str
    bars: tuple[Bar, ...]


def rows(title: str, groups: Sequence[Group], note: str = "") -> bytes:
    """Each group under the other: its name, then its bars. A PNG."""
    sheet = _Sheet()
    sheet.words(title, _TITLE, bold=True)
    whole = _longest(groups)
    for group in groups:
        sheet.space(10)
        sheet.words(group.label, _LABEL)
        for bar in group.bars:
            sheet.bar(bar, whole, _EDGE)
    return _closed(sheet, note)


def lines(title: str, groups: Sequence[Group], note: str = "") -> bytes:
    """The same with short names, which stand at the left of their only bar: months. A PNG."""
    sheet = _Sheet()
    sheet.words(title, _TITLE, bold=True)
    sheet.space(6)
    whole = _longest(groups)
    left = _EDGE + 10 + max((len(group.label) for group in groups), default=0) * _LABEL * _WIDE
    for group in groups:
        sheet.bar(group.bars[0], whole, left, group.label)
    return _closed(sheet, note)


def _longest(groups: Sequence[Group]) -> float:
    return max((bar.value for group in groups for bar in group.bars if bar.value is not None), default=0.0)


def _closed(sheet: "_Sheet", note: str) -> bytes:
    if note:
        sheet.space(8)
        sheet.words(note, _NOTE, colour=_SOFT)
    return sheet.png()


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float
    words: str
    size: float
    colour: str
    bold: bool


@dataclass(frozen=True, slots=True)
class _Block:
    x: float
    y: float
    width: float
    tone: Tone


_THICK = 20.0  # pixels of a bar
_GAP = 5.0


class _Sheet:
    """What is to be drawn, from top to bottom, in pixels of a page."""

    def __init__(self) -> None:
        self._texts: list[_Text] = []
        self._blocks: list[_Block] = []
        self._y = float(_EDGE)

    def space(self, pixels: float) -> None:
        self._y += pixels

    def words(self, words: str, size: float, *, bold: bool = False, colour: str = _INK) -> None:
        """On as many lines as they need."""
        for line in cut(words, int((WIDTH - 2 * _EDGE) / (size * (_WIDE + 0.06 * bold)))):
            self._texts.append(_Text(_EDGE, self._y + size * 0.65, line, size, colour, bold))
            self._y += size * 1.4

    def bar(self, bar: Bar, whole: float, left: float, label: str = "") -> None:
        room = WIDTH - _EDGE - left - _words_of(bar)
        part = (bar.value or 0.0) / (bar.of or whole or 1.0)
        middle = self._y + _THICK / 2
        width = max(room * part, 3.0) if bar.value else 0.0
        if bar.value is not None:
            self._blocks.append(_Block(left, self._y, width, bar.tone))
        if label:
            self._texts.append(_Text(_EDGE, middle, label, _LABEL, _INK, bold=False))
        said = left + width + (8 if width else 0)
        self._texts.append(_Text(said, middle, bar.said, _SAID, _SOFT if bar.value is None else _INK, bold=True))
        self._y += _THICK + _GAP

    def png(self) -> bytes:
        from matplotlib.figure import Figure

        height = self._y + _EDGE - _GAP
        figure = Figure(figsize=(WIDTH / 100, round(height) / 100), dpi=_DPI)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(round(height), 0)
        self._draw(axes)
        drawn = BytesIO()
        figure.savefig(drawn, format="rgba", dpi=_DPI, facecolor=_PAPER)
        return _png(drawn.getvalue(), WIDTH * _DPI // 100)

    def _draw(self, axes: "Axes") -> None:
        from matplotlib.patches import Rectangle

        for one in self._blocks:
            colour, hatch = _LOOKS[one.tone]
            corner = (one.x, one.y)
            axes.add_patch(
                Rectangle(corner, one.width, _THICK, facecolor=colour, edgecolor=_PAPER, hatch=hatch, linewidth=0)
            )
        for text in self._texts:
            axes.text(
                text.x,
                text.y,
                text.words,
                fontsize=text.size * _POINT,
                fontfamily=_FONT,
                fontweight="bold" if text.bold else "normal",
                color=text.colour,
                verticalalignment="center_baseline",
                parse_math=False,
            )


def _png(dots: bytes, width: int) -> bytes:
    """A few colours: a quarter of the weight, and nobody sees it. `dots`: four octets each, from top to bottom."""
    from PIL import Image

    whole = Image.frombytes("RGBA", (width, len(dots) // width // 4), dots).convert("RGB")
    written = BytesIO()
    whole.quantize(_COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _words_of(bar: Bar) -> float:
    return max(len(bar.said) * _SAID * (_WIDE + 0.06) + 8, 40.0)


def cut(words: str, most: int) -> Iterator[str]:
    """Lines of `most` characters at most, cut between words; a word that is longer is cut too."""
    yield from wrap(words, max(most, 8)) or [""]
