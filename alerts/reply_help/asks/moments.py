"""Moments written in a sentence: « le lundi 12 octobre 2026 à 14 h », « avant le 12.10.2026 », « le 12 octobre »."""

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from scrapers import dates

_MONTH = r"(?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})(?:er)?\s?(?:(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}"
    r"|\d{2})(?![\d/])"
    rf"|\s?(?P<word>{_MONTH})(?:\s(?P<full>\d{{4}}))?\b)"
)
_HOUR = re.compile(
    r"[\s,(:-]{0,3}(?:(?:a|avant|a partir de|des|de|vers|entre|jusqu'a"
    r"|-)\s)?(?P<hour>\d{1,2})\s?(?:h(?:eures?)?\b|h(?=\d)|:)\s?(?P<minute>\d{2})?"
)
_NUMBERS = {
    name: rank for rank, name in enumerate(("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout"), 1)
} | {
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """`start` and `end` of its words. `at` runs until 23:59 when the sentence gives no hour, as deadlines do."""

    at: datetime
    start: int
    end: int


def moments(
    folded: str,
    zones: tuple[tzinfo, ...],
    published: date | None = None,
    deadline: datetime | None = None,
) -> list[Moment]:
    """Every date of a folded sentence, with the hour that follows it. One without its year is read only when a single
    year puts it between the publication and the deadline. Dates that cannot exist are left out."""
    found = []
    for match in _DAY.finditer(folded):
        hour = _HOUR.match(folded, match.end())
        clock = f"{hour['hour']}h{hour['minute'] or '00'}" if hour else ""
        year = match["year"] or match["full"] or _only_year(match, published, deadline)
        if year is None:
            continue
        read = dates.deadline(f"{match['day']}/{_month(match)}/{year}", clock, zones=zones)
        if read is not None:
            found.append(Moment(read.at, match.start(), hour.end() if hour else match.end()))
    return found


def _month(match: re.Match[str]) -> int:
    if match["month"]:
        return int(match["month"])
    return next(rank for name, rank in _NUMBERS.items() if match["word"].startswith(name))


def _only_year(match: re.Match[str], published: date | None, deadline: datetime | None) -> str | None:
    if published is None or deadline is None:
        return None
    last = deadline.date()
    fitting = [
        year
        for year in range(published.year, min(last.year, published.year + 1) + 1)
        if (day := _date(year, _month(match), int(match["day"]))) and published <= day <= last
    ]
    return str(fitting[0]) if len(fitting) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
