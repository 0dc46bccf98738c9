"""A paper with every kind of block, and readers of files that know nothing of what wrote them."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from docx2python import docx2python

from alerts.reply_help.paper import Cited, Field, Items, Paper, PaperKind, Piece, Section, Table, Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SPACES = re.compile(r"[ \u00a0\u202f]+")


def paper(*pieces: Piece, title: str = "Mémoire technique", subtitle: str = "Tonte", footer: str = "Pied") -> Paper:
    return Paper(PaperKind.MEMOIRE, title, subtitle, pieces, footer)


EVERYTHING = paper(
    Section("Première partie"),
    Text("Nous avons [à compléter : nombre] salariés."),
    Text("Un conseil.", hint=True),
    Field("Dénomination", "Les Jardins du Lien"),
    Field("Téléphone"),
    Section("Détail", 2),
    Items(("pelle", "râteau")),
    Items(("signé", "déposé"), boxes=True, ticked=frozenset({1})),
    Table(("Année", "Montant"), (("2025", "410 000 €"), ("2024", ""))),
    Table(("A3", "B3", "C3"), (("a3", "b3", "c3"),)),
    Table(("A4", "B4", "C4", "D4"), (("a4", "b4", "c4", "d4"),)),
    Table(("A5", "B5", "C5", "D5", "E5"), (("a5", "b5", "c5", "d5", "e5"),)),
    Cited("Le lot 2 est réservé.", "avis BOAMP 26-900001, conditions"),
)


def plain(text: str) -> str:
    """With ordinary spaces and straight apostrophes, as it was before the typography of French."""
    return _SPACES.sub(" ", text.replace("’", "'")).strip()


def words_of_docx(content: bytes) -> str:
    """As `docx2python` reads it: one paragraph a line, breaks and tabs kept."""
    with docx2python(BytesIO(content)) as read:
        return plain(read.text.replace("--\t", "").replace("•\t", ""))


def tree(content: bytes, name: str) -> ElementTree.Element:
    with ZipFile(BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def paragraphs_of_docx(content: bytes) -> list[tuple[str, str]]:
    """(style, text) of each paragraph of the body, in order, cells too."""
    return [(_style(one), plain(_run_text(one))) for one in tree(content, "word/document.xml").iter(f"{W}p")]


def _style(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _run_text(paragraph: ElementTree.Element) -> str:
    told = {f"{W}br": "\n", f"{W}tab": "\t"}
    runs = (part for run in paragraph.iter(f"{W}r") for part in run)
    return "".join(told.get(part.tag) or (part.text or "" if part.tag == f"{W}t" else "") for part in runs)


def paragraphs_of_odt(content: bytes) -> list[tuple[str, str]]:
    """(style, text) of each paragraph and heading of the body, in order, cells too."""
    found = (one for one in tree(content, "content.xml").iter() if one.tag in {f"{T}p", f"{T}h"})
    return [(one.get(f"{T}style-name", ""), plain(_odt_text(one))) for one in found]


def _odt_text(element: ElementTree.Element) -> str:
    told = {f"{T}line-break": "\n", f"{T}tab": "\t"}
    own = told.get(element.tag, " " * int(element.get(f"{T}c", "1")) if element.tag == f"{T}s" else element.text or "")
    return own + "".join(_odt_text(child) + (child.tail or "") for child in element)


def names_and_dates(content: bytes) -> list[tuple[str, tuple[int, ...]]]:
    with ZipFile(BytesIO(content)) as archive:
        return [(one.filename, one.date_time) for one in archive.infolist()]
