"""The figures of a contract's life: how long it lasts, how often it is renewed, what each criterion weighs.

A figure that is damaged ("12 à 24", a negative number, 250 %) is None: what reads it then says that the notice does
not tell, and the words stay among the passages.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from scrapers.notice import Criterion

_NUMBER = re.compile(r"\s*(\d{1,6})(?:[.,](\d{1,4}))?\s*%?\s*", re.ASCII)
_MONTHS_OF = {"MONTH": Decimal(1), "YEAR": Decimal(12), "WEEK": Decimal(84) / 365, "DAY": Decimal(12) / 365}
_LONGEST = 1200  # months: no lease of French law goes beyond 99 years
_LONGEST_BY_DATES = 240  # a far end date (2049, 2099) fills a form that asks for one
_MOST_RENEWALS = 20
_FAR = 10  # years
_WHOLE = Decimal(100)


class Unit(Enum):
    """What the number beside a criterion is (BT-5421)."""

    PERCENT = "percentage"
    POINTS = "points, or a number that nothing qualifies"
    OTHER = "an order of importance, a threshold, a fixed amount"


class Stated(NamedTuple):
    """A criterion as its publisher wrote it."""

    field: str
    name: str
    kind: str | None
    number: Decimal | None = None
    unit: Unit = Unit.OTHER


@lru_cache(1024)
def number(text: str) -> Decimal | None:
    """A plain positive number or zero, with or without "%"; None for anything else."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    whole, rest = found.groups()
    return short(Decimal(f"{whole}.{rest or 0}"))


def short(value: Decimal) -> Decimal:
    """Without idle zeros after the point: "60.00" is shown as 60."""
    return Decimal(int(value)) if value == int(value) else value


@lru_cache(1024)
def months(text: str, unit: str) -> Decimal | None:
    """A duration in months, to a tenth, from UBL's units: "MONTH", "YEAR", "WEEK", "DAY" (of a year of 365 days)."""
    length, each = number(text), _MONTHS_OF.get(unit)
    return _believed(length * each, _LONGEST) if length and each else None


@lru_cache(1024)
def months_between(start: date | None, end: date | None) -> Decimal | None:
    """The calendar months from one day to another, both included: January 1 to December 31 is 12."""
    if start is None or end is None or end <= start or 12 * (end.year - start.year) > _LONGEST_BY_DATES + 12:
        return None
    end += timedelta(days=1)
    whole = (end.year - start.year) * 12 + end.month - start.month
    return _believed(whole + (end.day - start.day) * _MONTHS_OF["DAY"], _LONGEST_BY_DATES)


def likely_start(start: date | None, published: date | None) -> date | None:
    """The day, unless it is many years away: it then fills a form that asks for one ("2000-01-01", "2099-01-01")."""
    return start if start and (published is None or abs(start.year - published.year) <= _FAR) else None


def renewals(text: str) -> int | None:
    """How many times, 0 included; None when it is no such number."""
    times = number(text)
    return int(times) if times is not None and times == int(times) and times <= _MOST_RENEWALS else None


def weigh(stated: Sequence[Stated]) -> tuple[Criterion, ...]:
    """The criteria of one lot. A percentage is a weight; points are when all together make 100."""
    if not stated:
        return ()
    points = all(one.unit is Unit.POINTS for one in stated)
    hundred = points and sum(one.number or 0 for one in stated) == _WHOLE
    return tuple([Criterion(one.field, one.name, one.kind, _weight(one, hundred)) for one in stated])


def _weight(one: Stated, hundred: bool) -> Decimal | None:
    is_weight = one.unit is Unit.PERCENT or (hundred and one.unit is Unit.POINTS)
    return one.number if is_weight and one.number is not None and one.number <= _WHOLE else None


def _believed(length: Decimal, longest: int) -> Decimal | None:
    tenths = short(length.quantize(Decimal("0.1")))
    return tenths if 0 < tenths <= longest else None
