"""Is there still time to answer?"""

import re
from datetime import datetime, timedelta

from alerts.matching.document import LotFacts
from alerts.matching.reasons.sentence import told
from alerts.model.match import Criterion, Reason, Verdict

DAY = timedelta(days=1)
_ASK = re.compile(r"\s*[:,] à vérifier auprès de l'acheteur")


def days_left(lot: LotFacts, now: datetime) -> int | None:
    """Whole days before the deadline, negative when it has passed; None when it is unknown.

    A deadline in doubt is given one day more: most doubts are about an hour, and nobody must miss a day for them.
    """
    if lot.deadline is None:
        return None
    return (lot.deadline.at - now) // DAY + (1 if lot.deadline.doubt else 0)


def reason(min_days: int, lot: LotFacts, now: datetime) -> Reason:
    """Always a reason: everybody wants to know the time left."""
    verdict, text = _opinion(min_days, lot, now)
    return told(Criterion.TIME, verdict, text)


def _opinion(min_days: int, lot: LotFacts, now: datetime) -> tuple[Verdict, str]:
    left = days_left(lot, now)
    if lot.deadline is None or left is None:
        return Verdict.CHECK, "Date limite non indiquée dans l'avis"
    if lot.passed(now):
        return Verdict.AGAINST, "Date limite dépassée"
    if left < min_days:
        return Verdict.AGAINST, f"{_remaining(left)}, vous en demandez {min_days}"
    if lot.deadline.doubt:
        return Verdict.CHECK, _doubtful(lot.deadline.doubt)
    return Verdict.FOR, _remaining(left)


def _remaining(days: int) -> str:
    if days < 1:
        return "Reste moins d'un jour"
    return f"Reste {days} jour{'s' if days > 1 else ''}"


def _doubtful(doubt: str) -> str:
    """The doubt, with whom to ask said once: each of its sentences may say it."""
    bare, asked = _ASK.subn("", doubt)
    whom = " auprès de l'acheteur" if asked else ""
    return f"Date limite à vérifier{whom} : {bare[:1].lower()}{bare[1:]}"
