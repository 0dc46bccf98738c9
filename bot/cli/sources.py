"""`vigie sources`: what was read, when, and what is in trouble."""

from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from alerts.messages.french import count
from alerts.services.sources import SourceReport, report, retry_rejects
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.opened import opened
from bot.wiring import catalogue_of

PARIS = ZoneInfo("Europe/Paris")
app = typer.Typer(help="L’état des sources, et la seconde lecture des avis mis de côté.", invoke_without_command=True)


@app.callback()
def sources(context: typer.Context, config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Montrer l’état de chaque source. Code de sortie 1 si l’une d’elles est en difficulté."""
    if context.invoked_subcommand:
        return
    settings = settings_from(config)
    with opened(settings) as house, house.database.read() as session:
        lines = report(session, house.clock(), [source.name for source in house.sources])
    if as_json:
        for line in lines:
            screen.print_json(_object(line))
    else:
        screen.out.print(_table(lines))
    if any(line.failures for line in lines):
        raise typer.Exit(1)


@app.command("retry")
def retry(
    source: Annotated[str | None, typer.Argument(help="Une source seulement (boamp, ted…).")] = None,
    config: ConfigPath = DEFAULT_PATH,
    as_json: screen.Json = False,
) -> None:
    """Relire les avis mis de côté, après une mise à jour par exemple."""
    settings = settings_from(config)
    with opened(settings) as house:
        catalogue = {one.name: one for one in catalogue_of(settings)}
        if source is not None and source not in catalogue:
            screen.fail(f"Source inconnue : {source}. Connues : {', '.join(catalogue)}.", code=2)
        done = retry_rejects(house.database, catalogue, house.clock(), source)
    if as_json:
        screen.print_json({"read": done.read, "still": [{"notice": name, "error": why} for name, why in done.still]})
    else:
        still = count(len(done.still), "encore illisible", "encore illisibles")
        screen.out.print(f"{count(done.read, 'avis relu', 'avis relus')}, {still}.")
        for name, why in done.still:
            screen.err.print(f"{name} : {why}")
    if done.still:
        raise typer.Exit(1)


def _table(lines: list[SourceReport]) -> Table:
    table = Table("Source", "Dernière réponse", "Dernier avis", "Retard", "Prochain essai", "À part", "État")
    for line in lines:
        table.add_row(
            line.name,
            moment(line.last_success),
            f"{line.last_item:%d/%m/%Y}" if line.last_item else "–",
            duration(line.lag),
            moment(line.next_try),
            str(line.rejects + line.troubles),
            _state(line),
        )
    return table


def _state(line: SourceReport) -> str:
    if line.error:
        return f"{line.error} ({line.failures} échecs de suite)" if line.failures > 1 else line.error
    return f"lecture en cours ({line.pending} demandes à faire)" if line.pending else "tout va bien"


def moment(at: datetime | None) -> str:
    """A time as read in Paris."""
    return f"{at.astimezone(PARIS):%d/%m/%Y %H:%M}" if at else "–"


def duration(lag: timedelta | None) -> str:
    """Whole hours, or days from two days on."""
    if lag is None:
        return "–"
    hours = int(lag.total_seconds() // 3600)
    return f"{hours // 24} jours" if hours >= 48 else f"{hours} h" if hours else "moins d’une heure"


def _object(line: SourceReport) -> dict[str, object]:
    return {
        "source": line.name,
        "last_success": line.last_success.isoformat() if line.last_success else None,
        "last_complete": line.last_complete.isoformat() if line.last_complete else None,
        "last_item": line.last_item.isoformat() if line.last_item else None,
        "lag_seconds": int(line.lag.total_seconds()) if line.lag else None,
        "next_try": line.next_try.isoformat() if line.next_try else None,
        "failures": line.failures,
        "error": line.error,
        "pending": line.pending,
        "rejects": line.rejects,
        "troubles": line.troubles,
    }
