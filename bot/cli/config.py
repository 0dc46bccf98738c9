"""`vigie config check`: is config.toml right?"""

import os
from pathlib import Path
from typing import Annotated

import typer

from alerts.matching.structures_file import BadStructures, read_structures_file
from bot.cli import screen
from bot.config import ConfigProblems, Problem, Settings, load

ConfigPath = Annotated[Path, typer.Option("--config", "-c", help="Fichier de configuration.")]
DEFAULT_PATH = Path("config.toml")
NO_CONFIGURATION = """\
Il n’y a pas encore de configuration ({config}).
Copiez config.example.toml en config.toml, indiquez-y un contact, puis : vigie config check
Pour voir Vigie à l’œuvre sans rien configurer : vigie demo"""

app = typer.Typer(help="La configuration de l’hébergeur.", no_args_is_help=True)


@app.command("check")
def check(config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Dire tous les problèmes de la configuration et du fichier des structures, avec la ligne et le remède."""
    if not config.exists():
        screen.fail(*NO_CONFIGURATION.format(config=config).splitlines())
    problems = _problems(config)
    for problem in problems:
        _tell(config, problem, as_json)
    if problems:
        raise typer.Exit(1)
    if not as_json:
        screen.out.print(f"{config} : rien à corriger.")


def _problems(config: Path) -> tuple[Problem, ...]:
    try:
        settings = load(config, os.environ)
    except ConfigProblems as found:
        return found.problems
    return (*_contact(settings), *_structures(settings.vigie.structures))


def _contact(settings: Settings) -> tuple[Problem, ...]:
    if settings.vigie.contact:
        return ()
    remedy = "écrivez l’adresse électronique ou la page web où les éditeurs des annonces peuvent vous joindre"
    return (Problem(None, "vigie.contact", "il manque un contact", remedy),)


def _structures(path: Path) -> tuple[Problem, ...]:
    """The file of structures is part of what `vigie run` needs."""
    if not path.exists():
        remedy = "écrivez-y vos structures (README.md montre comment)"
        return (Problem(None, "vigie.structures", f"le fichier {path} n’existe pas", remedy),)
    try:
        read_structures_file(path)
    except BadStructures as found:
        return tuple(Problem(None, "vigie.structures", text, "corrigez ce fichier") for text in found.problems)
    return ()


def settings_from(config: Path) -> Settings:
    """The settings, or every problem told and the exit code 1. No file: three lines that say what to do."""
    if not config.exists():
        screen.fail(*NO_CONFIGURATION.format(config=config).splitlines())
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
        screen.err.print(_line(config, problem))


def _line(config: Path, problem: Problem) -> str:
    place = f"{config}, ligne {problem.line}" if problem.line else str(config)
    return " : ".join(filter(None, (place, problem.where, f"{problem.sentence} → {problem.remedy}")))
