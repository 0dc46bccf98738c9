"""What a paper says, for tests."""

from collections.abc import Iterator

from alerts.reply_help.case import Case
from alerts.reply_help.paper import Cited, Field, Items, Paper, PaperKind, Piece, Section, Table, Text
from alerts.reply_help.papers import papers
from tests.alerts.reply_help.cases import NOW


def of_kind(case: Case, kind: PaperKind) -> Paper:
    return next(one for one in papers(case, NOW) if one.kind is kind)


def words(paper: Paper) -> str:
    """Everything it says, a line a piece of text."""
    return "\n".join([paper.title, paper.subtitle, *(line for one in paper.pieces for line in told(one))])


def told(piece: Piece) -> Iterator[str]:
    match piece:
        case Section(text) | Text(text):
            yield text
        case Field(label, value):
            yield f"{label} : {value}"
        case Items(items):
            yield from items
        case Table(head, rows):
            yield from (" | ".join(row) for row in (head, *rows))
        case Cited(text, source):
            yield f"« {text} » {source}"


def headings(paper: Paper, level: int | None = None) -> list[str]:
    return [one.text for one in paper.pieces if isinstance(one, Section) and level in (None, one.level)]


def fields(paper: Paper) -> list[tuple[str, str]]:
    return [(one.label, one.value) for one in paper.pieces if isinstance(one, Field)]


def under(paper: Paper, heading: str) -> str:
    """What stands between this heading and the next one of its level or above."""
    found: list[str] = []
    level = 0
    for one in paper.pieces:
        if isinstance(one, Section):
            if level and one.level <= level:
                break
            level = one.level if one.text == heading else level
        if level:
            found += told(one)
    assert found, f"no such heading: {heading}"
    return "\n".join(found)
