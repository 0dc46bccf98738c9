"""A paper as .odt, opened again with nothing but the standard library."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from alerts.files.odt import odt_bytes
from alerts.reply_help.paper import Field, Items, Section, Table, Text
from tests.alerts.files.papers import EVERYTHING, T, names_and_dates, paper, paragraphs_of_odt, plain, tree

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


def test_every_block_stands_once_in_its_place_and_its_style() -> None:
    assert [one for one in paragraphs_of_odt(odt_bytes(EVERYTHING)) if one[1]] == [
        ("Title", "Mémoire technique"),
        ("Subtitle", "Tonte"),
        ("Heading_20_1", "Première partie"),
        ("Standard", "Nous avons [à compléter : nombre] salariés."),
        ("Hint", "Un conseil."),
        ("Field", "Dénomination : Les Jardins du Lien"),
        ("Line", "Téléphone :"),
        ("Heading_20_2", "Détail"),
        ("Item", "pelle"),
        ("Item", "râteau"),
        ("Box", "☐\tsigné"),
        ("Box", "☑\tdéposé"),
        ("CellHead", "Année"),
        ("CellHead", "Montant"),
        ("Cell", "2025"),
        ("Cell", "410 000 €"),
        ("Cell", "2024"),
        *(("CellHead", one) for one in ("A3", "B3", "C3")),
        *(("Cell", one) for one in ("a3", "b3", "c3")),
        *(("CellHead", one) for one in ("A4", "B4", "C4", "D4")),
        *(("Cell", one) for one in ("a4", "b4", "c4", "d4")),
        *(("CellHead", one) for one in ("A5", "B5", "C5", "D5", "E5")),
        *(("Cell", one) for one in ("a5", "b5", "c5", "d5", "e5")),
        ("Quotations", "« Le lot 2 est réservé. »"),
        ("QuoteSource", "avis BOAMP 26-900001, conditions"),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Dupont & fils <b>", "Dupont & fils <b>"),
        ("{{ title }} {% x %}", "{{ title }} {% x %}"),
        ("nul\x00 cloche\x07 \x1b fin\ufffe", "nul cloche fin"),
        ("ligne 1\r\nligne 2\u2028ligne 3", "ligne 1\nligne 2\nligne 3"),
        ("avant\taprès", "avant\taprès"),
        ("x" * 3000, "x" * 3000),
        ("jardin 🌻 é, œ", "jardin 🌻 é, œ"),
        ("</text:p>", "</text:p>"),
    ],
)
def test_a_text_is_data_in_every_block(written: str, read: str) -> None:
    pieces = (Section(written), Text(written), Field("Nom", written), Items((written,), boxes=True))
    content = odt_bytes(paper(*pieces, Table(("A", "B"), ((written, ""),)), title=written, footer=written))
    told = dict(paragraphs_of_odt(content))
    assert (told["Title"], told["Heading_20_1"], told["Standard"]) == (read, read, read)
    assert (told["Field"], told["Box"]) == (f"Nom : {read}", f"☐\t{read}")
    assert [text for style, text in paragraphs_of_odt(content) if style == "Cell"] == [read, ""]
    first = read.split("\n")[0].split("\t")[0]
    feet = [plain("".join(one.itertext())) for one in tree(content, "styles.xml").iter(f"{STYLE}footer")]
    assert len(feet) == 1 and feet[0].startswith(first)


def test_equal_papers_make_equal_bytes_without_date_nor_author() -> None:
    content = odt_bytes(EVERYTHING)
    assert content == odt_bytes(EVERYTHING)
    assert {date for _, date in names_and_dates(content)} == {(1980, 1, 1, 0, 0, 0)}
    meta = {one.tag: one.text for one in tree(content, "meta.xml").iter() if one.text and one.text.strip()}
    assert meta == {f"{DC}title": "Mémoire technique", f"{DC}language": "fr-FR"}


def test_two_papers_do_not_mix() -> None:
    odt_bytes(paper(Text("secret du premier"), footer="pied du premier"))
    second = odt_bytes(paper(Text("second"), footer="pied du second"))
    with ZipFile(BytesIO(second)) as archive:
        assert not any(b"premier" in archive.read(name) for name in archive.namelist())


def test_the_file_says_first_what_it_is_and_names_its_parts() -> None:
    content = odt_bytes(EVERYTHING)
    with ZipFile(BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        named = {one.get(f"{MANIFEST}full-path") for one in tree(content, "META-INF/manifest.xml")}
        assert named == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_every_style_that_is_used_exists() -> None:
    content = odt_bytes(EVERYTHING)
    body, styles = tree(content, "content.xml"), tree(content, "styles.xml")
    known = {one.get(f"{STYLE}name") for part in (body, styles) for one in part.iter()}
    used = {one.get(f"{space}style-name") for part in (body, styles) for one in part.iter() for space in (T, TABLE)} - {
        None
    }
    assert used <= known
    assert {one.get(f"{STYLE}parent-style-name") for one in styles.iter()} - {None} <= known


def test_it_can_be_read_aloud() -> None:
    """The language is French, headings have their level, the head of a table is said to be one."""
    content = odt_bytes(EVERYTHING)
    texts = [one for one in tree(content, "styles.xml").iter(f"{STYLE}text-properties") if one.get(f"{FO}language")]
    assert [(one.get(f"{FO}language"), one.get(f"{FO}country")) for one in texts] == [("fr", "FR")]
    body = tree(content, "content.xml")
    assert [one.get(f"{T}outline-level") for one in body.iter(f"{T}h")] == ["1", "2"]
    assert len(list(body.iter(f"{TABLE}table-header-rows"))) == len(list(body.iter(f"{TABLE}table"))) == 4
