"""What `tests.bench.alerts` sends: real rows of a ledger on SQLite, owed by the matching, to people of the stand-in."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

from pydantic import SecretStr

from alerts.channels.channel import Letter
from alerts.ledger import book
from alerts.model.delivery import Claimed
from alerts.model.people import Role
from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.ingest import ingest
from alerts.services.match_new import match_new
from alerts.services.structures import save_structures
from alerts.store import people as rows
from bot.config import Settings, TelegramSettings, VigieSettings
from bot.wiring import House, judge_of, open_house
from scrapers.notice import Notice, Place
from scrapers.source import Page
from tests.telegram_api.server import TOKEN
from tests.telegram_api.stock import AWAKE, GARDENS, garden_call

FIRST = 10_000  # the first chat
SHARED_BY = 10  # structures that are told the same opportunities
DEPARTEMENTS = [f"{number:02}" for number in range(1, 96) if number != 20]
OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
UNPACED = 100_000.0  # messages a second


@dataclass(frozen=True)
class Size:
    """`each`: alerts due to each chat."""

    chats: int
    each: int

    @property
    def alerts(self) -> int:
        return self.chats * self.each

    @property
    def people(self) -> range:
        return range(FIRST, FIRST + self.chats)


@contextmanager
def owed(size: Size, api: str, *, paced: bool = True) -> Iterator[House]:
    """A house whose ledger owes `size.alerts`, all due now. Its clock starts on a Monday at ten, in Paris.

    `paced` False: what the configuration forbids, only to measure what the computer costs.
    """
    with tempfile.TemporaryDirectory() as folder:
        telegram = TelegramSettings(token=SecretStr(TOKEN), api=api)
        if not paced:
            telegram = telegram.model_copy(update={"messages_per_second": UNPACED})
        vigie = VigieSettings(database=f"sqlite:///{folder}/alerts.db", messages=Path(folder))
        start = time.monotonic()
        house = open_house(
            Settings(vigie=vigie, telegram=telegram), lambda: OPENED + timedelta(seconds=time.monotonic() - start)
        )
        try:
            _owe(house, size)
            yield house
        finally:
            house.close()


def letters(house: House) -> list[tuple[Claimed, Letter]]:
    """Every alert that is due as a card of its own, as the composer writes it. The rows stay due."""
    with house.database.write() as session:
        claimed = book.claim(session, house.clock(), n=100_000, lease=timedelta(0))
    ready = []
    for one in claimed:
        ((_, letter),) = house.composer([one])
        assert isinstance(letter, Letter)
        ready.append((one, letter))
    return ready


def _owe(house: House, size: Size) -> None:
    known = [_structure(number) for number in range(size.chats)]
    now = house.clock()
    with house.database.write() as session:
        save_structures(session, known, now)
        for chat, structure in zip(size.people, known, strict=True):
            person = people.meet(session, chat, f"Personne {chat}", now)
            membership = people.join(session, person.id, structure.id, Role.MANAGER, now)
            rows.put_preference(session, membership.id, AWAKE)
        ingest(session, Page(tuple(_notices(size))), "boamp", now)
    done = match_new(house.database, judge_of(tuple(known)), house.clock)
    expected = sum(min(SHARED_BY, size.chats - first) for first in range(0, size.chats, SHARED_BY)) * size.each
    assert done.alerts == size.alerts == expected, f"{done.alerts} alerts owed, {size.alerts} wanted"


def _structure(number: int) -> Structure:
    (activity,) = GARDENS.activities
    here = replace(activity, territory=replace(activity.territory, departements=frozenset({_where(number)})))
    return replace(GARDENS, id=f"haies-{number}", name=f"Les Haies fictives {number}", activities=(here,))


def _where(structure: int) -> str:
    return DEPARTEMENTS[structure // SHARED_BY]


def _notices(size: Size) -> Iterator[Notice]:
    """`each` in every place, each with its own number in its title."""
    places = ceil(size.chats / SHARED_BY)
    for number in range(places * size.each):
        where = Place(departement=DEPARTEMENTS[number // size.each])
        (lot,) = garden_call("0").lots
        title = f"Parcelle {number:05} : entretien des espaces verts"
        yield garden_call(f"26-{number}", title=title, lots=(replace(lot, places=(where,)),))
