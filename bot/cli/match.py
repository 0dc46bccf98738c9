"""`vigie match --structures FILE.toml FILE…`: whom do these notices concern, and why?"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from alerts.matching.structures_file import BadStructures, read_structures_file
from alerts.messages.french import count, lots
from alerts.model.match import Match, Verdict
from alerts.model.structure import Structure
from alerts.services.judged import judged, take_in
from alerts.store.engine import open_database
from alerts.store.schema import upgrade
from bot.cli import screen
from bot.cli.formats import match_object
from bot.cli.read import Files, items_of
from bot.cli.told_table import answer_of
from bot.wiring import judge_of
from scrapers.notice import Notice
from scrapers.source import Reject

StructuresFile = Annotated[Path, typer.Option("--structures", "-s", help="Fichier TOML des structures (voir README).")]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Juger comme si l’on était ce jour-là (sinon : maintenant)."),
]


def match(files: Files, structures: StructuresFile, on: On = None, as_json: screen.Json = False) -> None:
    """Dire quelles structures ces avis concernent, avec les raisons pour et contre.

    Les copies d’un même marché (BOAMP et TED) comptent pour un, et ses rectificatifs sont pris en compte.
    """
    known = structures_of(structures)
    now = on.replace(tzinfo=UTC) if on else datetime.now(UTC)
    brought, failures = _brought(files)
    told = 0
    for notice, matches in opportunities_of(brought, known, now):
        told += len(matches)
        _tell(notice, matches, as_json)
    if not told and not as_json:
        screen.out.print(f"{count(len(brought), 'avis lu', 'avis lus')}, aucun ne concerne vos structures.")
    if failures:
        raise typer.Exit(1)


def _brought(files: list[Path]) -> tuple[list[Notice], int]:
    """The notices of the files, and how many could not be read (each told on stderr)."""
    brought: list[Notice] = []
    failures = 0
    for path, item in items_of(files):
        if isinstance(item, Reject):
            failures += 1
            screen.err.print(f"{path} : {item.reason}")
        else:
            brought.append(item)
    return brought, failures


def opportunities_of(
    brought: list[Notice], structures: tuple[Structure, ...], now: datetime
) -> Iterator[tuple[Notice, list[Match]]]:
    """Each opportunity with its matches and near misses; a database of its own ends with the command."""
    with tempfile.TemporaryDirectory(prefix="vigie-") as folder:
        database = open_database(f"sqlite:///{folder}/match.db")
        try:
            upgrade(database)
            take_in(database, brought, now)
            yield from judged(database, judge_of(structures, near_misses=True), now)
        finally:
            database.close()


def structures_of(path: Path) -> tuple[Structure, ...]:
    """The structures of a TOML file, or every problem told and the exit code 1."""
    try:
        return read_structures_file(path)
    except BadStructures as found:
        screen.fail(*found.problems)
    except OSError as error:
        screen.fail(f"{path} : fichier illisible ({error.strerror})")


def _tell(notice: Notice, matches: list[Match], as_json: bool) -> None:
    if as_json:
        for found in matches:
            screen.print_json(match_object(found))
        return
    screen.out.print(match_table(f"{notice.id} : {notice.title}", matches))


def match_table(title: str, matches: Iterable[Match]) -> Table:
    """What a person reads: who, may they answer, which lots, and why."""
    table = Table("Structure", "Répondre ?", "Lots", "Pourquoi", title=title, title_justify="left")
    for found in matches:
        answer = answer_of(found) + (" (juste à côté)" if found.near_miss else "")
        table.add_row(found.structure_id, answer, _lots(found), why(found))
    return table


def why(match: Match) -> str:
    """The reasons, one a line, those against first."""
    marks = {Verdict.AGAINST: "✗", Verdict.CHECK: "?", Verdict.FOR: "✓"}
    ordered = sorted(match.reasons, key=lambda reason: list(marks).index(reason.verdict))
    return "\n".join(f"{marks[reason.verdict]} {reason.text}" for reason in ordered)


def _lots(match: Match) -> str:
    named = [lot for lot in match.lots if lot is not None]
    return lots(named) if named else "tout"
