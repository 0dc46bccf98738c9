"""What a template of docxtpl is given: a paper as plain values, cleaned of what XML cannot carry.

The contract that a host's own template follows:

- `title`, `subtitle`, `footer`: text; `document_title`: the title in 255 characters at most (a core property).
- `pieces`: one dictionary a block, whose `kind` is one of
  `section1`, `section2` (`text`), `text`, `hint` (`parts`), `field` (`label`, `parts`), `line` (`label`: to be filled
  in by hand), `items`, `boxes` (`items`: each has `parts`, `ticked`, and `mark`: ☐ or ☑), `table2` to
  `table5` (`head`: texts, `rows`: lists of cells, as many as the number says, each with `parts`), `cited`
  (`text`, `source`).
- `parts`: a text in pieces, each with `text` and `blank`, true for what people still have to write (« [à compléter :
  …] »). Joined, they are the text; `{{ piece.text }}` is that too.

Line breaks are `\\n`. Text is data: a template is rendered with `autoescape=True`.
"""

import re
from typing import Any, TypedDict

from alerts.channels.markup import typography
from alerts.reply_help.paper import Cited, Field, Items, Paper, Piece, Section, Table, Text

UNTICKED, TICKED = "☐", "☑"
_LONGEST_PROPERTY = 255  # ECMA-376 part 2, 8.2: what Word and python-docx accept in a core property
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What XML 1.0 (2.2) refuses, and the control characters that it only discourages. \t and \n stay.
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile(r"(\[à compléter[^\]]*\])")


class Part(TypedDict):
    """A run of a text. `blank`: to be written by people."""

    text: str
    blank: bool


class Item(TypedDict):
    """One thing of a list. `mark`: « ☐ », « ☑ », or nothing when nothing is to be ticked."""

    text: str
    parts: list[Part]
    mark: str
    ticked: bool


def clean(text: str) -> str:
    """The same text without what breaks a file: line breaks become `\\n`, other control characters go."""
    return _REFUSED.sub("", _BREAKS.sub("\n", text))


def context_of(paper: Paper) -> dict[str, Any]:
    """A paper as the template reads it. ValueError for a table that is not 2 to 5 columns wide, or ragged."""
    title = _said(paper.title)
    return {
        "title": title,
        "subtitle": _said(paper.subtitle),
        "footer": _said(paper.footer),
        "document_title": " ".join(title.split())[:_LONGEST_PROPERTY],
        "pieces": [_piece(one) for one in paper.pieces],
    }


def parts_of(text: str) -> list[Part]:
    """« Nous avons [à compléter : nombre] salariés » in three."""
    found = _BLANK.split(text)
    return [Part(text=one, blank=at % 2 == 1) for at, one in enumerate(found) if one]


def _piece(piece: Piece) -> dict[str, object]:
    match piece:
        case Section(text, level):
            return {"kind": f"section{level}", "text": _said(text)}
        case Text(text, hint):
            return {"kind": "hint" if hint else "text", **_written(text)}
        case Field(label, value):
            return {"kind": "field" if value else "line", "label": _said(f"{label} :"), **_written(value)}
        case Items():
            return {"kind": "boxes" if piece.boxes else "items", "items": _items(piece)}
        case Table():
            return _table(piece)
        case Cited(text, source):
            return {"kind": "cited", "text": clean(text), "source": _said(source)}


def _items(piece: Items) -> list[Item]:
    return [_item(_said(one), at in piece.ticked, boxes=piece.boxes) for at, one in enumerate(piece.items)]


def _item(text: str, ticked: bool, *, boxes: bool) -> Item:
    mark = (TICKED if ticked else UNTICKED) if boxes else ""
    return Item(text=text, parts=parts_of(text), mark=mark, ticked=ticked)


def _table(piece: Table) -> dict[str, object]:
    width = len(piece.head)
    if not 2 <= width <= 5 or any(len(row) != width for row in piece.rows):
        raise ValueError(f"a table of 2 to 5 columns, every row as wide as its head, is needed: {piece.head}")
    rows = [[_written(cell) for cell in row] for row in piece.rows]
    return {"kind": f"table{width}", "head": [_said(cell) for cell in piece.head], "rows": rows}


def _written(text: str) -> dict[str, object]:
    said = _said(text)
    return {"text": said, "parts": parts_of(said)}


def _said(text: str) -> str:
    """With the spaces and apostrophes of French; words of the notice never come here."""
    return typography(clean(text))
