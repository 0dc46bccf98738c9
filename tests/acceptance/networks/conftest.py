"""The whole service again, and the twelve members of a network."""

import pytest

from tests.acceptance.mail.conftest import (  # noqa: F401
    browser,
    chaos,
    mailbox,
    people_who_type_fast,
    service,
    the_library_as_it_will_be,
)
from tests.acceptance.networks.circle import Circle
from tests.databases import database, templates  # noqa: F401
from tests.smtp_server.chaos import Chaos
from tests.telegram_api.fixtures import bot_api, bot_api_session, clock, phone  # noqa: F401
from tests.telegram_api.running import InThread


@pytest.fixture(autouse=True)
def groups_that_are_read_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pace of one group, ten times quicker (tests/bot/telegram/test_pace.py has the real one)."""
    monkeypatch.setattr("bot.telegram.speed.GROUP_SECONDS", 0.31)


@pytest.fixture
def circle(service: InThread, chaos: Chaos) -> Circle:  # noqa: F811
    """The twelve are members, Nadia and Omar animate; nothing was published."""
    held = Circle(service, chaos)
    held.gather()
    return held
