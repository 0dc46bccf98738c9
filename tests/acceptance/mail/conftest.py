from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from alerts.store.engine import Database
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import visiting
from tests.databases import database, templates  # noqa: F401
from tests.smtp_server.chaos import Chaos, chaos_server
from tests.telegram_api.clock import Clock
from tests.telegram_api.fixtures import bot_api, bot_api_session, clock, phone  # noqa: F401
from tests.telegram_api.running import InThread
from tests.telegram_api.server import BotApi


@pytest.fixture(autouse=True)
def the_library_as_it_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in tests/acceptance/telegram."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture(autouse=True)
def people_who_type_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pace of one chat, ten times quicker (tests/bot/telegram/test_pace.py has the real one)."""
    monkeypatch.setattr("bot.telegram.speed.PRIVATE_SECONDS", 0.105)


@pytest.fixture
def chaos() -> Iterator[Chaos]:
    """The relay: it behaves well, except towards addresses whose name says otherwise (`tests.smtp_server`)."""
    with chaos_server() as running:
        yield running


@pytest.fixture
def service(
    database: Database,  # noqa: F811
    bot_api: BotApi,  # noqa: F811
    clock: Clock,  # noqa: F811
    chaos: Chaos,
    tmp_path: Path,
) -> Iterator[InThread]:
    """The whole service, with its chat, its pages and its mail; `service.site` is the address of the pages."""
    held = InThread(database, bot_api, clock, tmp_path)
    held.with_mail(chaos.port)
    held.start()
    yield held
    held.stop()


@pytest.fixture
def browser(service: InThread) -> Iterator[httpx.Client]:
    with visiting(service) as client:
        yield client


@pytest.fixture
def mailbox(chaos: Chaos) -> Mailbox:
    """That of Claire."""
    return Mailbox(chaos, "claire@jardins.example")
