"""How long, how often, how much each criterion weighs: what is damaged is not told."""

from datetime import date
from decimal import Decimal

import pytest

from scrapers.figures import Stated, Unit, likely_start, months, months_between, number, renewals, weigh


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("24", "MONTH", "24"),
        ("24.00", "MONTH", "24"),
        ("3", "YEAR", "36"),
        ("1,5", "YEAR", "18"),
        ("365", "DAY", "12"),
        ("90", "DAY", "3"),
        ("120", "DAY", "3.9"),
        ("52", "WEEK", "12"),
        ("12 à 24", "MONTH", None),
        ("12-24", "MONTH", None),
        ("-12", "MONTH", None),
        ("0", "MONTH", None),
        ("", "MONTH", None),
        ("douze", "MONTH", None),
        ("1201", "MONTH", None),
        ("2049", "MONTH", None),
        ("99999999999999999999", "MONTH", None),
        ("12", "SEC", None),
        ("12", "", None),
    ],
)
def test_a_duration_is_told_in_months_or_not_at_all(text: str, unit: str, expected: str | None) -> None:
    found = months(text, unit)

    assert found == (None if expected is None else Decimal(expected))
    assert expected is None or str(found) == expected, "without idle zeros"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), "12"),
        (date(2027, 1, 1), date(2028, 1, 1), "12"),
        (date(2027, 3, 1), date(2028, 8, 31), "18"),
        (date(2027, 1, 15), date(2027, 2, 28), "1.5"),
        (date(2027, 1, 1), date(2027, 1, 1), None),
        (date(2027, 1, 1), date(2026, 1, 1), None),
        (date(2027, 1, 1), date(2049, 12, 31), None),
        (date(2000, 1, 1), date(2999, 12, 31), None),
        (date(2027, 1, 1), None, None),
        (None, date(2027, 1, 1), None),
    ],
)
def test_two_days_tell_the_calendar_months_between_them(
    start: date | None, end: date | None, expected: str | None
) -> None:
    assert months_between(start, end) == (None if expected is None else Decimal(expected))


def test_the_last_day_of_the_calendar_is_no_trouble() -> None:
    assert months_between(date(2027, 1, 1), date.max) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3", 3), ("0", 0), ("3.0", 3), ("1.5", None), ("-1", None), ("999", None), ("", None), ("trois", None)],
)
def test_renewals_are_a_small_whole_number(text: str, expected: int | None) -> None:
    assert renewals(text) == expected


@pytest.mark.parametrize(
    ("start", "published", "expected"),
    [
        (date(2027, 3, 1), date(2026, 11, 2), date(2027, 3, 1)),
        (date(2027, 3, 1), None, date(2027, 3, 1)),
        (date(2049, 1, 1), date(2026, 11, 2), None),
        (date(2000, 1, 1), date(2026, 11, 2), None),
        (None, date(2026, 11, 2), None),
    ],
)
def test_a_start_many_years_away_is_a_filler(start: date | None, published: date, expected: date | None) -> None:
    assert likely_start(start, published) == expected


@pytest.mark.parametrize(
    ("unit", "numbers", "expected"),
    [
        (Unit.PERCENT, ("60", "40"), ("60", "40")),
        (Unit.PERCENT, ("60", "250"), ("60", None)),
        (Unit.PERCENT, ("60", None), ("60", None)),
        (Unit.POINTS, ("60", "40"), ("60", "40")),
        (Unit.POINTS, ("20", "20", "20", "40"), ("20", "20", "20", "40")),
        (Unit.POINTS, ("6", "4"), (None, None)),
        (Unit.POINTS, ("70", "45", "25", "30"), (None, None, None, None)),
        (Unit.OTHER, ("1", "2"), (None, None)),
    ],
)
def test_percentages_are_weights_and_points_only_when_they_make_a_hundred(
    unit: Unit, numbers: tuple[str | None, ...], expected: tuple[str | None, ...]
) -> None:
    stated = [Stated("BT-539", "Qualité", "quality", number(one or ""), unit) for one in numbers]

    told = tuple(one.weight for one in weigh(stated))

    assert told == tuple(None if one is None else Decimal(one) for one in expected)
