"""Fixtures: `from tests.telegram_api.fixtures import bot_api, bot_api_session, phone  # noqa: F401` in a conftest."""

from collections.abc import Iterator

import pytest

from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi


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
