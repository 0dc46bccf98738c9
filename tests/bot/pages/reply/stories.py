"""Who asks for help on the pages: Inès of the Ateliers, before two reserved lots, or a whole contract."""

from dataclasses import replace
from datetime import datetime
from html import unescape

import httpx

from alerts.model.reply import Work
from alerts.services import working
from bot.wiring import House
from scrapers.notice import Deadline, Lot, Notice
from tests.alerts.reply_help.cases import GARDENING
from tests.bot.pages.readers import Reader, reader_of
from tests.telegram_api.clock import PARIS

PARTS = ("", "/grille", "/calendrier", "/pieces", "/heures", "/vendre", "/questions", "/fichiers", "/facile", "/suite")
DEADLINE = Deadline(datetime(2026, 12, 21, 12, 0, tzinfo=PARIS))
WHOLE = replace(
    GARDENING,
    publisher_id="26-900010",
    title="Entretien des espaces verts & « parcs » <communaux>",
    cpv=("77310000",),
    deadline=DEADLINE,
    lots=(Lot(passages=GARDENING.lots[1].passages),),
)


def helped(house: House, *notices: Notice) -> Reader:
    return reader_of(house, *(notices or (WHOLE,)))


def plain(answer: httpx.Response) -> str:
    """With ordinary spaces and quotes."""
    return unescape(answer.text).replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def work_of(reader: Reader, lot: str = "") -> Work:
    with reader.house.database.read() as session:
        return working.work_of(session, reader.matches[0], lot)
