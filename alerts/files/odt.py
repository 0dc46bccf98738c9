"""Papers as .odt, for those without Word: the same blocks and the same looks (`templates/odt-styles.xml`)."""

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from odfdo import Document, Element, Header, List, ListItem, Paragraph, Span, Tab, XmlPart

from alerts.files.archive import packed
from alerts.files.context import context_of
from alerts.files.odt_tables import table, table_styles
from alerts.files.odt_text import with_parts
from alerts.reply_help.paper import Paper

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_STYLES = Path(__file__).parent / "templates" / "odt-styles.xml"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{part} office:version="1.4"'
    f' xmlns:office="{_OFFICE}" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{content}</office:document-{part}>'
)
_MANIFEST, _MANIFESTS = "META-INF/manifest.xml", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_NAMES = ("content.xml", "styles.xml", "meta.xml")


def odt_bytes(paper: Paper) -> bytes:
    """A .odt, the same bytes for the same paper. ValueError as `alerts.files.context.context_of`."""
    context = context_of(paper)
    document = Document(BytesIO(_skeleton()))
    _head_and_foot(document, context)
    _properties(document, context)
    body = document.body
    body.append(Paragraph(context["title"], "Title"))
    body.append(Paragraph(context["subtitle"], "Subtitle"))
    for piece in context["pieces"]:
        for element in _elements(piece):
            body.append(element)
    written = [(name, _part(document, name).serialize()) for name in _NAMES]
    return packed(
        [("mimetype", MEDIA_TYPE.encode()), *written, (_MANIFEST, _manifest())], plain=frozenset({"mimetype"})
    )


def _elements(piece: dict[str, Any]) -> Iterator[Element]:
    match piece["kind"]:
        case "section1" | "section2":
            yield _heading(piece["text"], int(piece["kind"][-1]))
        case "text" | "hint":
            yield with_parts(Paragraph(style="Hint" if piece["kind"] == "hint" else "Standard"), piece["parts"])
        case "field":
            yield with_parts(_labelled(piece, "Field"), piece["parts"])
        case "line":
            line = _labelled(piece, "Line")
            line.append(Tab())
            yield line
        case "items":
            yield _bullets(piece)
        case "boxes":
            yield from (_box(one) for one in piece["items"])
        case "cited":
            yield Paragraph(f"« {piece['text']} »", "Quotations")
            yield Paragraph(piece["source"], "QuoteSource")
        case _:
            yield table(piece)
            yield Paragraph(style="AfterTable")


def _heading(text: str, level: int) -> Header:
    """odfdo leaves out the style that its constructor is given."""
    heading = Header(level, text)
    heading.set_attribute("text:style-name", f"Heading_20_{level}")
    return heading


def _labelled(piece: dict[str, Any], style: str) -> Paragraph:
    paragraph = Paragraph(style=style)
    paragraph.append(Span(piece["label"], "Strong"))
    paragraph.append(" ")
    return paragraph


def _bullets(piece: dict[str, Any]) -> List:
    bullets = List(style="Bullets")
    for one in piece["items"]:
        item = ListItem()
        item.append(with_parts(Paragraph(style="Item"), one["parts"]))
        bullets.append(item)
    return bullets


def _box(item: dict[str, Any]) -> Paragraph:
    paragraph = Paragraph(style="Box")
    paragraph.append(Span(item["mark"], "Mark"))
    paragraph.append(Tab())
    return with_parts(paragraph, item["parts"])


def _head_and_foot(document: Document, context: dict[str, Any]) -> None:
    """The title recalled on the second page and after, the footer on all of them."""
    styles = _part(document, "styles.xml")
    for place, text in (("header", "title"), ("footer", "footer"), ("footer-first", "footer")):
        paragraph = styles.get_element(f"//style:{place}/text:p")
        assert paragraph is not None  # noqa: S101 - our own file of styles
        paragraph.append(context[text])


def _properties(document: Document, context: dict[str, Any]) -> None:
    """Title and language; no author, no date: they would be those of a machine."""
    document.meta.title, document.meta.language = context["document_title"], "fr-FR"


def _part(document: Document, name: str) -> XmlPart:
    part = document.get_part(name)
    assert isinstance(part, XmlPart)  # noqa: S101 - our own skeleton
    return part


@cache
def _skeleton() -> bytes:
    """What is the same in all papers."""
    styles = "".join(one.serialize(with_ns=True) for one in table_styles())
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text/></office:body>"
    parts = (
        ("content.xml", _EMPTY.format(part="content", content=content).encode()),
        ("styles.xml", _STYLES.read_bytes()),
        ("meta.xml", _EMPTY.format(part="meta", content="<office:meta/>").encode()),
        (_MANIFEST, _manifest()),
    )
    return _packed(parts)


def _packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The kind of the file comes first, and is not compressed (OpenDocument 1.4 part 2, 3.3)."""
    return packed([("mimetype", MEDIA_TYPE.encode()), *parts], plain=frozenset({"mimetype"}))


@cache
def _manifest() -> bytes:
    """OpenDocument 1.4 part 2, 4."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media_type}"/>'
        for name, media_type in (("/", MEDIA_TYPE), *((name, "text/xml") for name in _NAMES))
    )
    opening = f'<manifest:manifest xmlns:manifest="{_MANIFESTS}" manifest:version="1.4">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{entries}</manifest:manifest>'.encode()
