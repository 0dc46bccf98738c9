"""The pages as Camille meets them: the living service, fictitious notices, nobody's address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from alerts.store import sources
from alerts.store.engine import open_database
from alerts.store.schema import upgrade
from alerts.store.tables import SourceStateRow
from alerts.store.writing import table_of
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import WISH, at, beat, beside, visiting
from tests.acceptance.telegram.stories import a_month_of_calls, call
from tests.smtp_server.chaos import chaos_server
from tests.telegram_api.clock import Clock
from tests.telegram_api.running import InThread
from tests.telegram_api.server import BotApi

ADDRESS = "camille@structure.example.org"
SITE = "https://vigie.example.org"  # instead of the port of this machine
TOWN = "Ville de Montfictif"


@dataclass
class Living:
    """The service, the browser that carries her cookies, and her mailbox."""

    service: InThread
    browser: httpx.Client
    mailbox: Mailbox

    def path(self, kind: str) -> str:
        """Where the link of this kind leads, in the last letter that has one."""
        letter = next(one for one in reversed(self.mailbox.letters()) if one.links(kind))
        return letter.links(kind)[0].removeprefix(self.service.site)

    def ask(self) -> None:
        """The form is sent; its letter has come."""
        self.browser.post("/inscription", data={**WISH, "adresse": ADDRESS}).raise_for_status()
        self.service.deliver()

    def confirm(self) -> None:
        self.browser.post(self.path("confirmer")).raise_for_status()

    def monday(self) -> None:
        """A week later: her letter."""
        self.service.clock.on(at(24, 9))
        published: datetime = self.service.clock()
        calls = (
            ("26-900021", "Taille des haies et fauchage des talus", 11),
            ("26-900022", "Entretien des espaces verts du parc", 17),
        )
        found = [call(number, title, TOWN, published, days) for number, title, days in calls]
        self.service.publish(*found, beside("26-900030"))
        beat(self.service, at(24, 10))
        beat(self.service, at(29, 23))
        self._read(at(30, 6, 10))
        beat(self.service, at(30, 8))

    def _read(self, moment: datetime) -> None:
        """Every source was read to its end at that moment."""
        table = table_of(SourceStateRow)
        with self.service.database.write() as session:
            sources.make_known(session, ["boamp", "ted"], moment)
            session.execute(table.update().values(last_complete=moment))


@contextmanager
def living(folder: Path) -> Iterator[Living]:
    """Monday at ten: a month of calls is open, nobody is subscribed."""
    database = open_database(f"sqlite:///{folder / 'vigie.db'}")
    upgrade(database)
    with BotApi() as api, chaos_server() as chaos:
        service = InThread(database, api, Clock(folder / "clock"), folder)
        service.with_mail(chaos.port)
        service.clock.on(at(23, 10))
        service.start()
        try:
            a_month_of_calls(service)
            with visiting(service) as browser:
                yield Living(service, browser, Mailbox(chaos, ADDRESS))
        finally:
            service.stop()
            database.close()
