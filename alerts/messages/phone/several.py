"""Several opportunities that are due together, as one list: enough to choose which to open first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.messages import proof, words
from alerts.messages.answers import best
from alerts.messages.deadline import believable, deadline_words, title_words
from alerts.messages.french import count, lots, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Heading, Message, Paragraph
from alerts.messages.phone.card import Rows
from alerts.messages.phone.lines import VALUE, for_whom
from alerts.messages.told import Told, reservation_words, told
from alerts.model.match import Match
from alerts.model.reading import Answer, LotReading, ReservationStatus
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure
from scrapers.notice import Notice

FULL = 10  # told in three lines
SHOWN = 20  # told at all
OBJECT = 80  # characters of an object
SHORT = 60  # of one told in a single line
SPECIAL = 110  # characters of what is special about one: to whom it is reserved, or its clauses
WIDE = 4  # buttons in a row when there are many

_ANSWERS = {
    Answer.YES: "Vous pouvez répondre",
    Answer.NO: "Vous ne pouvez pas répondre",
    Answer.CHECK: "À vérifier avant de répondre",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One opportunity of the list; its fields are those that `card_message` takes."""

    match_id: int
    match: Match
    notices: tuple[Notice, ...]
    readings: tuple[LotReading, ...]
    status: ResponseStatus | None = None  # what the structure does with it already


def several_message(structure: Structure, items: Sequence[Item], now: datetime) -> Message:
    """`items` in the order in which they are told: the most urgent first. The first 10 are told in full, 20 at most.

    Raises ValueError without any item.
    """
    if not items:
        raise ValueError("a list needs at least one opportunity")
    alerts = [told(structure, one.match, one.notices, one.readings, now) for one in items[:SHOWN]]
    return Message(
        _title(items), _summary(alerts, len(items)), tuple(_blocks(structure, alerts, len(items))), _rows(items)
    )


def _title(items: Sequence[Item]) -> str:
    told_of = count(len(items), "annonce", "annonces")
    return f"{told_of} pour vous" if len(items) <= SHOWN else f"{told_of} pour vous : en voici {SHOWN}"


def _summary(alerts: Sequence[Told], total: int) -> str:
    """The first one, and how many besides."""
    first = f"{shortened(alerts[0].notice.title, OBJECT)} – {title_words(alerts[0].deadline, alerts[0].now)}"
    return f"{first} ; et {count(total - 1, 'autre', 'autres')}" if total > 1 else first


def _blocks(structure: Structure, alerts: Sequence[Told], total: int) -> Iterator[Block]:
    for number, alert in enumerate(alerts[:FULL], start=1):
        yield Heading(f"{number}. {what(alert, OBJECT)}")
        yield Bullets((where_and_until(alert), in_short(alert)))
    if alerts[FULL:]:
        yield Heading("Et aussi")
        yield Bullets(tuple(f"{number}. {in_a_line(one)}" for number, one in enumerate(alerts[FULL:], FULL + 1)))
    if total > len(alerts):
        yield Paragraph(
            f"{len(alerts)} montrées sur {total}, celles qui pressent d'abord. « Tout voir » donne le reste."
        )
    yield for_whom(structure)


def what(alert: Told, limit: int) -> str:
    """The object, and the lots when they are not all of them."""
    some = alert.lot_ids and len(alert.lot_ids) < len(alert.notice.lots)
    beside = "Juste à côté : " if alert.match.near_miss else ""
    return beside + shortened(alert.notice.title, limit) + (f" ({shortened(lots(alert.lot_ids), 30)})" if some else "")


def where_and_until(alert: Told) -> str:
    """« Rhône (69), avant le vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours »."""
    place = shortened(alert.where.first, VALUE) or f"Lieu {words.NO_FACT}"
    deadline = alert.deadline
    if deadline is None or not believable(deadline, alert.now) or deadline.at <= alert.now:
        return f"{place}, {title_words(deadline, alert.now)}"
    return f"{place}, avant le {deadline_words(deadline, alert.now)}"


def in_short(alert: Told) -> str:
    """May we answer, and what makes it special: reserved to whom, which clause and hours."""
    clauses = next(iter(proof.by_words(proof.clauses(alert.readings))), "")
    special = " ; ".join(part for part in (_reserved(alert), clauses) if part)
    said = _ANSWERS[best(alert.answers)] + (", selon les lots" if len(alert.answers) > 1 else "")
    return f"{said} – {shortened(special, SPECIAL)}" if special else said


def _reserved(alert: Told) -> str:
    """The first reserved lot is named when the others are answered otherwise."""
    said = reservation_words(alert)
    if not said or len(alert.answers) == 1:
        return said
    held = next(one.lot_id for one in alert.readings if one.reservation.status is not ReservationStatus.NONE)
    return f"{lots([held])} : {said}"


def in_a_line(alert: Told) -> str:
    """« Tonte (lot 2) – Rhône (69), avant le 2 octobre 2026 »."""
    place = f"{shortened(alert.where.first, VALUE // 2)}, " if alert.where.first else ""
    return f"{what(alert, SHORT)} – {place}{title_words(alert.deadline, alert.now)}"


def _rows(items: Sequence[Item]) -> Rows:
    """One button a number, two in a row when they are few, and the whole list."""
    shown = [Action(ActionKind.OPEN, f"Voir la {n}", one.match_id) for n, one in enumerate(items[:SHOWN], start=1)]
    wide = 2 if len(shown) <= WIDE else WIDE
    rows = tuple(tuple(shown[start : start + wide]) for start in range(0, len(shown), wide))
    return (*rows, (Action(ActionKind.LIST, "Tout voir"),))
