"""`vigie invite`: the first person of a structure of the host's file, on Telegram."""

import asyncio
from typing import Annotated

import typer

from alerts.services.errors import Refusal
from alerts.services.inviting import invite_first
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.opened import opened, subscribe_file
from bot.telegram.assistant import name_of
from bot.telegram.trouble import ChatTrouble

StructureId = Annotated[str, typer.Argument(help="Identifiant de la structure.", metavar="STRUCTURE")]


def invite(structure: StructureId, config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Donner un lien d’invitation : la personne qui l’ouvre gère la structure sur Telegram."""
    settings = settings_from(config)
    if not settings.telegram.token.get_secret_value():
        screen.fail("Il n’y a pas de bot : donnez son jeton dans VIGIE_TELEGRAM_TOKEN.")
    try:
        name = asyncio.run(name_of(settings.telegram))
    except ChatTrouble as trouble:
        screen.fail(f"Pas d’invitation : {trouble.sentence}.")
    with opened(settings) as house:
        subscribe_file(house)
        try:
            with house.database.write() as session:
                token = invite_first(session, structure, house.clock())
        except Refusal as refusal:
            screen.fail(refusal.sentence)
    link = f"https://t.me/{name}?start={token}"
    if as_json:
        screen.print_json({"structure": structure, "link": link, "days": 7})
        return
    screen.err.print("À envoyer à une seule personne ; le lien sert une fois, pendant 7 jours :")
    screen.out.print(link, soft_wrap=True)
