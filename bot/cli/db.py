"""`vigie db …`: the database."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from alerts.store import backup as copies
from alerts.store.engine import DatabaseUnusable, open_database
from alerts.store.schema import migrations_in_step, upgrade
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from

app = typer.Typer(help="La base de données : mise à jour, sauvegarde, restauration.", no_args_is_help=True)
Copy = Annotated[Path, typer.Argument(help="Fichier de la sauvegarde.")]
Force = Annotated[bool, typer.Option("--force", help="Remplacer ce qui est déjà là.")]


@app.command("upgrade")
def upgrade_schema(config: ConfigPath = DEFAULT_PATH) -> None:
    """Mettre le schéma de la base à jour (vigie run le fait aussi)."""
    settings = settings_from(config)
    try:
        database = open_database(settings.vigie.database)
        revision = upgrade(database)
        database.close()
    except DatabaseUnusable as error:
        screen.fail(f"La base de données ne peut pas servir : {error.sentence}.")
    screen.out.print(f"Schéma à jour ({revision}).")


@app.command("backup")
def backup(path: Copy, config: ConfigPath = DEFAULT_PATH, force: Force = False) -> None:
    """Copier la base dans un fichier, même pendant que Vigie travaille."""
    settings = settings_from(config)
    try:
        with closing(open_database(settings.vigie.database)) as database:
            copies.backup(database, path, force=force)
    except DatabaseUnusable as error:
        screen.fail(f"La sauvegarde n’a pas été faite : {error.sentence}.")
    screen.out.print(f"Sauvegarde faite : {path}")


@app.command("restore")
def restore(path: Copy, config: ConfigPath = DEFAULT_PATH, force: Force = False) -> None:
    """Remettre une sauvegarde en place. Arrêtez Vigie avant."""
    settings = settings_from(config)
    try:
        copies.restore(path, settings.vigie.database, force=force)
    except DatabaseUnusable as error:
        screen.fail(f"La restauration n’a pas été faite : {error.sentence}.")
    screen.out.print("Base restaurée.")


@app.command("check", hidden=True)
def check() -> None:
    """For developers: are the migrations in step with the tables?"""
    found = migrations_in_step()
    if found:
        screen.fail("Migrations and tables differ:", *found)
    screen.out.print("Migrations and tables say the same.")
