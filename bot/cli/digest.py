"""`vigie digest`: what the next digest of a structure would say, without sending anything."""

from typing import Annotated

import typer

from alerts.channels.markup import to_html, to_text
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.opened import opened

StructureId = Annotated[str, typer.Option("--structure", help="Identifiant de la structure.", metavar="ID")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Montrer, sans rien envoyer.")]
Html = Annotated[bool, typer.Option("--html", help="Montrer la page HTML plutôt que le texte.")]


def digest(
    structure: StructureId,
    dry_run: DryRun = False,
    html: Html = False,
    config: ConfigPath = DEFAULT_PATH,
    as_json: screen.Json = False,
) -> None:
    """Montrer le prochain récapitulatif d’une structure : ce qui attend ou, à défaut, les sept derniers jours."""
    if not dry_run:
        screen.fail("Les récapitulatifs partent seuls, à leur heure. Pour en voir un : ajoutez --dry-run.", code=2)
    with opened(settings_from(config)) as house:
        found = house.composer.dry_run(structure, house.clock())
    if found is None:
        screen.fail(
            f"Aucune structure « {structure} » dans la base de données : vigie run y inscrit celles de votre fichier."
        )
    told, message = found
    written = to_html(message) if html else to_text(message)
    if as_json:
        screen.print_json({"structure": told.id, "title": message.title, "summary": message.summary, "text": written})
        return
    screen.out.print(written, soft_wrap=True, end="")
