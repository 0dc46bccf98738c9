"""Tables of a .odt, as wide as those of the .docx."""

from collections.abc import Iterable, Iterator
from typing import Any

from odfdo import Cell, Column, Element, Paragraph, Row, Style, Table

from alerts.files.odt_text import with_parts
from alerts.files.widths import HUNDREDTHS

_LINE = 17.0  # centimetres between the margins
_EDGE = "0.5pt solid #a6a6a6"


def table_styles() -> Iterator[Element]:
    """Those that `table` names."""
    yield Style("table", name="Table", width=f"{_LINE}cm", align="left")
    for columns, shares in HUNDREDTHS.items():
        for at, share in enumerate(shares):
            yield Style("table-column", name=_column(columns, at), width=f"{_LINE * share / 100:.2f}cm")
    yield Style("table-cell", name="CellEdge", border=_EDGE, padding="0.1cm")
    yield Style("table-cell", name="HeadEdge", border=_EDGE, padding="0.1cm", background_color="#e3eef0")


def table(piece: dict[str, Any]) -> Table:
    """`head` comes back on each page."""
    made = Table(piece["kind"], style="Table")
    width = len(piece["head"])
    for at in range(width):
        made.append(Column(style=_column(width, at)))
    head = Element.from_tag("table:table-header-rows")
    head.append(_row([Paragraph(text, "CellHead") for text in piece["head"]], "HeadEdge"))
    made.append(head)
    for cells in piece["rows"]:
        made.append(_row([with_parts(Paragraph(style="Cell"), one["parts"]) for one in cells], "CellEdge"))
    return made


def _row(cells: Iterable[Paragraph], edge: str) -> Row:
    row = Row()
    for paragraph in cells:
        cell = Cell(style=edge)
        cell.set_attribute("office:value-type", "string")
        cell.append(paragraph)
        Element.append(row, cell)
    return row


def _column(columns: int, at: int) -> str:
    return f"Table{columns}.{'ABCDE'[at]}"
