"""The reminder: the deadline of what was kept comes near."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.card import lot_facts
from alerts.messages.deadline import believable
from alerts.messages.french import PARIS, days_between, shortened
from alerts.messages.message import Block, Fact, Message
from alerts.messages.phone import lines
from alerts.messages.phone.card import OBJECT, TITLES, actions
from alerts.messages.told import Told, summary, told
from alerts.model.match import Match
from alerts.model.reading import LotReading
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure
from scrapers.notice import Notice


def reminder_message(
    structure: Structure,
    match: Match,
    match_id: int,
    notices: tuple[Notice, ...],
    readings: tuple[LotReading, ...],
    status: ResponseStatus | None,
    now: datetime,
) -> Message:
    """The same arguments as `alerts.messages.phone.card.card_message`: the time left, what, for whom, and the answer.

    Raises ValueError without any notice.
    """
    alert = told(structure, match, notices, readings, now)
    blocks = (*_blocks(alert), *lines.status_line(status), *lines.source_lines(structure, alert.notice))
    return Message(_title(alert), summary(alert), blocks, actions(match_id, alert.notice.url, status))


def time_words(alert: Told) -> str:
    """« Plus que 3 jours », counted when it is written: a reminder may wait for the morning."""
    deadline = alert.deadline
    if deadline is None:
        return "Date limite non indiquée"
    if not believable(deadline, alert.now):
        return "Date limite à vérifier"
    if deadline.at <= alert.now:
        return "Date limite passée"
    left = days_between(alert.now, deadline.at, PARIS)
    return {0: "Dernier jour", 1: "Plus qu'un jour"}.get(left, f"Plus que {left} jours")


def _title(alert: Told) -> str:
    return f"{time_words(alert)} : {shortened(alert.notice.title, OBJECT)}"


def _blocks(alert: Told) -> Iterator[Block]:
    if alert.lot_ids:
        for fact in lot_facts(alert, TITLES):
            yield Fact(fact.label, shortened(fact.value, lines.VALUE))
    yield lines.buyer_line(alert)
    yield lines.place_line(alert)
    yield from lines.deadline_lines(alert)
    yield from lines.answer_lines(alert)
    yield from lines.check_lines(alert)
