"""A paper as .docx, opened again by a reader that is not the one who wrote it."""

import tracemalloc
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

import pytest
from docx import Document
from docx2python import docx2python
from docxtpl import DocxTemplate

from alerts.files.context import context_of
from alerts.files.docx import TEMPLATE, docx_bytes
from alerts.files.press import Press
from alerts.reply_help.paper import Cited, Field, Items, Paper, Section, Table, Text
from tests.alerts.files.papers import (
    EVERYTHING,
    W,
    names_and_dates,
    paper,
    paragraphs_of_docx,
    plain,
    tree,
    words_of_docx,
)

R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
C = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def test_every_block_stands_once_in_its_place_and_its_style() -> None:
    told = [one for one in paragraphs_of_docx(docx_bytes(EVERYTHING)) if one[1]]
    assert told[:9] == [
        ("Title", "Mémoire technique"),
        ("Subtitle", "Tonte"),
        ("Heading1", "Première partie"),
        ("", "Nous avons [à compléter : nombre] salariés."),
        ("Hint", "Un conseil."),
        ("Field", "Dénomination : Les Jardins du Lien"),
        ("Line", "Téléphone :"),
        ("Heading2", "Détail"),
        ("ListBullet", "pelle"),
    ]
    assert told[9:16] == [
        ("ListBullet", "râteau"),
        ("Box", "☐\tsigné"),
        ("Box", "☑\tdéposé"),
        ("CellHead", "Année"),
        ("CellHead", "Montant"),
        ("Cell", "2025"),
        ("Cell", "410 000 €"),
    ]
    assert told[-2:] == [
        ("Quote", "« Le lot 2 est réservé. »"),
        ("QuoteSource", "avis BOAMP 26-900001, conditions"),
    ]
    cells = [text for style, text in told if style.startswith("Cell")]
    assert cells[5:] == ["A3", "B3", "C3", "a3", "b3", "c3", *["A4", "B4", "C4", "D4", "a4", "b4", "c4", "d4"], *_FIVE]


_FIVE = ["A5", "B5", "C5", "D5", "E5", "a5", "b5", "c5", "d5", "e5"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Dupont & fils", "Dupont & fils"),
        ('<b>gras</b> & "guillemets"', '<b>gras</b> & "guillemets"'),
        ("{{ title }} {% for x in y %} {# rien #}", "{{ title }} {% for x in y %} {# rien #}"),
        ("{_{ x }_} {_% y %_}", "{_{ x }_} {_% y %_}"),
        ("&amp; &#60; ]]>", "&amp; &#60; ]]>"),
        ("nul\x00 cloche\x07 \x1b fin\x7f\ufffe", "nul cloche fin"),
        ("ligne 1\r\nligne 2\u2028ligne 3", "ligne 1\nligne 2\nligne 3"),
        ("avant\taprès", "avant\taprès"),
        ("x" * 3000, "x" * 3000),
        ("jardin 🌻 accentué é, œ, ﬁ", "jardin 🌻 accentué é, œ, ﬁ"),
        ("</w:t></w:r></w:p>", "</w:t></w:r></w:p>"),
    ],
)
def test_a_text_is_data_in_every_block(written: str, read: str) -> None:
    content = docx_bytes(
        paper(
            Section(written),
            Text(written),
            Field("Nom", written),
            Items((written,), boxes=True),
            Table(("A", "B"), ((written, ""),)),
            title=written,
            footer=written,
        )
    )
    told = dict(paragraphs_of_docx(content))
    assert (told["Title"], told["Heading1"], told[""], told["Cell"]) == (read, read, read, "")
    assert (told["Field"], told["Box"]) == (f"Nom : {read}", f"☐\t{read}")
    assert [text for style, text in paragraphs_of_docx(content) if style == "Cell"] == [read, ""]
    foot = plain("".join(tree(content, "word/footer1.xml").itertext()))
    assert foot.startswith(read.split("\n")[0].split("\t")[0])


def test_words_of_the_notice_keep_their_own_spaces_and_apostrophes() -> None:
    exact = "L'entreprise retenue : 300 heures d'insertion !"
    content = docx_bytes(paper(Cited(exact, "avis")))
    assert f"« {exact} »" in [one.text for one in tree(content, "word/document.xml").iter(f"{W}t")]


def test_blanks_stand_out() -> None:
    body = tree(docx_bytes(EVERYTHING), "word/document.xml")
    marked = [run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='Blank']") is not None]
    assert ["".join(run.itertext()).replace("\u00a0", " ") for run in marked] == ["[à compléter : nombre]"]


def test_the_same_words_as_docxtpl_alone_on_the_same_template() -> None:
    alone = DocxTemplate(TEMPLATE)
    alone.render(context_of(EVERYTHING), autoescape=True)
    target = BytesIO()
    alone.save(target)
    ours = docx_bytes(EVERYTHING)
    assert paragraphs_of_docx(ours) == paragraphs_of_docx(target.getvalue())
    assert words_of_docx(ours) == words_of_docx(target.getvalue())


