"""A site to visit: real pages over a real database, at an address that only this machine knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.services.current import Current
from alerts.services.deliver import Composer
from alerts.store.engine import Database
from bot.config import Settings
from bot.config_sections import EmailSettings, PagesSettings, VigieSettings
from bot.wiring import STYLES, House, describe_here, links_of
from tests.bot.pages.stories import subscribe
from tests.bot.pages.visitor import BASE, Visitor
from tests.databases import database, templates  # noqa: F401

SECRET = "s" * 32
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # where only the form of a page counts


@dataclass
class Clock:
    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def later(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(database: Database, clock: Clock) -> House:  # noqa: F811
    """Nothing has been read yet, and no channel is open."""
    return house_of(database, clock)


def house_of(database: Database, clock: Callable[[], datetime], base: str = BASE) -> House:  # noqa: F811
    settings = Settings(
        vigie=VigieSettings(contact="veille@example.org"),
        pages=PagesSettings(public_url=base, secret=SecretStr(SECRET)),
        email=EmailSettings(host="127.0.0.1", security="none", sender="vigie@vigie.example"),
    )
    links = links_of(settings)
    composer = Composer(database, read_notice, may_answer, clock, STYLES, links)
    current = Current(database, read_notice, describe_here)
    return House(settings, database, (), {}, clock, composer, current, links=links)


@pytest.fixture
def visitor(house: House) -> Visitor:
    return Visitor(house)


@pytest.fixture
def claire(house: House, visitor: Visitor) -> Visitor:
    """She manages the Jardins, and her settings are open. Her membership is number 1."""
    subscribe(house, visitor)
    return visitor
