"""Looking for partners on a phone: judged by axe, on the narrowest screen, by keyboard as any other page."""

from dataclasses import replace

from tests.acceptance.mail.mailbox import Mailbox
from tests.browser.audit import Audit
from tests.browser.partners import all_pages_of_partners
from tests.browser.stories import digest, enter
from tests.browser.test_broadcasts import animating
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call


def looking(service: InThread, see: Visitor, mailbox: Mailbox) -> str:
    """Her structure was told of ten lots: the page of her network."""
    home = animating(service, see, mailbox)
    plain = garden_call("26-900003")
    lots = tuple(replace(plain.lots[0], id=f"LOT-{n:04}", title=f"Secteur {n}") for n in range(1, 11))
    digest(service, mailbox, replace(plain, lots=lots))
    enter(service, see, mailbox)
    return home


def test_no_fault(service: InThread, audited: tuple[Visitor, Audit], mailbox: Mailbox) -> None:
    see, audit = audited
    all_pages_of_partners(service, see, looking(service, see, mailbox))
    assert audit.faults == {}


def test_on_the_narrowest_phone(service: InThread, narrow: Visitor, mailbox: Mailbox) -> None:
    all_pages_of_partners(service, narrow, looking(service, narrow, mailbox))
