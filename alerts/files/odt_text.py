"""Texts of a .odt."""

from odfdo import Paragraph, Span

from alerts.files.context import Part


def with_parts(paragraph: Paragraph, parts: list[Part]) -> Paragraph:
    """The same paragraph, with a text whose blanks stand out."""
    for one in parts:
        paragraph.append(Span(one["text"], "Blank") if one["blank"] else one["text"])
    return paragraph
