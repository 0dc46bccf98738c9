"""The dates of a document, as people type them: « 31/12/2026 », « fin 2026 », « décembre 2026 », « sans fin ».

A month or a year named as an end lasts until its last day; named as a beginning, it starts on its first.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from alerts.intake.pauses import Misunderstood
from alerts.territory.names import folded

HINT = "Écrivez par exemple « 31/12/2026 », « fin 2026 » ou « décembre 2026 »."
NO_DAY = "Ce jour n'existe pas dans le calendrier. " + HINT
TOO_FAR = "Cette date semble trop lointaine ou trop ancienne : vérifiez l'année. " + HINT
YEARS_BACK, YEARS_AHEAD = 60, 60
_NAMES = (
    *(("janvier", "janv", "jan"), ("fevrier", "fevr", "fev"), ("mars",), ("avril", "avr"), ("mai",)),
    *(("juin",), ("juillet", "juil"), ("aout",), ("septembre", "sept", "sep"), ("octobre", "oct")),
    *(("novembre", "nov"), ("decembre", "dec")),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_ONE_OF = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2}) ?[/.\- ] ?(\d{1,2}) ?[/.\- ] ?(\d{4}|\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])")
_MONTH_NUMBER = re.compile(r"(?<![\d/.])(\d{1,2}) ?[/.\-] ?(\d{4})(?!\d)")
_NAMED = re.compile(rf"\b(\d{{1,2}})(?: ?er)? ({_ONE_OF})\b(?: (\d{{4}}))?")
_MONTH = re.compile(rf"\b({_ONE_OF})\b(?: (\d{{4}}))?")
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")
_LASTING = re.compile(r"\b(\d{1,3}|un|une|deux|trois|quatre|cinq|six|dix) (jours?|semaines?|mois|ans?|annees?)\b")
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10}
_ENDLESS = re.compile(
    r"\b(?:sans (?:fin|limite|date|echeance|duree)|illimitee?|permanente?|toujours|aucune|jamais|pas de (?:fin|date))\b"
)


@dataclass(frozen=True, slots=True)
class On:
    """One day."""

    day: date


@dataclass(frozen=True, slots=True)
class NoEnd:
    """It has no last day, or nobody knows it."""


def understand_end(text: str, today: date) -> On | NoEnd | Misunderstood:
    """The last day on which a document is good; it may have passed. Never raises, whatever the text."""
    if not text.strip():
        return NoEnd()
    found = _understood(text[:200], today, last=True)
    endless = found == Misunderstood(HINT) and _ENDLESS.search(folded(text[:200]))
    return NoEnd() if endless else found


def understand_start(text: str, today: date) -> On | NoEnd | Misunderstood:
    """The day on which it was signed or delivered; NoEnd when nothing is typed. Never raises, whatever the text."""
    if not text.strip():
        return NoEnd()
    return _understood(text[:200], today, last=False)


def _understood(text: str, today: date, *, last: bool) -> On | Misunderstood:
    try:
        found = _numbers(text, today, last=last) or _words(folded(text), today, last=last)
    except (ValueError, OverflowError):
        return Misunderstood(NO_DAY)
    if found is None:
        return Misunderstood(HINT)
    if not today.year - YEARS_BACK <= found.year <= today.year + YEARS_AHEAD:
        return Misunderstood(TOO_FAR)
    return On(found)


def _numbers(text: str, today: date, *, last: bool) -> date | None:
    """« 2026-12-31 », « 31/12/26 », « 12/2026 », « 31/12 ». Raises ValueError for the 31st of June."""
    if found := _ISO.search(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.search(text):
        return date(_full(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_NUMBER.search(text):
        return _of_month(int(found[2]), int(found[1]), last=last)
    if found := _SHORT.search(text):
        return _near(int(found[1]), int(found[2]), today, last=last)
    return None


def _words(said: str, today: date, *, last: bool) -> date | None:
    """« 31 décembre 2026 », « décembre 2026 », « fin 2026 », « dans 6 mois », « aujourd'hui »."""
    if found := _NAMED.search(said):
        day, month = int(found[1]), _MONTHS[found[2]]
        return date(int(found[3]), month, day) if found[3] else _near(day, month, today, last=last)
    if found := _MONTH.search(said):
        year = int(found[2]) if found[2] else _near(1, _MONTHS[found[1]], today, last=last).year
        return _of_month(year, _MONTHS[found[1]], last=last and "debut" not in said.split())
    if found := _YEAR.search(said):
        ends = (last and "debut" not in said.split()) or "fin" in said.split()
        return date(int(found[1]), 12, 31) if ends else date(int(found[1]), 1, 1)
    if last and (found := _LASTING.search(said)):
        return _later(today, _COUNTS.get(found[1]) or int(found[1]), found[2])
    return {"aujourd hui": today, "hier": today - timedelta(days=1), "demain": today + timedelta(days=1)}.get(said)


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _of_month(year: int, month: int, *, last: bool) -> date:
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    return date(year, month, monthrange(year, month)[1] if last else 1)


def _near(day: int, month: int, today: date, *, last: bool) -> date:
    """Without a year: the next time this day comes for an end, the last time it came for a beginning."""
    years = range(today.year, today.year + 5) if last else range(today.year, today.year - 5, -1)
    days = [date(one, month, day) for one in years if 1 <= month <= 12 and 1 <= day <= monthrange(one, month)[1]]
    found = next((one for one in days if (one >= today if last else one <= today)), None)
    if found is None:
        raise ValueError("no such day")
    return found


def _later(today: date, count: int, unit: str) -> date:
    if unit.startswith("j"):
        return today + timedelta(days=count)
    if unit.startswith("sem"):
        return today + timedelta(weeks=count)
    months = count * (12 if unit.startswith("an") else 1)
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
