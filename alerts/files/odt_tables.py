"""Tables of a .odt, as wide as those of the .docx."""

from collections.abc import Iterable, Iterator
from typing import Any

from odfdo import Element, Style

from alerts.files.odt_text import paragraph, runs, written
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


def table(piece: dict[str, Any]) -> str:
    """As XML. `head` comes back on each page."""
    width = len(piece["head"])
    columns = "".join(f'<table:table-column table:style-name="{_column(width, at)}"/>' for at in range(width))
    head = _row((paragraph(written(text), "CellHead") for text in piece["head"]), "HeadEdge")
    rows = (_row((paragraph(runs(one["parts"]), "Cell") for one in cells), "CellEdge") for cells in piece["rows"])
    top = f"<table:table-header-rows>{head}</table:table-header-rows>"
    return f'<table:table table:style-name="Table">{columns}{top}{"".join(rows)}</table:table>'


def _row(paragraphs: Iterable[str], edge: str) -> str:
    opening = f'<table:table-cell table:style-name="{edge}" office:value-type="string">'
    cells = "".join(f"{opening}{one}</table:table-cell>" for one in paragraphs)
    return f"<table:table-row>{cells}</table:table-row>"


def _column(columns: int, at: int) -> str:
    return f"Table{columns}.{'ABCDE'[at]}"
