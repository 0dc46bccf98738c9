"""A paper to finish: neutral blocks, that `alerts.files` writes as .docx or .odt. Text is plain, never markup."""

from dataclasses import dataclass
from enum import StrEnum


class PaperKind(StrEnum):
    """Also the name of its file, without its extension."""

    CANDIDATURE = "1-candidature"
    MEMOIRE = "2-memoire-technique"
    PARTENAIRES = "3-courrier-partenaires"
    QUESTIONS = "4-questions-acheteur"
    CHECKLIST = "5-liste-de-controle"


class GroupPaper(StrEnum):
    """Those of a group: in no kit. Also the names of their files."""

    INTENT = "lettre-d-intention"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading; `level` 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `hint`: a word to whoever writes, to be deleted (shown in grey italics)."""

    text: str
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """« Dénomination : … ». `value` "" is a line to fill in by hand."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; with `boxes`, each is something to tick, the ones in `ticked` (positions) already are."""

    items: tuple[str, ...]
    boxes: bool = False
    ticked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """2 to 5 columns; every row as wide as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of the notice, exactly, and where they stand."""

    text: str
    source: str


Piece = Section | Text | Field | Items | Table | Cited


@dataclass(frozen=True, slots=True)
class Paper:
    """`footer` stands at the foot of each page."""

    kind: PaperKind | GroupPaper
    title: str
    subtitle: str
    pieces: tuple[Piece, ...]
    footer: str = ""
