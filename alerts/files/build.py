"""Builds the template of the papers: `python -m alerts.files.build`, from the XML files beside it and the lines below.

Everything that can be seen (fonts, colours, spaces) is in `templates/styles.xml`; what follows is the order of things,
in the syntax of docxtpl. `alerts.files.context` says what the names mean. A test compares what this builds with the
file that is kept.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer, _Header
from docx.shared import Cm, Twips
from docx.text.paragraph import Paragraph

from alerts.files.archive import packed
from alerts.files.context import TICKED, UNTICKED
from alerts.files.widths import HUNDREDTHS, LINE_TWIPS

FOLDER = Path(__file__).parent / "templates"
_OURS = ((REL.STYLES, "styles"), (REL.NUMBERING, "numbering"), (REL.SETTINGS, "settings"))
_CORE = frozenset({REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES})
_BOX = f"""<w:sdt {nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">
<w:sdtPr><w14:checkbox><w14:checked w14:val="{{checked}}"/>
<w14:checkedState w14:val="{{on}}" w14:font="Segoe UI Symbol"/>
<w14:uncheckedState w14:val="{{off}}" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>
<w:sdtContent><w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:t>{{mark}}</w:t></w:r></w:sdtContent></w:sdt>"""


def template() -> bytes:
    """The .docx, the same bytes each time."""
    document = Document()
    _empty(document)
    for relation, part in _OURS:
        document.part.part_related_by(relation)._element = parse_xml((FOLDER / f"{part}.xml").read_bytes())  # type: ignore[attr-defined]
    _lay_out(document.sections[0])
    _write(document)
    _name(document)
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as archive:
        return packed((name, archive.read(name)) for name in archive.namelist())


def _empty(document: DocumentType) -> None:
    """Without what python-docx puts in new documents and nothing here uses: themes, pictures, a hundred styles."""
    kept = frozenset(relation for relation, _ in _OURS)
    for relations, wanted in ((document.part.rels, kept), (document.part.package.rels, _CORE)):
        for key in [key for key, one in relations.items() if one.reltype not in wanted]:
            del relations[key]


def _lay_out(section: Section) -> None:
    """A4. The first page has its title, the others a header that recalls it."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = Cm(2)
    section.bottom_margin = Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1)
    section.different_first_page_header_footer = True
    _only(section.first_page_header)
    _only(section.header).add_run("{{ title }}")
    for footer in (section.first_page_footer, section.footer):
        _only(footer).add_run("{{ footer }}")
        number = footer.add_paragraph(style="Numéro de page")
        number.add_run("Page ")
        _count(number, "PAGE")
        number.add_run(" sur ")
        _count(number, "NUMPAGES")


def _only(place: _Header | _Footer) -> Paragraph:
    place.is_linked_to_previous = False
    first: Paragraph = place.paragraphs[0]
    return first


def _write(document: DocumentType) -> None:
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ subtitle }}", "Subtitle")
    document.add_paragraph("{%p for piece in pieces %}")
    _when(document, "section1", first=True)
    document.add_paragraph("{{ piece.text }}", "Heading 1")
    _when(document, "section2")
    document.add_paragraph("{{ piece.text }}", "Heading 2")
    _when(document, "text")
    _parts(document.add_paragraph(), "piece.parts")
    _when(document, "hint")
    _parts(document.add_paragraph(style="Conseil"), "piece.parts")
    _when(document, "field")
    field = document.add_paragraph(style="Champ")
    field.add_run("{{ piece.label }} ", "Strong")
    _parts(field, "piece.parts")
    _when(document, "line")
    line = document.add_paragraph(style="Champ à remplir")
    line.add_run("{{ piece.label }} ", "Strong")
    line.add_run("\t")
    _lists(document)
    for columns in HUNDREDTHS:
        _when(document, f"table{columns}")
        _table(document, columns)
        document.add_paragraph(style="Après un tableau")
    _when(document, "cited")
    document.add_paragraph("« {{ piece.text }} »", "Quote")
    document.add_paragraph("{{ piece.source }}", "Source de la citation")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def _when(document: DocumentType, kind: str, *, first: bool = False) -> None:
    document.add_paragraph(f'{{%p {"if" if first else "elif"} piece.kind == "{kind}" %}}')


def _lists(document: DocumentType) -> None:
    _when(document, "items")
    document.add_paragraph("{%p for item in piece['items'] %}")
    _parts(document.add_paragraph(style="List Bullet"), "item.parts")
    document.add_paragraph("{%p endfor %}")
    _when(document, "boxes")
    document.add_paragraph("{%p for item in piece['items'] %}")
    document.add_paragraph("{%p if item.ticked %}")
    _box(document.add_paragraph(style="Case à cocher"), TICKED)
    document.add_paragraph("{%p else %}")
    _box(document.add_paragraph(style="Case à cocher"), UNTICKED)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def _box(paragraph: Paragraph, mark: str) -> None:
    """A box that a click ticks, in word processors that know how ([MS-DOCX], 2.6.1.1); a character elsewhere."""
    states = {"checked": int(mark == TICKED), "on": _hexa(TICKED), "off": _hexa(UNTICKED)}
    paragraph._p.append(parse_xml(_BOX.format(mark=mark, **states)))
    paragraph.add_run("\t")
    _parts(paragraph, "item.parts")


def _hexa(character: str) -> str:
    return f"{ord(character):04X}"


def _parts(paragraph: Paragraph, name: str) -> None:
    """A text whose blanks stand out."""
    paragraph.add_run(f"{{%r for part in {name} %}}")
    paragraph.add_run("{%r if part.blank %}")
    paragraph.add_run("{{ part.text }}", "À compléter")
    paragraph.add_run("{%r else %}")
    paragraph.add_run("{{ part.text }}")
    paragraph.add_run("{%r endif %}")
    paragraph.add_run("{%r endfor %}")


def _table(document: DocumentType, columns: int) -> None:
    """A head that comes back on each page, and one row between the marks of a loop, each in a row of its own."""
    table = document.add_table(rows=4, cols=columns, style="Tableau du dossier")
    table.autofit = False
    for column, share in zip(table.columns, HUNDREDTHS[columns], strict=True):
        column.width = Twips(LINE_TWIPS * share // 100)
        for cell in column.cells:
            cell.width = Twips(LINE_TWIPS * share // 100)
    head, start, row, end = table.rows
    for one in (head, row):
        one._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for at in range(columns):
        _say(head.cells[at].paragraphs[0], f"{{{{ piece.head[{at}] }}}}", "Cellule d'en-tête")
        row.cells[at].paragraphs[0].style = "Cellule"
        _parts(row.cells[at].paragraphs[0], f"row[{at}].parts")
    start.cells[0].paragraphs[0].add_run("{%tr for row in piece.rows %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")


def _say(paragraph: Paragraph, text: str, style: str) -> None:
    paragraph.style = style
    paragraph.add_run(text)


def _count(paragraph: Paragraph, field: str) -> None:
    """A number that the word processor counts (ECMA-376 part 1, 17.16.5.44 and .45)."""
    simple = OxmlElement("w:fldSimple", attrs={qn("w:instr"): field})
    run = paragraph.add_run("1")
    simple.append(run._r)
    paragraph._p.append(simple)


def _name(document: DocumentType) -> None:
    """Title and language; no author, no date: they would be those of a machine."""
    core = document.core_properties
    for element in list(core._element):
        core._element.remove(element)
    core.title, core.language = "{{ document_title }}", "fr-FR"


if __name__ == "__main__":
    (FOLDER / "paper.docx").write_bytes(template())
