"""Papers as .odt, for those without Word: the same blocks and the same looks (`templates/odt-styles.xml`)."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from odfdo import Document, Element, Paragraph, XmlPart

from alerts.files.archive import packed
from alerts.files.context import context_of
from alerts.files.odt_tables import table, table_styles
from alerts.files.odt_text import paragraph, runs, span, written
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
    for element in Element.from_tag(f"<office:text>{_body(context)}</office:text>").children:
        document.body.append(element)
    made = [(name, _part(document, name).serialize()) for name in _NAMES]
    return _packed([*made, (_MANIFEST, _manifest())])


def _body(context: dict[str, Any]) -> str:
    """The whole as XML, read at once: odfdo reads each element that it makes by itself, ten times slower."""
    title, subtitle = paragraph(written(context["title"]), "Title"), paragraph(written(context["subtitle"]), "Subtitle")
    return "".join((title, subtitle, *map(_piece, context["pieces"])))


def _piece(piece: dict[str, Any]) -> str:
    match piece["kind"]:
        case "section1" | "section2":
            return _heading(piece["text"], int(piece["kind"][-1]))
        case "text" | "hint":
            return paragraph(runs(piece["parts"]), "Hint" if piece["kind"] == "hint" else "Standard")
        case "field":
            return paragraph(f"{span(piece['label'], 'Strong')} {runs(piece['parts'])}", "Field")
        case "line":
            return paragraph(f"{span(piece['label'], 'Strong')} <text:tab/>", "Line")
        case "items":
            items = (paragraph(runs(one["parts"]), "Item") for one in piece["items"])
            listed = "".join(f"<text:list-item>{one}</text:list-item>" for one in items)
            return f'<text:list text:style-name="Bullets">{listed}</text:list>'
        case "boxes":
            marks = ((span(one["mark"], "Mark"), runs(one["parts"])) for one in piece["items"])
            return "".join(paragraph(f"{mark}<text:tab/>{text}", "Box") for mark, text in marks)
        case "cited":
            quote = paragraph(written(f"« {piece['text']} »"), "Quotations")
            return quote + paragraph(written(piece["source"]), "QuoteSource")
        case _:
            return table(piece) + paragraph("", "AfterTable")


def _heading(text: str, level: int) -> str:
    style = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
    return f"<text:h {style}>{written(text)}</text:h>"


def _head_and_foot(document: Document, context: dict[str, Any]) -> None:
    """The title recalled on the second page and after, the footer on all of them."""
    styles = _part(document, "styles.xml")
    for place, text in (("header", "title"), ("footer", "footer"), ("footer-first", "footer")):
        found = styles.get_element(f"//style:{place}/text:p")
        assert isinstance(found, Paragraph)  # noqa: S101 - our own file of styles
        found.append(context[text])


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
