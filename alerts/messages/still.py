"""After a change: may the structure still answer, and until when?"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from alerts.messages.answers import Answered, answer_fact
from alerts.messages.deadline import deadline_words
from alerts.messages.facts import Facts, LotFacts
from alerts.messages.message import Fact
from alerts.messages.where import where
from alerts.model.match import Match
from alerts.model.reading import Answer
from scrapers.notice import Deadline, Notice

ASKED = "Pouvez-vous encore répondre"


def concerned(after: Facts, before: Match) -> tuple[LotFacts, ...]:
    """The lots that concerned the structure, as they are now; empty when they are gone. A match on the whole: all."""
    keys = {LotFacts(lot_id).key for lot_id in before.lots}
    return after.lots if not keys or None in keys else tuple(lot for lot in after.lots if lot.key in keys)


def deadline_now(lots: Sequence[LotFacts], now: datetime) -> Deadline | None:
    """The earliest to come, or the last one when all have passed."""
    found = sorted((lot.deadline for lot in lots if lot.deadline), key=lambda one: one.at)
    return next((one for one in found if one.at > now), found[-1] if found else None)


def still_facts(
    after: Facts, first: Notice, before: Match, answers_now: Sequence[Answered], now: datetime, changed: Iterable[str]
) -> tuple[Fact, ...]:
    """The deadline that holds (days left, overseas time, doubt), then the answers: those of `changed` lots first."""
    lots = concerned(after, before)
    deadline = deadline_now(lots, now)
    answers = _closed(after, lots, deadline, now) or _open(answers_now, changed)
    if deadline is None or after.cancelled:
        return answers
    return Fact("Date limite", deadline_words(deadline, now, where(first, first.lots).overseas)), *answers


def _closed(after: Facts, lots: Sequence[LotFacts], deadline: Deadline | None, now: datetime) -> tuple[Fact, ...]:
    if after.cancelled:
        return (_whole(Answer.NO, "Non : la consultation est annulée."),)
    if not lots:
        return (_whole(Answer.CHECK, "À vérifier : les lots qui vous concernaient ne sont plus dans l'avis."),)
    passed = deadline is not None and deadline.at <= now
    return (_whole(Answer.NO, "Non : la date limite est passée."),) if passed else ()


def _open(answers: Sequence[Answered], changed: Iterable[str]) -> tuple[Fact, ...]:
    """One fact for each distinct answer, as in the alert."""
    if not answers:
        return (_whole(Answer.CHECK, "À vérifier : lisez l'avis rectificatif avant de répondre."),)
    keys = {LotFacts(lot_id).key for lot_id in changed}
    ordered = sorted(answers, key=lambda one: keys.isdisjoint(LotFacts(lot_id).key for lot_id in one.lots))
    return tuple(answer_fact(one, ASKED) for one in ordered)


def _whole(answer: Answer, said: str) -> Fact:
    return Fact(f"{ASKED} ?", said, strong=True, answer=answer)
