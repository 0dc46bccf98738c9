"""What every command shares: the two ways to speak (a person, a program), and how it ends."""

import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

Json = Annotated[bool, typer.Option("--json", help="Parler à un programme : du JSON, un objet par ligne.")]

# Progress and errors go to stderr: stdout holds the answer, and only it.
out = Console(soft_wrap=False)
err = Console(stderr=True)


def print_json(value: Mapping[str, Any]) -> None:
    """One object, one line, on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def fail(*lines: str, code: int = 1) -> NoReturn:
    """Say in French what went wrong and what to do, then end with this exit code."""
    for line in lines:
        err.print(line, markup=False, highlight=False)
    raise typer.Exit(code)
