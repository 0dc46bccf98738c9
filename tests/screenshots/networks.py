"""The pages of a network as its animator and its members meet them: the twelve of the stories, in one service."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page

from alerts.images import qr
from alerts.store.engine import open_database
from alerts.store.schema import upgrade
from scrapers.notice import Buyer, Notice
from tests.acceptance.mail.stories import visiting
from tests.acceptance.networks.circle import Circle
from tests.acceptance.networks.stories import CLEANING, GREEN, beat, call, claused, found, on, press
from tests.acceptance.networks.test_together import YES, called, shared
from tests.screenshots.living import SITE, Living
from tests.screenshots.pages import Prepare, nothing
from tests.smtp_server.chaos import chaos_server
from tests.telegram_api.clock import Clock
from tests.telegram_api.running import InThread
from tests.telegram_api.server import BotApi

LAUNDRY, WASTE = "98310000", "90511000"
TOKEN = "s_" + "FiCtIf" * 5  # of no invitation
_DRAWN = "([drawn]) => { const at = document.querySelector('.qr'); if (at) at.innerHTML = drawn; }"


@contextmanager
def circle_in(folder: Path) -> Iterator[Circle]:
    """Twelve members and two animators, on a Monday morning."""
    database = open_database(f"sqlite:///{folder / 'vigie.db'}")
    upgrade(database)
    with BotApi() as api, chaos_server() as chaos:
        service = InThread(database, api, Clock(folder / "clock"), folder)
        service.with_mail(chaos.port)
        service.clock.on(on(23, hour=10))
        service.start()
        try:
            circle = Circle(service, chaos)
            circle.gather()
            yield circle
        finally:
            service.stop()
            database.close()


def pages_of_networks(circle: Circle) -> Iterator[tuple[str, Living, str, Prepare]]:
    """(name, whose browser, path, what is done there first), each step made before it is shown."""
    service = circle.service
    beat(service, on(23, hour=10))
    with visiting(service) as browser:
        room = met(circle, browser)
        yield "reseau-groupe", Living(service, browser, circle.omar), room.removeprefix(service.site), nothing
    months(circle)
    with circle.settings_of(circle.omar) as omar:
        held, home = Living(service, omar, circle.omar), f"/reseaux/{circle.network}"
        made = omar.post(f"{home}/inviter", data={"structures": "50"})
        yield "reseau-invitation", held, made.url.path, of_nobody(made.url.path)
        radar = omar.get(f"{home}/radar")
        yield "reseau-radar", held, f"{home}/radar", nothing
        mark = radar.text.partition('id="lot-')[2].partition('"')[0]
        draft = omar.post(f"{home}/radar/{mark}/prevenir")
        yield "reseau-apercu", held, draft.url.path, nothing
        yield "reseau-territoire", held, f"{home}/territoire", nothing


def met(circle: Circle, browser: httpx.Client) -> str:
    """Three members answer together; the path of their group, as it stands in a letter."""
    service = circle.service
    one, other = called(service, circle)
    press(circle.phone(one), YES, on=found(circle.phone(one), "cherche qui apporte"))
    letter = circle.mailbox(other)
    browser.post(letter.last().link("p"), data={"geste": "oui"}).raise_for_status()
    beat(service, on(23, hour=12))
    scop = circle.phone("scop")
    for news in [it for it in scop.bubbles() if it.text.startswith("Un membre dit oui")]:
        press(scop, YES, on=news)
        service.rest()
    beat(service, on(23, hour=13))
    room = letter.last().link("g")
    shared(service, circle, (scop, circle.phone(one)), browser, room)
    return room


def months(circle: Circle) -> None:
    """What was published these days, some of it pressing on the last."""
    service = circle.service
    service.publish(*published())
    beat(service, on(24, hour=10))
    beat(service, on(29, hour=10))
    beat(service, on(30, hour=8))


def published() -> tuple[Notice, ...]:
    town = {"buyer": Buyer("Communauté de communes fictive des Berges")}
    return (
        call("26-900702", "Taille des haies de Montfictif", on(4, 12, 12)),
        call("26-900703", "Tonte des stades de Valfictif", on(12, 12, 12), **town),
        call("26-900704", "Ménage des gymnases fictifs", on(11, 12, 12), lots=claused(CLEANING)),
        call("26-900705", "Entretien des berges fictives", on(18, 12, 12), lots=claused(GREEN), **town),
        call("26-900706", "Location et lavage du linge fictif", on(18, 12, 12), lots=claused(LAUNDRY)),
        call("26-900707", "Collecte des cartons de Valfictif", on(20, 12, 12), lots=claused(WASTE), **town),
    )


def of_nobody(path: str) -> Prepare:
    """An address that opens nothing, in words and in the code, instead of that of this machine."""
    token = path.rpartition("/")[2]

    def prepare(page: Page) -> None:
        page.evaluate(_DRAWN, [qr.svg(f"{SITE}/i/{TOKEN}")])
        page.evaluate(
            "([there, shown]) => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
            " while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(there, shown); }",
            [token, TOKEN],
        )

    return prepare
