"""What these stories begin with, and what people do in them: they subscribe, or are told on Telegram and by e-mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx

from alerts.model.delivery import DeliveryKind
from alerts.model.preference import Preference
from alerts.store import history
from alerts.store.history import Entry
from scrapers.notice import Deadline, Lot, Notice, Place
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.telegram.stories import say
from tests.telegram_api.clock import PARIS
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import Running
from tests.telegram_api.stock import AWAKE, belongs, garden_call

GARDENS = "Les Jardins fictifs"
WISH: dict[str, str | list[str]] = {
    "nom": GARDENS,
    "statut": ["aci"],
    "metier": ["espaces-verts"],
    "lieux": "69, Ain",
    "cherche": ["reserved", "clause_sociale"],
    "rythme": "week",
    "jour": "0",
    "heure": "8",
    "adresse": "Claire@Jardins.example",
}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 (the 23rd is a Monday), or of December beyond the 30th."""
    month, day = (11, day) if day <= 30 else (12, day - 30)
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def due(number: str, closes: datetime, title: str, **fields: Any) -> Notice:
    """A call that concerns them, to be answered until then."""
    return garden_call(number, title=title, deadline=Deadline(closes), **fields)


def beside(number: str, title: str = "Taille des haies de Valfictif", departement: str = "38") -> Notice:
    """Like a garden call, but outside their territory."""
    (lot,) = garden_call(number).lots
    elsewhere = Lot(None, cpv=lot.cpv, places=(Place(departement=departement),), passages=lot.passages)
    return garden_call(number, title=title, lots=(elsewhere,))


def beat(service: Running, moment: datetime) -> dict[str, Any]:
    """What the schedule does, at that moment; what was delivered, in numbers."""
    service.clock.on(moment)
    service.gather()
    service.match()
    return service.deliver()


@contextmanager
def visiting(service: Running) -> Iterator[httpx.Client]:
    """A browser: it keeps its cookies, and says where a form was."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=service.site, follow_redirects=True, headers=headers) as client:
        yield client


def subscribe(service: Running, browser: httpx.Client, mailbox: Mailbox, **other: str | list[str]) -> None:
    """By e-mail alone: the form, the letter, « Confirmer »."""
    said = browser.post("/inscription", data={**WISH, "adresse": mailbox.address, **other})
    assert said.status_code == 200
    assert "un message vient d’y partir" in said.text
    service.deliver()
    confirm(browser, mailbox)


def confirm(browser: httpx.Client, mailbox: Mailbox) -> None:
    answer = browser.post(mailbox.last().link("confirmer"))
    assert answer.status_code == 200, answer.text


def enter(service: Running, browser: httpx.Client, mailbox: Mailbox) -> None:
    """A link asked for, received, opened: her settings are open in this browser."""
    assert browser.post("/acces", data={"adresse": mailbox.address}).status_code == 200
    service.deliver()
    said = browser.post(mailbox.last().link("entrer"))
    assert GARDENS in said.text


def on_both(service: Running, phone: Phone, mailbox: Mailbox, preference: Preference = AWAKE) -> int:
    """Monday at ten: Camille is of « Les Haies fictives », on Telegram and by e-mail; the number of the membership."""
    service.clock.on(at(23, 10))
    membership = belongs(service.database, phone, service.clock(), preference=preference)
    give_address(service, phone, mailbox)
    return membership


def give_address(service: Running, phone: Phone, mailbox: Mailbox) -> None:
    """In the chat, then in the mailbox."""
    say(phone, (f"/email {mailbox.address}", "Un message vient de partir"))
    service.deliver()
    with visiting(service) as browser:
        confirm(browser, mailbox)


def since(phone: Phone, shown: int) -> list[str]:
    """What the bot wrote after its first `shown` messages, on one line each, with plain spaces."""
    return [plain(one.text) for one in phone.bubbles()[shown:]]


def plain(text: str) -> str:
    return " ".join(text.split())


def owed(service: Running, *kinds: DeliveryKind) -> list[Entry]:
    """Rows of the ledger, the oldest first."""
    with service.database.read() as session:
        rows = history.entries(session)
    return [one for one in reversed(rows) if not kinds or one.kind in kinds]


__all__ = ["say"]
