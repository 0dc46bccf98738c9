"""When a contract may be put out again: counted from what the notice says, always « à vérifier ».

No text says it: the work usually begins about three months after the deadline, and a new call is published about four
months before the end. A buyer prepares it some months before: that is when to make oneself known (sourçage, R2111-1).
"""

from datetime import date, datetime

from alerts.messages.deadline import believable
from alerts.reply_help.case import Case
from alerts.reply_help.plan.step import Comeback

STARTS_AFTER = 3  # months from the deadline to the first day of work
PUBLISHED_BEFORE = 4  # months from a new call to the end of the contract
WATCH_BEFORE = 6  # months from the first look to the new call
_MOST_MONTHS = 480  # beyond, what was read is no length of a contract
_YEAR = 12


def comeback_of(case: Case, now: datetime) -> Comeback | None:
    """None when the notice does not say how long the contract lasts, or when it was cancelled: nothing began."""
    begins, basis = _begins(case, now)
    months = round(case.asks.months or 0)
    whole = round(case.asks.with_renewals(months))
    if begins is None or not 0 < whole <= _MOST_MONTHS or not months or case.closed == "cancelled":
        return None
    first = _shifted(begins, months - PUBLISHED_BEFORE)
    last = _shifted(begins, whole - PUBLISHED_BEFORE) if case.asks.renewals else None
    return Comeback(first, _shifted(first, -WATCH_BEFORE), basis, last)


def _begins(case: Case, now: datetime) -> tuple[date | None, str]:
    starts = case.asks.starts
    if starts is not None and starts.year <= now.year + 2:
        return starts.date(), "du début indiqué dans l'avis"
    deadline = case.deadline
    if deadline is None or not believable(deadline, now):
        return None, ""
    usual = f"de la date limite, plus {STARTS_AFTER} mois pour que le travail commence"
    return _shifted(deadline.at.date(), STARTS_AFTER), usual


def _shifted(day: date, months: int) -> date:
    """The first day of the month that many months later."""
    count = day.year * _YEAR + day.month - 1 + months
    return date(count // _YEAR, count % _YEAR + 1, 1)
