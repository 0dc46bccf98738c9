"""The pages of broadcasts, judged by axe, by day and by night, without the rest of the tour."""

from playwright.sync_api import Browser

from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.audit import Audit
from tests.browser.broadcasts import all_pages_of_broadcasts
from tests.browser.chromium import PHONE, opened
from tests.browser.stories import digest, enter
from tests.browser.test_broadcasts import animating
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call


def test_pages_of_broadcasts(browser: Browser, service: InThread, mailbox: Mailbox) -> None:
    """JavaScript is there for axe alone: our pages forbid it."""
    with opened(browser, bypass_csp=True, **PHONE) as context:
        audit = Audit()
        see = Visitor(context.new_page(), service.site)
        home = animating(service, see, mailbox)
        digest(service, mailbox, garden_call("26-900001"))
        enter(service, see, mailbox)
        see.look = audit
        all_pages_of_broadcasts(service, see, home)
        assert audit.faults == {}
        assert audit.seen > 20