def test_equal_papers_make_equal_bytes_without_date_nor_author() -> None:
    content = docx_bytes(EVERYTHING)
    assert content == docx_bytes(EVERYTHING)
    assert {date for _, date in names_and_dates(content)} == {(1980, 1, 1, 0, 0, 0)}
    with docx2python(BytesIO(content)) as read:
        assert {key: told for key, told in read.core_properties.items() if told} == {
            "title": "Mémoire technique",
            "language": "fr-FR",
        }


def test_a_title_longer_than_a_property_may_be_is_whole_on_the_page() -> None:
    content = docx_bytes(paper(title="très long " * 60))
    with docx2python(BytesIO(content)) as read:
        assert len(read.core_properties["title"] or "") <= 255
    assert dict(paragraphs_of_docx(content))["Title"] == ("très long " * 60).strip()


def test_a_word_processor_finds_all_that_the_file_names() -> None:
    content = docx_bytes(EVERYTHING)
    with ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
    assert _named_by_relations(content, names) == names - {"[Content_Types].xml"} - {
        one for one in names if one.endswith(".rels")
    }
    types = tree(content, "[Content_Types].xml")
    defaults = {one.get("Extension") for one in types.iter(f"{C}Default")}
    overrides = {str(one.get("PartName")).lstrip("/") for one in types.iter(f"{C}Override")}
    assert overrides <= names
    assert all(one in overrides or one.rsplit(".", 1)[1] in defaults for one in names if one != "[Content_Types].xml")


def _named_by_relations(content: bytes, names: set[str]) -> set[str]:
    found = set()
    for name in names:
        if name.endswith(".rels"):
            base = PurePosixPath(name).parent.parent
            found |= {str(base / str(one.get("Target"))) for one in tree(content, name).iter(f"{R}Relationship")}
    return found


def test_every_style_and_list_that_is_used_exists() -> None:
    content = docx_bytes(EVERYTHING)
    known = {one.get(f"{W}styleId") for one in tree(content, "word/styles.xml").iter(f"{W}style")}
    used = set()
    for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footer2.xml"):
        for tag in ("pStyle", "rStyle", "tblStyle"):
            used |= {one.get(f"{W}val") for one in tree(content, part).iter(f"{W}{tag}")}
    assert used <= known
    based = {one.get(f"{W}val") for one in tree(content, "word/styles.xml").iter(f"{W}basedOn")}
    assert based <= known
    lists = {one.get(f"{W}val") for one in tree(content, "word/styles.xml").iter(f"{W}numId")}
    assert lists <= {one.get(f"{W}numId") for one in tree(content, "word/numbering.xml").iter(f"{W}num")}


def test_it_can_be_read_aloud() -> None:
    """The language is French, headings are headings, the head of a table is said to be one."""
    content = docx_bytes(EVERYTHING)
    styles = tree(content, "word/styles.xml")
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None and language.get(f"{W}val") == "fr-FR"
    levels = {one.get(f"{W}styleId"): one.find(f"{W}pPr/{W}outlineLvl") for one in styles.iter(f"{W}style")}
    assert [levels[one].get(f"{W}val") for one in ("Heading1", "Heading2")] == ["0", "1"]  # type: ignore[union-attr]
    tables = list(tree(content, "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 4
    assert all(one.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for one in tables)


def test_python_docx_opens_it_too() -> None:
    opened = Document(BytesIO(docx_bytes(EVERYTHING)))
    assert [one.style.name for one in opened.paragraphs[:3]] == ["Title", "Subtitle", "Heading 1"]
    assert [len(one.columns) for one in opened.tables] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "wrong", [Table(("seule",), ()), Table(tuple("abcdef"), ()), Table(("a", "b"), (("1",),))], ids=str
)
def test_a_table_that_would_lose_cells_is_refused(wrong: Table) -> None:
    with pytest.raises(ValueError, match="2 to 5 columns"):
        docx_bytes(paper(wrong))


def test_a_host_brings_a_template_of_its_own() -> None:
    document = Document()
    document.add_paragraph("Chez nous : {{ title }}")
    document.add_paragraph("{%p for piece in pieces %}")
    document.add_paragraph("{{ piece.text }}")
    document.add_paragraph("{%p endfor %}")
    saved = BytesIO()
    document.save(saved)
    told = words_of_docx(docx_bytes(paper(Text("un & deux"), title="Tonte <b>"), Press(saved.getvalue())))
    assert [one for one in told.split("\n") if one] == ["Chez nous : Tonte <b>", "un & deux"]


def test_a_thousand_papers_leave_nothing_behind() -> None:
    def print_some(count: int) -> None:
        for at in range(count):
            docx_bytes(_numbered(at))

    print_some(50)
    tracemalloc.start()
    try:
        print_some(100)
        before = tracemalloc.get_traced_memory()[0]
        print_some(300)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 300_000  # bytes: less than one thousand a paper


def _numbered(at: int) -> Paper:
    return paper(*EVERYTHING.pieces, title=f"Mémoire {at}")
