"""Fixtures: `from tests.telegram_api.fixtures import bot_api, bot_api_session, phone  # noqa: F401` in a conftest.

Those of the whole bot (`bot`, `bot_process`, `clock`) also need `database` and `templates` of tests/databases.py.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from alerts.store.engine import Database
from tests.telegram_api.clock import Clock
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi

if TYPE_CHECKING:
    from tests.telegram_api.running import InProcess, InThread


@pytest.fixture(scope="session")
def bot_api_session() -> Iterator[BotApi]:
    """Started once: importing its judges takes seconds."""
    with BotApi() as api:
        yield api


@pytest.fixture
def bot_api(bot_api_session: BotApi) -> Iterator[BotApi]:
    """The local Bot API, as new."""
    bot_api_session.reset()
    yield bot_api_session
    bot_api_session.reset()


@pytest.fixture
def phone(bot_api: BotApi) -> Phone:
    """Somebody who has never written to the bot."""
    return Phone(bot_api, 77, "Camille")


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    """Monday, November 23rd 2026, nine in the morning in Paris, until the test says otherwise."""
    return Clock(tmp_path / "clock")


@pytest.fixture
def bot(database: Database, bot_api: BotApi, clock: Clock, tmp_path: Path) -> Iterator["InThread"]:
    """The real bot, running on the test's database; `stop`, change `options`, `start` for another configuration."""
    from tests.telegram_api.running import InThread  # the whole application: only for who asks for it

    held = InThread(database, bot_api, clock, tmp_path)
    held.start()
    yield held
    held.stop()


@pytest.fixture
def bot_process(database: Database, bot_api: BotApi, clock: Clock, tmp_path: Path) -> Iterator["InProcess"]:
    """The same in a process of its own, that may be killed."""
    from tests.telegram_api.running import InProcess

    held = InProcess(database, bot_api, clock, tmp_path)
    held.start()
    yield held
    held.kill()
