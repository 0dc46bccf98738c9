import pytest

from tests.databases import database, templates  # noqa: F401
from tests.telegram_api.fixtures import bot, bot_api, bot_api_session, bot_process, clock, phone  # noqa: F401


@pytest.fixture(autouse=True)
def the_library_as_it_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its waits are timedeltas: as seconds, they are on their way out and it says so at each flood."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture(autouse=True)
def people_who_type_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pace of one chat, ten times quicker (tests/bot/telegram/test_pace.py has the real one); 25 a second stay."""
    monkeypatch.setattr("bot.telegram.speed.PRIVATE_SECONDS", 0.105)
    monkeypatch.setattr("bot.telegram.speed.GROUP_SECONDS", 0.31)
