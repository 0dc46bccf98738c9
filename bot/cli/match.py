"""`vigie match --structures FILE.toml FILE…`: whom do these notices concern, and why?"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.matching import oracle
from alerts.matching.document import describe
from alerts.matching.structures_file import BadStructures, read_structures_file
from alerts.messages.words import ANSWERS
from alerts.model.match import Match, Verdict
from alerts.model.structure import Structure
from alerts.territory.france import France
from bot.cli import screen
from bot.cli.formats import match_object
from bot.cli.read import Files, items_of
from scrapers.notice import Notice
from scrapers.source import Reject

StructuresFile = Annotated[Path, typer.Option("--structures", "-s", help="Fichier TOML des structures (voir README).")]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Juger comme si l’on était ce jour-là (sinon : maintenant)."),
]


def match(files: Files, structures: StructuresFile, on: On = None, as_json: screen.Json = False) -> None:
    """Dire quelles structures ces avis concernent, avec les raisons pour et contre."""
    known = structures_of(structures)
    now = on.replace(tzinfo=UTC) if on else datetime.now(UTC)
    failures = 0
    for path, item in items_of(files):
        if isinstance(item, Reject):
            failures += 1
            screen.err.print(f"{path} : {item.reason}", markup=False)
            continue
        _tell(item, matches_of(item, known, now), as_json)
    if failures:
        raise typer.Exit(1)


def structures_of(path: Path) -> tuple[Structure, ...]:
    """The structures of a TOML file, or every problem told and the exit code 1."""
    try:
        return read_structures_file(path)
    except BadStructures as found:
        screen.fail(*found.problems)
    except OSError as error:
        screen.fail(f"{path} : fichier illisible ({error.strerror})")


def matches_of(notice: Notice, structures: Iterable[Structure], now: datetime) -> list[Match]:
    """Matches and near misses of one notice. A few structures: the oracle answers as fast as an index would."""
    document = describe(notice, read_notice(notice), France.load(), may_answer)
    return oracle.matches(structures, document, now)


def _tell(notice: Notice, matches: list[Match], as_json: bool) -> None:
    if as_json:
        for found in matches:
            screen.print_json(match_object(found))
        return
    if matches:
        screen.out.print(match_table(f"{notice.id} : {notice.title}", matches))


def match_table(title: str, matches: Iterable[Match]) -> Table:
    """What a person reads: who, may they answer, which lots, and why."""
    table = Table("Structure", "Répondre ?", "Lots", "Pourquoi", title=title, title_justify="left")
    for found in matches:
        answer = ANSWERS[found.answer] + (" (juste à côté)" if found.near_miss else "")
        table.add_row(found.structure_id, answer, _lots(found), why(found))
    return table


def why(match: Match) -> str:
    """The reasons, one a line, those against first."""
    marks = {Verdict.AGAINST: "✗", Verdict.CHECK: "?", Verdict.FOR: "✓"}
    ordered = sorted(match.reasons, key=lambda reason: list(marks).index(reason.verdict))
    return "\n".join(f"{marks[reason.verdict]} {reason.text}" for reason in ordered)


def _lots(match: Match) -> str:
    named = [lot for lot in match.lots if lot is not None]
    return ", ".join(named) if named else "tout"
