"""`vigie read FILE…`: what do these notices say?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from alerts.clauses.read import read_notice
from alerts.messages.french import lot_number, moment, money
from alerts.messages.where import where
from alerts.messages.words import reading_words
from alerts.model.reading import LotReading
from bot.cli import screen
from bot.cli.formats import notice_object
from scrapers.files import read_file
from scrapers.notice import Notice
from scrapers.source import Reject

Files = Annotated[
    list[Path],
    typer.Argument(help="Réponse de l’API, enregistrement, lignes JSON, XML eForms ou DILA.", show_default=False),
]


def read(files: Files, as_json: screen.Json = False) -> None:
    """Lire des avis : réservation et clauses de chaque lot, avec la phrase qui le prouve."""
    failures = 0
    for path, item in items_of(files):
        if isinstance(item, Reject):
            failures += 1
            _tell_reject(path, item, as_json)
        else:
            _tell(item, read_notice(item), as_json)
    if failures:
        raise typer.Exit(1)


def items_of(files: list[Path]) -> Iterator[tuple[Path, Notice | Reject]]:
    """Every notice or reject of the files, in order. A file that cannot be opened is one reject."""
    for path in files:
        try:
            content = path.read_bytes()
        except OSError as error:
            yield path, Reject("file", None, f"fichier illisible ({error.strerror})", b"")
            continue
        yield from ((path, item) for item in read_file(content, path.name))


def _tell_reject(path: Path, reject: Reject, as_json: bool) -> None:
    name = str(path) if reject.publisher_id is None else f"{path} ({reject.publisher_id})"
    if as_json:
        which = {"notice": reject.publisher_id} if reject.publisher_id else {}
        screen.print_json({"file": str(path), "error": reject.reason} | which)
    else:
        screen.err.print(f"{name} : {reject.reason}")


def _tell(notice: Notice, readings: tuple[LotReading, ...], as_json: bool) -> None:
    if as_json:
        screen.print_json(notice_object(notice, readings))
        return
    screen.out.print(f"{notice.id} : {notice.title}", style="bold")
    screen.out.print(_heading(notice))
    table = Table("Lot", "Ce que dit l’avis", "Preuve")
    for reading in readings:
        for words, quote in reading_words(reading):
            table.add_row(lot_number(reading.lot_id) if reading.lot_id else "–", words, quote)
    screen.out.print(table)


def _heading(notice: Notice) -> str:
    """Who, where, until when, how much, which notice it changes, and where to read it: what was published of them."""
    due = notice.deadline
    told = (
        ("Acheteur", notice.buyer.name),
        ("Lieu", where(notice, notice.lots).first),
        ("Date limite", moment(due.at) + (f" ({due.doubt})" if due.doubt else "") if due else None),
        ("Montant estimé", money(notice.amount) if notice.amount else None),
        ("Suit l’avis", ", ".join(notice.previous)),
        ("Lien", notice.url),
    )
    return "\n".join(f"{label} : {value}" for label, value in told if value)
