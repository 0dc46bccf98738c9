"""Texts of a .odt as XML: breaks, tabs and runs of spaces are elements there (OpenDocument 1.4 part 3, 6.1)."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from alerts.files.context import Part

_SPECIAL = re.compile(r"\n|\t|^ +|(?<= ) +")


def written(text: str) -> str:
    """As it stands inside a paragraph."""
    return _SPECIAL.sub(_element, escape(text))


def runs(parts: Iterable[Part]) -> str:
    """A text whose blanks stand out."""
    return "".join(span(one["text"], "Blank") if one["blank"] else written(one["text"]) for one in parts)


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{written(text)}</text:span>'


def paragraph(content: str, style: str) -> str:
    """`content` is XML already."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _element(found: re.Match[str]) -> str:
    match found[0]:
        case "\n":
            return "<text:line-break/>"
        case "\t":
            return "<text:tab/>"
        case spaces:
            return f'<text:s text:c="{len(spaces)}"/>'
