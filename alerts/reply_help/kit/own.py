"""The structure's own sentences, or what to write and what would make it more than general."""

from collections.abc import Iterator

from alerts.reply_help.kit.blanks import blank
from alerts.reply_help.paper import Piece, Text

_FITTED = "De votre fiche : ajoutez ce qui est propre à ce lot."


def own(said: str, what: str, tip: str) -> Iterator[Piece]:
    """What the sheet holds, to be fitted to this lot; else a blank, with a warning."""
    if said.strip():
        yield Text(said.strip())
        yield Text(_FITTED, hint=True)
        return
    yield Text(blank(what))
    yield general(tip)


def general(tip: str) -> Text:
    """« Encore général : … »: what is still true of any offer, and how to mend it."""
    return Text(f"Encore général : {tip}", hint=True)
