"""`vigie …`: one file a command. Adding one is copying a neighbour, with its test, and one line here.

It speaks French to people, and JSON to programs with `--json`. Exit codes: 0 done, 1 something went wrong or is missing
(and it was said), 2 the words of the command are off.
"""

from importlib import metadata
from typing import Annotated

import typer

from bot.cli import admin, config, db, email, sources
from bot.cli.demo import demo
from bot.cli.digest import digest
from bot.cli.invite import invite
from bot.cli.match import match
from bot.cli.read import read
from bot.cli.reply import reply
from bot.cli.run import run
from bot.cli.trades import trades
from bot.cli.trying import try_

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(demo)
app.command("run")(run)
app.command("try")(try_)
app.command("read")(read)
app.command("match")(match)
app.command("trades")(trades)
app.command("invite")(invite)
app.command("digest")(digest)
app.command("reply")(reply)
app.add_typer(sources.app, name="sources")
app.add_typer(email.app, name="email")
app.add_typer(config.app, name="config")
app.add_typer(db.app, name="db")
app.add_typer(admin.app, name="admin")


@app.callback()
def about(version: Annotated[bool, typer.Option("--version", help="Dire la version et s’arrêter.")] = False) -> None:
    """Vigie ESS : la veille des marchés réservés et des clauses sociales, expliquée lot par lot."""
    if version:
        typer.echo(metadata.version("vigie-ess"))
        raise typer.Exit


def main() -> None:
    """Entry point of the `vigie` command."""
    app()
