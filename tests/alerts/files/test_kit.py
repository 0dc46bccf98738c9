"""A whole kit as files: what stands in the papers stands in the files, in order, once, whatever the case."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.files.kit import FileFormat, kit_files, paper_file
from alerts.model.reply import Manner, Reference, Work
from alerts.reply_help.case import Case
from alerts.reply_help.paper import Cited, Field, Items, Paper, Piece, Section, Table, Text
from alerts.reply_help.papers import papers
from tests.alerts.files.papers import paragraphs_of_docx, paragraphs_of_odt, plain
from tests.alerts.reply_help.cases import (
    NOW,
    SHEET,
    cleaning,
    gardening,
    in_2049,
    laundry,
    odd_name,
    two_deadlines,
    undated,
)

SIXTY_LINES = "\n".join(f"Ligne {at} de notre accompagnement & de ses <étapes>." for at in range(60))
MANY = tuple(Reference(f"Chantier {at:03}", "Commune d'Exemple", 2024, Decimal(1000 + at)) for at in range(200))
CASES = {
    "ordinary": gardening(),
    "no sheet": laundry(),
    "no deadline": undated(),
    "in 2049": in_2049(),
    "odd names": odd_name(),
    "a clause": cleaning(),
    "the second of two lots": two_deadlines("2"),
    "two hundred references": gardening(sheet=replace(SHEET, references=MANY)),
    "sixty lines": gardening(sheet=replace(SHEET, follow_up=SIXTY_LINES)),
    "markup in every sentence": gardening(
        sheet=replace(
            SHEET, equipment="{{ 7 * 7 }} {% raw %}", quality="</w:t>", safety="]]>", environment="🌻\x00\x07"
        )
    ),
    "together": gardening(work=Work(Manner.TOGETHER)),
}
READERS: dict[FileFormat, Callable[[bytes], list[tuple[str, str]]]] = {
    FileFormat.DOCX: paragraphs_of_docx,
    FileFormat.ODT: paragraphs_of_odt,
}


@pytest.mark.parametrize("form", FileFormat)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_files_say_what_the_papers_say(case: Case, form: FileFormat) -> None:
    for paper, file in zip(papers(case, NOW), kit_files(case, NOW, form), strict=True):
        read = [text for _, text in READERS[form](file.content) if text]
        assert read == [one for one in _lines(paper) if one]


def _lines(paper: Paper) -> Iterator[str]:
    """Paragraph by paragraph, without what no file can hold."""
    yield from (plain(paper.title), plain(paper.subtitle))
    for piece in paper.pieces:
        yield from (plain(one.translate({0: None, 7: None})) for one in _told(piece))


def _told(piece: Piece) -> Iterator[str]:
    match piece:
        case Section(text) | Text(text):
            yield text
        case Field(label, value):
            yield f"{label} : {value}"
        case Items(items, boxes, ticked):
            marks = ("☑\t" if at in ticked else "☐\t" for at in range(len(items)))
            yield from (f"{mark if boxes else ''}{one}" for mark, one in zip(marks, items, strict=True))
        case Table(head, rows):
            yield from (*head, *(cell for row in rows for cell in row))
        case Cited(text, source):
            yield from (f"« {text} »", source)


@pytest.mark.parametrize("form", FileFormat)
def test_files_are_named_after_what_they_are(form: FileFormat) -> None:
    assert [one.name for one in kit_files(gardening(), NOW, form)] == [
        f"1-candidature.{form}",
        f"2-memoire-technique.{form}",
        f"3-courrier-partenaires.{form}",
        f"4-questions-acheteur.{form}",
        f"5-liste-de-controle.{form}",
    ]


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        (FileFormat.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (FileFormat.ODT, "application/vnd.oasis.opendocument.text"),
    ],
)
def test_a_mailer_knows_what_they_are(form: FileFormat, media_type: str) -> None:
    file = paper_file(papers(gardening(), NOW)[0], form)
    assert (file.media_type, file.content[:2]) == (media_type, b"PK")


@pytest.mark.parametrize("form", FileFormat)
def test_the_same_kit_twice_is_the_same_bytes(form: FileFormat) -> None:
    assert kit_files(gardening(), NOW, form) == kit_files(gardening(), NOW, form)
