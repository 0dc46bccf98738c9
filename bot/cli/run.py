"""`vigie run`: the real thing."""

import asyncio
import logging
from collections import Counter
from datetime import datetime
from typing import Annotated

import typer

from alerts.channels.email.dkim import KeyUnusable
from alerts.channels.email.relay import RelayUnusable
from alerts.messages.french import count
from alerts.services.read_source import Reading
from alerts.services.sources import report
from alerts.store.history import entries
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.opened import opened, subscribe_file
from bot.cli.rounds import one_round
from bot.cli.sources import moment
from bot.pages.server import CannotListen
from bot.schedule import serve
from bot.telegram.trouble import ChatTrouble
from bot.wiring import House

Once = Annotated[bool, typer.Option("--once", help="Un seul tour : lire, rapprocher, envoyer, puis s’arrêter.")]


def run(config: ConfigPath = DEFAULT_PATH, once: Once = False, as_json: screen.Json = False) -> None:
    """Lire les annonces, les rapprocher des structures et envoyer les messages, jusqu’à l’arrêt (Ctrl-C)."""
    settings = settings_from(config)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("alembic", "apscheduler"):  # their steps are not the host's business
        logging.getLogger(name).setLevel(logging.WARNING)
    if not settings.vigie.contact:
        screen.fail(
            f"Il manque un contact dans {config}, section [vigie].",
            "Les éditeurs des annonces doivent pouvoir vous joindre : une adresse électronique ou une page web.",
            'Écrivez par exemple : contact = "veille@votre-structure.fr"',
        )
    with opened(settings) as house:
        subscribe_file(house)
        if once:
            _once(house, as_json)
        else:
            screen.err.print("Vigie est en route. Ctrl-C pour l’arrêter.")
            _serve(house)


def _serve(house: House) -> None:
    try:
        asyncio.run(serve(house))
    except (ChatTrouble, CannotListen, RelayUnusable, KeyUnusable) as trouble:
        screen.fail(f"Vigie s’arrête : {trouble.sentence}.")


def _once(house: House, as_json: bool) -> None:
    try:
        readings, matched, drained = asyncio.run(one_round(house))
    except (RelayUnusable, KeyUnusable) as trouble:
        screen.fail(f"Le tour s’arrête : {trouble.sentence}.")
    with house.database.read() as session:
        states = {line.name: line for line in report(session, house.clock())}
    if as_json:
        sources = [_object(one, states[one.source].next_try) for one in readings]
        counts = {"matches": matched.matches, "sent": drained.sent, "later": drained.later, "refused": drained.refused}
        screen.print_json({"sources": sources} | counts)
    for one in readings:
        if one.error:
            screen.err.print(f"{one.source} : {one.error}")
        elif not one.taken:
            again = moment(states[one.source].next_try)
            screen.err.print(
                f"{one.source} : déjà lue, ou en cours de lecture ailleurs ; prochaine lecture le {again}."
            )
    new = sum(one.ingested.new for one in readings)
    screen.err.print(
        f"{count(new, 'avis nouveau', 'avis nouveaux')}, {count(matched.matches, 'correspondance')}, "
        f"{count(drained.sent, 'message envoyé', 'messages envoyés')}."
    )
    _say_what_waits(house)
    if any(one.error for one in readings):
        raise typer.Exit(1)


def _object(one: Reading, next_try: datetime | None) -> dict[str, object]:
    return {
        "source": one.source,
        "taken": one.taken,
        "complete": one.complete,
        "new": one.ingested.new,
        "error": one.error,
        "next_try": next_try.isoformat() if next_try else None,
    }


def _say_what_waits(house: House) -> None:
    """Messages that wait are told with their reason: a channel that nobody configured, a disk that is full."""
    with house.database.read() as session:
        waiting = [one for one in entries(session) if one.outcome is None]
    reasons = Counter(one.reason or "à envoyer" for one in waiting)
    for reason, number in reasons.items():
        screen.err.print(f"{count(number, 'message')} en attente : {reason}.")
