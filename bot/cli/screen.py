"""What every command shares: the two ways to speak (a person, a program), and how it ends."""

import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

Json = Annotated[bool, typer.Option("--json", help="Parler à un programme : du JSON, un objet par ligne.")]

# Progress and errors go to stderr: stdout holds the answer, and only it. No markup: titles of notices are printed as
# they were published, brackets included.
out = Console(markup=False, emoji=False, highlight=False)
err = Console(stderr=True, markup=False, emoji=False, highlight=False)


def print_json(value: Mapping[str, Any]) -> None:
    """One object, one line, on stdout. Names of files that are not UTF-8 are shown with a replacement character."""
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    sys.stdout.write(line + "\n")


def fail(*lines: str, code: int = 1) -> NoReturn:
    """Say in French what went wrong and what to do, then end with this exit code."""
    for line in lines:
        err.print(line)
    raise typer.Exit(code)
