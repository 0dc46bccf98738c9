"""`vigie config check`: is config.toml right?"""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import screen
from bot.config import ConfigProblems, Problem, Settings, load

ConfigPath = Annotated[Path, typer.Option("--config", "-c", help="Fichier de configuration.")]
DEFAULT_PATH = Path("config.toml")

app = typer.Typer(help="La configuration de l’hébergeur.", no_args_is_help=True)


@app.command("check")
def check(config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Dire tous les problèmes de la configuration, avec la ligne et le remède."""
    try:
        load(config, os.environ)
    except ConfigProblems as found:
        for problem in found.problems:
            _tell(config, problem, as_json)
        raise typer.Exit(1) from found
    if not as_json:
        screen.out.print(f"{config} : rien à corriger.", markup=False)


def settings_from(config: Path) -> Settings:
    """The settings, or every problem told and the exit code 1. No file: three lines that say what to do."""
    if not config.exists():
        screen.fail(
            f"Il n’y a pas encore de configuration ({config}).",
            "Copiez config.example.toml en config.toml, indiquez-y un contact, puis : vigie config check",
            "Pour voir Vigie à l’œuvre sans rien configurer : vigie demo",
        )
    try:
        return load(config, os.environ)
    except ConfigProblems as found:
        screen.fail(*(_line(config, problem) for problem in found.problems))


def _tell(config: Path, problem: Problem, as_json: bool) -> None:
    if as_json:
        screen.print_json(
            {"line": problem.line, "where": problem.where, "error": problem.sentence, "remedy": problem.remedy}
        )
    else:
        screen.err.print(_line(config, problem), markup=False, highlight=False)


def _line(config: Path, problem: Problem) -> str:
    place = f"{config}, ligne {problem.line}" if problem.line else str(config)
    return f"{place} : {problem.where} : {problem.sentence} → {problem.remedy}"
