"""What these stories begin with: structures of several kinds, calls that concern them, and what people do."""

import io
import zipfile
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from icalendar import Calendar

from alerts.model.structure import Structure, StructureKind
from bot import jobs
from scrapers.notice import Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic, Winner
from tests.acceptance.mail.stories import owed
from tests.acceptance.telegram.stories import read, say, spaced
from tests.telegram_api.phone import Bubble, Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import AWAKE, GARDENS, PARIS, belongs, garden_call

ESAT = replace(GARDENS, id="ateliers", name="Les Ateliers fictifs", kinds=frozenset({StructureKind.ESAT}))
ETTI = replace(GARDENS, id="interim", name="L’Intérim fictif", kinds=frozenset({StructureKind.ETTI}))
TITLE = "Entretien des parcs de Montfictif"
TO_ESAT = Passage("texte", "Le lot est réservé aux entreprises adaptées et aux ESAT (L2113-12).", Topic.PARTICIPATION)
TO_SIAE = Passage(
    "texte",
    "Le marché est réservé aux structures d’insertion par l’activité économique (L2113-13).",
    Topic.PARTICIPATION,
)
CLAUSE = Passage(
    "texte", "Clause sociale d’insertion : 300 heures d’insertion sont à réaliser par le titulaire.", Topic.CONDITIONS
)


def on(day: int, month: int = 11, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    """A moment in Paris; November 23rd 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


NOON = on(18, 12, 12)  # Friday, December 18th


def call(number: str, *passages: Passage, closes: datetime | None = NOON, **fields: Any) -> Notice:
    """A call of gardening in the Rhône."""
    lot = Lot(None, cpv=("77310000",), places=(Place(departement="69"),), passages=passages)
    given: dict[str, Any] = {"title": TITLE, "deadline": Deadline(closes) if closes else None, "lots": (lot,)}
    return garden_call(number, **(given | fields))


def correction(number: str, of: Notice, closes: datetime, published: datetime) -> Notice:
    """The same, with another deadline."""
    follows = replace(of, kind=NoticeKind.CORRECTION, previous=(of.publisher_id,), published=published.date())
    return replace(follows, publisher_id=number, deadline=Deadline(closes))


def award(number: str, of: Notice, winner: Winner, published: datetime) -> Notice:
    """Its one lot is won."""
    (lot,) = of.lots
    follows = replace(of, kind=NoticeKind.AWARD, previous=(of.publisher_id,), published=published.date())
    return replace(follows, publisher_id=number, deadline=None, lots=(replace(lot, winners=(winner,)),))


def arrives(service: InThread, phone: Phone, structure: Structure, notice: Notice) -> Bubble:
    """The person is of the structure, and the card of the notice is on their phone."""
    belongs(service.database, phone, service.clock(), structure)
    assert service.alert(notice)["sent"] == 1
    return phone.last


def beat(service: InThread, moment: datetime) -> dict[str, Any]:
    """What the schedule does at that moment; what was delivered, in numbers."""
    service.clock.on(moment)
    service.match()
    assert service.house is not None
    service.call(jobs.help_replies(service.house))
    return service.deliver()


def silent(service: InThread, phone: Phone, *moments: datetime) -> None:
    """Nothing comes at these moments."""
    shown = len(phone.bubbles())
    for moment in moments:
        beat(service, moment)
    assert [one.text for one in phone.bubbles()[shown:]] == []


def answer_all(phone: Phone, said: str = "Oui") -> Bubble:
    """Every question of the grid that is left, with the same answer: what is shown at the end."""
    seen = say(phone, ("=Y aller ou non", "sans réponse"))
    (first,) = [one for one in seen.labels if one.startswith("Répondre (")]
    seen = say(phone, (f"={first}", "encore"))
    while "Passer" in seen.labels:
        seen = say(phone, (f"={said}", ""))
    return seen


def documents(phone: Phone) -> dict[str, bytes]:
    """The files that came, by name."""
    return {one.document: one.content for one in phone.bubbles() if one.document}


def events(content: bytes) -> dict[str, Any]:
    """uid → event of a calendar, as an independent library reads it."""
    return {str(one["uid"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def opens(content: bytes) -> str:
    """The words of an office file: AssertionError unless it is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names: Collection[str] = archive.namelist()
        return archive.read("word/document.xml" if "word/document.xml" in names else "content.xml").decode()


__all__ = ["AWAKE", "owed", "read", "say", "spaced"]
