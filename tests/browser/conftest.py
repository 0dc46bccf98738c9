from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from alerts.store.engine import Database, open_database
from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.audit import Audit
from tests.browser.chromium import PHONE, PROGRAM, chromium, opened
from tests.browser.visitor import Visitor
from tests.databases import Templates, templates  # noqa: F401
from tests.smtp_server.chaos import Chaos, chaos_server
from tests.telegram_api.clock import PARIS, Clock
from tests.telegram_api.fixtures import bot_api, bot_api_session, clock, phone  # noqa: F401
from tests.telegram_api.running import InThread
from tests.telegram_api.server import BotApi

NARROW = 320  # pixels: WCAG 2.2, 1.4.10
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)  # a Monday


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for the package, and closed after it: its loop would stand in the way of other tests' own."""
    if PROGRAM is None:
        pytest.skip("no Chromium here: VIGIE_TEST_CHROMIUM is not set")
    with chromium() as found:
        yield found


@pytest.fixture
def database(templates: Templates, tmp_path: Path) -> Iterator[Database]:  # noqa: F811
    """On SQLite: what differs on PostgreSQL is tested below the pages."""
    held = open_database(templates.sqlite_copy(tmp_path))
    yield held
    held.close()


@pytest.fixture
def chaos() -> Iterator[Chaos]:
    with chaos_server() as running:
        yield running


@pytest.fixture
def service(
    database: Database,
    bot_api: BotApi,  # noqa: F811
    clock: Clock,  # noqa: F811
    chaos: Chaos,
    tmp_path: Path,
) -> Iterator[InThread]:
    """The whole service: pages over HTTP, letters over SMTP, the chat."""
    clock.on(MORNING)
    held = InThread(database, bot_api, clock, tmp_path)
    held.with_mail(chaos.port)
    held.options["keeps"] = True
    held.start()
    yield held
    held.stop()


@pytest.fixture
def visitor(browser: Browser, service: InThread) -> Iterator[Visitor]:
    """On a phone, without JavaScript."""
    with opened(browser, java_script_enabled=False, **PHONE) as context:
        yield Visitor(context.new_page(), service.site)


@pytest.fixture
def audited(browser: Browser, service: InThread) -> Iterator[tuple[Visitor, Audit]]:
    """JavaScript is there for axe alone: our pages forbid it."""
    with opened(browser, bypass_csp=True, **PHONE) as context:
        audit = Audit()
        yield Visitor(context.new_page(), service.site, audit), audit


@pytest.fixture
def narrow(browser: Browser, service: InThread) -> Iterator[Visitor]:
    """On the narrowest phone, without JavaScript. Nothing may have to be scrolled aside."""
    size = {"viewport": {"width": NARROW, "height": 568}}
    with opened(browser, java_script_enabled=False, **PHONE | size) as context:
        yield Visitor(context.new_page(), service.site, fits)


def fits(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW, f"{page.url}: {width} pixels wide"


@pytest.fixture
def mailbox(chaos: Chaos) -> Mailbox:
    """That of Claire."""
    return Mailbox(chaos, "claire@jardins.example")
