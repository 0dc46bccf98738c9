"""Who asks for help on the pages: Inès of the Ateliers, before two reserved lots, or a whole contract."""

from dataclasses import replace
from html import unescape

import httpx

from alerts.model.reply import Work
from alerts.services import working
from bot.wiring import House
from scrapers.notice import Deadline, Lot, Notice, Passage, Topic
from tests.alerts.reply_help.cases import GARDENING, at
from tests.bot.pages.readers import Reader, reader_of

PARTS = ("", "/grille", "/calendrier", "/pieces", "/heures", "/vendre", "/questions", "/fichiers", "/facile", "/suite")
DEADLINE = Deadline(at(2026, 12, 21, 12))
RESERVED = Passage(
    "texte", "Marché réservé aux structures d’insertion par l’activité économique (L2113-13).", Topic.PARTICIPATION
)
WHOLE = replace(
    GARDENING,
    publisher_id="26-900010",
    title="Entretien des espaces verts & « parcs » <communaux>",
    cpv=("77310000",),
    deadline=DEADLINE,
    lots=(Lot(passages=(RESERVED,)),),
)
TWO_LOTS = replace(
    WHOLE,
    publisher_id="26-900012",
    title="Bureaux et rayonnages",
    deadline=Deadline(at(2026, 12, 7, 12)),
    lots=(
        Lot("1", "Bureaux", ("77310000",), passages=(RESERVED,), deadline=Deadline(at(2026, 12, 7, 12))),
        Lot("2", "Rayonnages", ("77310000",), passages=(RESERVED,), deadline=Deadline(at(2026, 12, 18, 16))),
    ),
)


def helped(house: House, *notices: Notice) -> Reader:
    return reader_of(house, *(notices or (WHOLE,)))


def plain(answer: httpx.Response) -> str:
    """With ordinary spaces and quotes."""
    return unescape(answer.text).replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def work_of(reader: Reader, lot: str = "") -> Work:
    with reader.house.database.read() as session:
        return working.work_of(session, reader.matches[0], lot)
