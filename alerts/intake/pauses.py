"""Until when, as people write it: « 10 jours », « 2 semaines », « jusqu'au 3 juin », « 15/06 », « jusqu'en juin ».

A pause ends at eight in the morning, in Paris, on the day that is named: « jusqu'au 3 juin » starts again on the 3rd.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.territory.names import folded

PARIS = ZoneInfo("Europe/Paris")
MORNING = time(8)
MOST_DAYS = 365
MEANT = 330  # days: « 20/11 » said on the 23rd of November is a slip, not next year
HINT = "Écrivez par exemple « 10 jours », « 2 semaines », « jusqu’au 3 juin » ou « jusqu’en septembre »."
PAST = "Cette date est passée. " + HINT
TOO_FAR = "Une pause dure un an au plus. " + HINT
NO_DAY = "Ce jour n’existe pas dans le calendrier. " + HINT
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("janvier", "janv", "jan"), ("fevrier", "fevr", "fev"), ("mars",), ("avril", "avr"), ("mai",)),
            *(("juin",), ("juillet", "juil"), ("aout",), ("septembre", "sept", "sep"), ("octobre", "oct")),
            *(("novembre", "nov"), ("decembre", "dec")),
        ),
        1,
    )
    for name in names
}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10, "quinze": 15}
_RESUME = frozenset(
    {"reprendre", "reprise", "reprenez", "fin de pause", "arreter la pause", "stop pause", "je reprends"}
)
_LASTING = re.compile(rf"\b(\d{{1,4}}|{'|'.join(_COUNTS)}) (jours?|j|semaines?|sem|mois|ans?|annees?)\b")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?(?!\d)")
_NAMED = re.compile(rf"\b(\d{{1,2}})(?: ?er)? ({'|'.join(_MONTHS)})\b(?: (\d{{4}}))?")
_MONTH = re.compile(rf"\b(?:(?P<part>mi|fin)(?: de)? )?(?P<month>{'|'.join(_MONTHS)})\b(?: (?P<year>\d{{4}}))?")


@dataclass(frozen=True, slots=True)
class Until:
    """The end of the pause, aware."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Resume:
    """The pause ends now."""


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """`why` is a French sentence, with examples."""

    why: str


def understand_pause(text: str, now: datetime) -> Until | Resume | Misunderstood:
    """`now` is aware. The end is after now, and at most a year away."""
    said, today = folded(text[:200]), now.astimezone(PARIS).date()
    if said in _RESUME:
        return Resume()
    try:
        day = _day(text[:200], said, today)
    except (ValueError, OverflowError):
        return Misunderstood(NO_DAY)
    if day is None:
        return Misunderstood(HINT)
    if day <= today:
        return Misunderstood(PAST)
    if day > today + timedelta(days=MOST_DAYS):
        return Misunderstood(TOO_FAR)
    return Until(datetime.combine(day, MORNING, PARIS))


def after_days(days: int, now: datetime) -> datetime:
    """Eight in the morning, so many days from today."""
    return datetime.combine(now.astimezone(PARIS).date() + timedelta(days=days), MORNING, PARIS)


def after_a_month(now: datetime) -> datetime:
    """The same day of next month, or the last one of it."""
    return datetime.combine(_months_later(now.astimezone(PARIS).date(), 1), MORNING, PARIS)


def _day(text: str, said: str, today: date) -> date | None:
    """The day that is named. Raises ValueError for the 31st of June."""
    if found := _NUMBERS.search(text):
        return _dated(int(found[1]), int(found[2]), found[3], today)
    if found := _NAMED.search(said):
        return _dated(int(found[1]), _MONTHS[found[2]], found[3], today)
    if found := _LASTING.search(said):
        return _lasting(_COUNTS.get(found[1]) or int(found[1]), found[2], today)
    if found := _MONTH.search(said):
        return _in_a_month(found["part"], _dated(1, _MONTHS[found["month"]], found["year"], today))
    if "demain" in said.split():
        return today + timedelta(days=2 if "apres demain" in said else 1)
    named = next((number for number, name in enumerate(_DAYS) if name in said.split()), None)
    return None if named is None else today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)


def _in_a_month(part: str | None, first: date) -> date:
    """« fin juin » lasts until June is over, « mi-juin » until the 15th."""
    if part == "fin":
        return _months_later(first, 1)
    return first.replace(day=15) if part == "mi" else first


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    """Without a year: the next time that this day comes; the last time when it has just passed."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = range(today.year - 1, today.year + 9)  # the 29th of February comes back within eight years
    days = [date(one, month, day) for one in years if day <= monthrange(one, month)[1]]
    ahead = next((one for one in days if one > today), None)
    if ahead is None:
        raise ValueError("no such day")
    passed = [one for one in days if ahead - timedelta(days=366) <= one <= today]
    return passed[-1] if passed and ahead > today + timedelta(days=MEANT) else ahead


def _lasting(count: int, unit: str, today: date) -> date:
    if unit.startswith("j"):
        return today + timedelta(days=count)
    if unit.startswith("sem"):
        return today + timedelta(weeks=count)
    return _months_later(today, count * (12 if unit.startswith("an") else 1))


def _months_later(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))
