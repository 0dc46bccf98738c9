"""What people still have to write: shown in yellow in the papers, and counted."""

from collections.abc import Iterable

from alerts.reply_help.paper import Field, Items, Piece, Table, Text

_OPENING = "[à compléter"


def blank(what: str) -> str:
    """« [à compléter : nombre de salariés] »."""
    return f"{_OPENING} : {what}]"


def count_blanks(pieces: Iterable[Piece]) -> int:
    """How many places are still to be written."""
    return sum(_words(one).count(_OPENING) for one in pieces)


def _words(piece: Piece) -> str:
    match piece:
        case Text(text) | Field(_, text):
            return text
        case Items(items):
            return "\n".join(items)
        case Table(_, rows):
            return "\n".join(cell for row in rows for cell in row)
        case _:
            return ""
