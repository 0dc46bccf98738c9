"""What people do in the stories of networks, and what the schedule does meanwhile."""

import re
import time
from collections.abc import Iterable
from datetime import datetime
from html import unescape
from typing import Any

import httpx

from bot import jobs
from scrapers.notice import Buyer, Deadline, Lot, Notice, Passage, Place, Topic
from tests.acceptance.mail.stories import plain
from tests.acceptance.telegram.stories import PATIENCE, read, refresh, spaced
from tests.acceptance.telegram.stories import say as say
from tests.telegram_api.phone import Bubble, Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import PARIS, garden_call

CLAUSE = Passage(
    "texte", "Clause sociale d’insertion : 300 heures d’insertion sont à réaliser par le titulaire.", Topic.CONDITIONS
)
GREEN, CLEANING = "77310000", "90910000"  # CPV


def on(day: int, month: int = 11, hour: int = 9) -> datetime:
    """A moment in Paris of the end of 2026; November 23rd is a Monday."""
    return datetime(2026, month, day, hour, tzinfo=PARIS)


def call(number: str, title: str, closes: datetime, **fields: Any) -> Notice:
    """A call of gardening in the Rhône, reserved to SIAE."""
    given = {"title": title, "deadline": Deadline(closes), "buyer": Buyer("Ville fictive de Montfictif")}
    return garden_call(number, **(given | fields))


def claused(*codes: str, departement: str = "69") -> tuple[Lot, ...]:
    """One lot open to all, with hours of insertion."""
    return (Lot(None, cpv=codes, places=(Place(departement=departement),), passages=(CLAUSE,)),)


def beat(service: InThread, moment: datetime) -> dict[str, Any]:
    """What the schedule does at that moment for networks; what was delivered, in numbers."""
    service.clock.on(moment)
    service.match()
    refresh(service)
    assert service.house is not None
    for job in (jobs.spread_broadcasts, jobs.animate_networks, jobs.help_replies):
        service.call(job(service.house))
    return service.deliver()


def touch(phone: Phone, words: str, then: str, *, on: Bubble | None = None) -> Bubble:
    """Touches the button of these words, typed with plain spaces; the bubble that then holds `then`."""
    press(phone, words, on=on)
    return read(phone, then)


def press(phone: Phone, words: str, *, on: Bubble | None = None) -> None:
    """As `touch`, when nothing is to be read in the chat."""
    end = time.monotonic() + PATIENCE
    while not (shown := [on] if on else [one for one in phone.bubbles() if words in map(spaced, one.labels)]):
        assert time.monotonic() < end, f"no button {words!r}; there are: {[one.labels for one in phone.bubbles()]}"
        time.sleep(0.01)
    shown[-1].tap(next(one for one in shown[-1].labels if spaced(one) == words))


def found(phone: Phone, words: str) -> Bubble | None:
    """The last message that holds these words."""
    return next((one for one in reversed(phone.bubbles()) if words in spaced(one.text)), None)


def words_of(answer: httpx.Response) -> str:
    """What a page says, on one line."""
    assert answer.status_code == 200, (answer.status_code, answer.url)
    main = re.search(r"(?s)<main.*?</main>", answer.text)
    assert main is not None
    return plain(unescape(re.sub(r"<[^>]+>", " ", main[0])))


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of these names stand in it."""
    return [one for one in names if one in plain(spaced(text))]
