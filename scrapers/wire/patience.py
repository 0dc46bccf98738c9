"""How long to wait: Retry-After as published, and back-off when nothing is said."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 60.0  # seconds: a longer Retry-After is given back to the schedule instead of being slept through
TOO_MANY = (30.0, 60.0)  # seconds, for a 429 that does not say: what TED's peers found to be enough
LONGEST_BACK_OFF = 30.0
LONGEST_TOLD = 86_400.0  # a day: the daily quota of Opendatasoft; more is a mistake of the server


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds told by Retry-After (RFC 9110, 10.2.3: a number of seconds or a date), 0 to a day; None if untold."""
    told = headers.get("retry-after", "").strip()
    if told.isdecimal():
        return min(float(told), LONGEST_TOLD)
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(0.0, (aware - now).total_seconds()), LONGEST_TOLD)


def pause_before(attempt: int, status: int | None, told: float | None, chance: Callable[[], float]) -> float:
    """Seconds to wait after try number `attempt` (from 0): what was told, else 30 then 60 s for a 429, else doubling.

    `chance` draws in [0, 1) half of the doubling pause, so that many clients do not come back at once.
    """
    if told is not None:
        return told
    if status == 429:
        return TOO_MANY[min(attempt, len(TOO_MANY) - 1)]
    return float(min(LONGEST_BACK_OFF, 2.0**attempt) * (0.5 + chance() / 2))
