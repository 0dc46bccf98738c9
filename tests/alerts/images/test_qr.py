"""A QR code says the address, drawn in a page or printed: it is read back here, module by module."""

import xml.etree.ElementTree as Tree
from collections.abc import Callable
from io import BytesIO

import matplotlib.image
import pytest

from alerts.images import qr
from alerts.images.qr import MARGIN, PRINTED

Grid = list[list[bool]]
SHORT = "https://vigie.example/i/n_xy"  # 28 bytes: version 3, whose data are one block
TOKEN = "https://vigie.example/i/n_" + "x" * 43


@pytest.mark.parametrize("address", ["https://vigie.example/", SHORT])
def test_it_holds_the_address(address: str) -> None:
    assert read(printed(qr.png(address))) == address


@pytest.mark.parametrize("address", [SHORT, TOKEN, f"{TOKEN}?{'y' * 900}"])
def test_what_the_page_draws_is_what_is_printed(address: str) -> None:
    assert drawn(qr.svg(address)) == printed(qr.png(address))


def test_readers_find_it_on_a_dark_page_too() -> None:
    """Dark on light, with the margin that they need, whatever the colours of the page."""
    drawing = Tree.fromstring(qr.svg(TOKEN))
    light, dark = drawing.iter("path")
    size = drawing.attrib["viewBox"].split()[2]
    assert (light.attrib["fill"], light.attrib["d"]) == ("#fff", f"M0 0h{size}v{size}h-{size}z")
    assert dark.attrib["stroke"] == "#000"
    grid = printed(qr.png(TOKEN))
    assert not any(grid[row][column] for row in range(MARGIN) for column in range(len(grid)))
    assert not any(grid[row][column] for row in range(len(grid)) for column in range(MARGIN))


def test_the_drawing_holds_no_word_of_the_address() -> None:
    assert "<script>" not in qr.svg('https://vigie.example/"><script>')


def test_an_address_that_no_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="Data too large"):
        qr.png("https://vigie.example/" + "x" * 2_400)


def printed(image: bytes) -> Grid:
    """The modules of the image, margin included."""
    pixels = matplotlib.image.imread(BytesIO(image), format="png")
    assert pixels.shape[0] == pixels.shape[1]
    middle = PRINTED // 2
    return [
        [bool(pixels[row, column] < 0.5) for column in range(middle, len(pixels), PRINTED)]
        for row in range(middle, len(pixels), PRINTED)
    ]


def drawn(svg: str) -> Grid:
    """The same from the strokes of the path: « M4 4.5h7m1 0h1 » are 7 dark, 1 light, 1 dark from (4, 4)."""
    root = Tree.fromstring(svg)
    size = int(root.attrib["viewBox"].split()[2])
    grid = [[False] * size for _ in range(size)]
    _, path = root.iter("path")
    x, y = 0.0, 0.0
    steps = path.attrib["d"].replace("M", " M ").replace("m", " m ").replace("h", " h ").replace("-", " -").split()
    while steps:
        match steps.pop(0):
            case "h":
                length = int(steps.pop(0))
                for column in range(int(x), int(x) + length):
                    grid[int(y)][column] = True
                x += length
            case "m":
                x, y = x + float(steps.pop(0)), y + float(steps.pop(0))
            case "M":
                x, y = float(steps.pop(0)), float(steps.pop(0))
    return grid


def read(grid: Grid) -> str:
    """The text of a code of version 1 to 3, level M (ISO/IEC 18004): one block, so that the data come first."""
    inside = [row[MARGIN:-MARGIN] for row in grid[MARGIN:-MARGIN]]
    bits = "".join(str(int(bit)) for bit in unmasked(inside))
    assert bits[:4] == "0100", "text, as bytes"
    length = int(bits[4:12], 2)
    return bytes(int(bits[at : at + 8], 2) for at in range(12, 12 + 8 * length, 8)).decode()


def unmasked(grid: Grid) -> list[bool]:
    """In the order of 18004, 7.7.3: two columns at a time from the right, up, then down."""
    size, flip = len(grid), MASKS[mask_of(grid)]
    found, upwards = [], True
    for right in (
        column for column in range(size - 1, 0, -1) if column in (5, 3, 1) or (column > 6 and (size - column) % 2 == 1)
    ):
        rows = range(size - 1, -1, -1) if upwards else range(size)
        found += [
            grid[row][one] ^ flip(row, one) for row in rows for one in (right, right - 1) if not fixed(row, one, size)
        ]
        upwards = not upwards
    return found


def mask_of(grid: Grid) -> int:
    """From the format beside the first finder (7.9): bits 4 to 2, once 101 is taken away."""
    return (4 * grid[8][2] + 2 * grid[8][3] + grid[8][4]) ^ 0b101


MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)


def fixed(row: int, column: int, size: int) -> bool:
    """Finders with their formats, lines of timing, and the mark of alignment (none in version 1)."""
    corner = (row < 9 and column < 9) or (row < 9 and column >= size - 8) or (row >= size - 8 and column < 9)
    aligned = size > 21 and abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or aligned or row == 6 or column == 6
