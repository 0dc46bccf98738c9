"""After a change: may the structure still answer, and until when?"""

from collections.abc import Sequence
from datetime import datetime

from alerts.messages import words
from alerts.messages.deadline import deadline_words
from alerts.messages.facts import Facts, LotFacts
from alerts.messages.french import sentence
from alerts.messages.message import Fact
from alerts.messages.where import where
from alerts.model.match import Match
from alerts.model.reading import Eligibility
from scrapers.notice import Deadline, Notice


def concerned(after: Facts, before: Match) -> tuple[LotFacts, ...]:
    """The lots that concerned the structure, as they are now; empty when they are gone. A match on the whole: all."""
    keys = {LotFacts(lot_id).key for lot_id in before.lots}
    return after.lots if not keys or None in keys else tuple(lot for lot in after.lots if lot.key in keys)


def deadline_now(lots: Sequence[LotFacts], now: datetime) -> Deadline | None:
    """The earliest to come, or the last one when all have passed."""
    found = sorted((lot.deadline for lot in lots if lot.deadline), key=lambda one: one.at)
    return next((one for one in found if one.at > now), found[-1] if found else None)


def still_facts(
    after: Facts, first: Notice, before: Match, answer_now: Eligibility | None, now: datetime
) -> tuple[Fact, ...]:
    """The answer, then the deadline that holds: days left, overseas time, doubt."""
    lots = concerned(after, before)
    deadline = deadline_now(lots, now)
    answer = Fact(
        "Pouvez-vous encore répondre ?", _closed(after, lots, deadline, now) or _open(answer_now), strong=True
    )
    if deadline is None or after.cancelled:
        return (answer,)
    return answer, Fact("Date limite", deadline_words(deadline, now, where(first, first.lots).overseas))


def _closed(after: Facts, lots: Sequence[LotFacts], deadline: Deadline | None, now: datetime) -> str:
    if after.cancelled:
        return "Non : la consultation est annulée."
    if not lots:
        return "À vérifier : les lots qui vous concernaient ne sont plus dans l'avis."
    return "Non : la date limite est passée." if deadline and deadline.at <= now else ""


def _open(answer: Eligibility | None) -> str:
    if answer is None:
        return "À vérifier : lisez l'avis rectificatif avant de répondre."
    return f"{words.ANSWERS[answer.answer]}. {sentence(answer.reason)}"
