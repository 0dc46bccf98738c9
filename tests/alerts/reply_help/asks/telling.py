"""Fictitious notices that say what a test gives them, and what is read in them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from alerts.clauses.read import read_notice
from alerts.reply_help.asked import Asks
from alerts.reply_help.read_asks import asks_of
from scrapers.notice import Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic

PARIS = ZoneInfo("Europe/Paris")
DEADLINE = datetime(2026, 12, 14, 12, 0, tzinfo=PARIS)  # a Monday, at noon


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on the clock of Paris."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def said(*texts: str, topic: Topic = Topic.OTHER, field: str = "renseignements/rensgComplt") -> tuple[Passage, ...]:
    return tuple(Passage(field, text, topic) for text in texts)


def notice(*passages: Passage, **given: Any) -> Notice:
    """Published on 10 November 2026 by a fictitious town, offers until Monday 14 December at noon."""
    told: dict[str, Any] = {
        "title": "Prestations diverses",
        "published": date(2026, 11, 10),
        "buyer": Buyer("Ville de Sainte-Exemple", None, Place(departement="69", country="FRA")),
        "deadline": Deadline(DEADLINE),
    }
    return Notice("boamp", "26-1", NoticeKind.CALL, passages=passages, **(told | given))


def asked(*texts: str, topic: Topic = Topic.OTHER, field: str = "renseignements/rensgComplt", **given: Any) -> Asks:
    """What a notice of one lot asks, whose only words are these."""
    return asks_in(notice(*said(*texts, topic=topic, field=field), **given))


def asks_in(told: Notice, rank: int = 0) -> Asks:
    """What is asked for the lot of this rank."""
    lot: Lot = told.lots[rank]
    return asks_of(told, lot, read_notice(told)[rank])
