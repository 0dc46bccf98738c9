"""Working days where the work is done: holidays of everywhere, of Alsace-Moselle, of overseas."""

from datetime import date, timedelta

import pytest

from alerts.reply_help.working_days import (
    ahead,
    back,
    holidays_of,
    is_working,
    same_holidays,
    working_days_between,
)

EVERYWHERE = {
    2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
    2027: "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
    2028: "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25",
}
GOOD_FRIDAY = {2026: "04-03", 2027: "03-26", 2028: "04-14"}
ABOLITION = {
    "971": "05-27",
    "972": "05-22",
    "973": "06-10",
    "974": "12-20",
    "976": "04-27",
    "977": "10-09",
    "978": "05-28",
}


def days(year: int, written: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{one}") for one in written.split()}


@pytest.mark.parametrize("year", EVERYWHERE)
@pytest.mark.parametrize("departement", [None, "01", "2A", "75", "984", "99"])
def test_the_eleven_holidays_of_everywhere(departement: str | None, year: int) -> None:
    assert set(holidays_of(departement, [year])) == days(year, EVERYWHERE[year])


@pytest.mark.parametrize("year", EVERYWHERE)
@pytest.mark.parametrize("departement", ["57", "67", "68"])
def test_alsace_and_moselle_have_two_more(departement: str, year: int) -> None:
    more = days(year, f"{GOOD_FRIDAY[year]} 12-26")
    assert set(holidays_of(departement, [year])) == days(year, EVERYWHERE[year]) | more


@pytest.mark.parametrize("year", EVERYWHERE)
@pytest.mark.parametrize("departement", ABOLITION)
def test_overseas_keeps_the_abolition_of_slavery(departement: str, year: int) -> None:
    found = set(holidays_of(departement, [year]))
    assert days(year, f"{EVERYWHERE[year]} {ABOLITION[departement]}") <= found
    others = {day for one, day in ABOLITION.items() if one != departement}
    assert not found & days(year, " ".join(others))


def test_names_are_french_and_several_years_add_up() -> None:
    found = holidays_of("67", [2026, 2027])
    assert found[date(2026, 12, 26)] == "Saint-Étienne"
    assert found[date(2027, 5, 17)] == "Lundi de Pentecôte"
    assert len(found) == 26


@pytest.mark.parametrize(
    ("start", "end", "departement", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), "01", 0),  # today
        (date(2026, 11, 24), date(2026, 11, 23), "01", 0),  # passed
        (date(2026, 11, 23), date(2026, 11, 24), "01", 1),
        (date(2026, 11, 20), date(2026, 11, 23), "01", 1),  # over a weekend
        (date(2026, 11, 20), date(2026, 11, 22), "01", 0),  # to a Sunday
        (date(2026, 12, 24), date(2026, 12, 28), "01", 1),  # Christmas is a Friday
        (date(2026, 4, 2), date(2026, 4, 7), "01", 2),  # Good Friday is worked, Easter Monday is not
        (date(2026, 4, 2), date(2026, 4, 7), "67", 1),
        (date(2026, 5, 13), date(2026, 5, 18), "01", 2),  # the bridge of the Ascension is a working day
        (date(2026, 5, 21), date(2026, 5, 26), "01", 2),  # Monday of Pentecost is not worked
        (date(2026, 5, 21), date(2026, 5, 26), "972", 1),  # nor 22 May in Martinique
        (date(2026, 6, 9), date(2026, 6, 11), "973", 1),
        (date(2027, 12, 17), date(2027, 12, 21), "974", 1),  # 20 December is a Monday
        (date(2027, 5, 27), date(2027, 5, 28), "978", 0),
        (date(2026, 12, 18), date(2027, 1, 4), "01", 9),  # over a year
    ],
)
def test_working_days_between(start: date, end: date, departement: str, expected: int) -> None:
    assert working_days_between(start, end, departement) == expected


@pytest.mark.parametrize(
    ("day", "count", "departement", "expected"),
    [
        (date(2026, 12, 10), 0, "01", date(2026, 12, 10)),
        (date(2026, 12, 12), 0, "01", date(2026, 12, 11)),  # a Saturday: the Friday before
        (date(2026, 12, 14), 1, "01", date(2026, 12, 11)),  # a Monday: the Friday before
        (date(2026, 12, 13), 1, "01", date(2026, 12, 11)),  # a Sunday: one working day before it
        (date(2026, 12, 28), 1, "01", date(2026, 12, 24)),
        (date(2026, 5, 18), 2, "01", date(2026, 5, 13)),
        (date(2026, 12, 28), 1, "68", date(2026, 12, 24)),
        (date(2026, 4, 7), 1, "68", date(2026, 4, 2)),
        (date(2027, 1, 4), 9, "01", date(2026, 12, 18)),
    ],
)
def test_so_many_working_days_before(day: date, count: int, departement: str, expected: date) -> None:
    assert back(day, count, departement) == expected


def test_back_and_between_agree_everywhere_in_three_years() -> None:
    for shift in range(0, 1096, 5):
        end = date(2026, 1, 2) + timedelta(days=shift)
        for departement in ("01", "67", "971", "974"):
            start = back(end, 7, departement)
            assert is_working(start, departement)
            assert working_days_between(start, end, departement) == (7 if is_working(end, departement) else 6)


def test_ahead_is_the_first_working_day_on_or_after() -> None:
    assert ahead(date(2026, 12, 12), 0, "01") == date(2026, 12, 14)
    assert ahead(date(2026, 12, 25), 0, "01") == date(2026, 12, 28)
    assert ahead(date(2026, 12, 24), 1, "01") == date(2026, 12, 28)


def test_a_count_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        back(date(2026, 12, 10), -1, "01")
    with pytest.raises(ValueError, match="negative"):
        ahead(date(2026, 12, 10), -1, "01")


def test_which_départements_lose_the_same_days() -> None:
    assert same_holidays(["67", "68", "57"])
    assert same_holidays(["01", "69", "2A"])
    assert not same_holidays(["67", "88"])
    assert not same_holidays([])
