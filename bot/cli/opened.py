"""Opening the house for a command, with its trouble told in French."""

from collections.abc import Iterator
from contextlib import contextmanager

from alerts.services.structures import host_structures
from alerts.store.engine import DatabaseUnusable
from bot.cli import screen
from bot.cli.match import structures_of
from bot.config import Settings
from bot.wiring import Clock, House, open_house, wall_clock


@contextmanager
def opened(settings: Settings, clock: Clock = wall_clock) -> Iterator[House]:
    """The house, closed at the end; the exit code 1 and a sentence when its database cannot be used."""
    try:
        house = open_house(settings, clock)
    except DatabaseUnusable as error:
        screen.fail(f"La base de données ne peut pas servir : {error.sentence}.")
    try:
        yield house
    finally:
        house.close()


def subscribe_file(house: House) -> None:
    """The structures of the configured file are subscribed; those known from elsewhere stay, and so does what people
    changed in the chat."""
    path = house.settings.vigie.structures
    if not path.exists():
        screen.err.print(f"Aucune structure : {path} n’existe pas (son format est dans README.md).")
        return
    given = structures_of(path)
    with house.database.write() as session:
        host_structures(session, given, house.clock())
