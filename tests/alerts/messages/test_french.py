"""Dates, time left, euros and lists as a French person would write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from alerts.messages import french
from scrapers.notice import Amount
from tests.alerts.messages.stories import NOW, at


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 2), "vendredi 2 octobre 2026"),
        (date(2026, 8, 1), "samedi 1er août 2026"),
        (date(2027, 2, 11), "jeudi 11 février 2027"),
    ],
)
def test_a_day_is_written_in_full(day: date, words: str) -> None:
    assert french.day(day) == words


def test_a_moment_is_told_on_the_clock_of_paris() -> None:
    assert french.moment(datetime(2026, 10, 2, 10, 0, tzinfo=UTC)) == "vendredi 2 octobre 2026 à 12 h 00"
    assert french.moment(datetime(2026, 11, 2, 8, 5, tzinfo=UTC)) == "lundi 2 novembre 2026 à 9 h 05"


def test_a_moment_without_its_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        french.moment(datetime(2026, 10, 2, 12, 0))


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (at(2026, 10, 2, 12), "dans 12 jours"),
        (at(2026, 9, 22, 8), "dans 2 jours"),
        (at(2026, 9, 21, 23, 59), "demain"),
        (at(2026, 9, 20, 17), "aujourd'hui, dans 9 heures"),
        (at(2026, 9, 20, 9), "aujourd'hui, dans 1 heure"),
        (at(2026, 9, 20, 8, 40), "aujourd'hui, dans moins d'une heure"),
        (at(2026, 9, 20, 8), "passée aujourd'hui"),
        (at(2026, 9, 19, 12), "passée hier"),
        (at(2026, 9, 17, 12), "passée depuis 3 jours"),
    ],
)
def test_the_time_left_is_counted_in_calendar_days(deadline: datetime, words: str) -> None:
    assert french.time_left(deadline, NOW) == words


def test_the_night_the_clocks_change_still_has_one_tomorrow() -> None:
    assert french.time_left(at(2026, 10, 26, 0, 30), at(2026, 10, 25, 23, 30)) == "demain"
    assert french.days_between(at(2026, 3, 28, 12), at(2026, 3, 30, 12)) == 2


def test_today_in_paris_may_be_yesterday_in_guadeloupe() -> None:
    evening, early = datetime(2026, 9, 20, 1, tzinfo=UTC), datetime(2026, 9, 20, 10, tzinfo=UTC)
    assert french.days_between(evening, early) == 0
    assert french.days_between(evening, early, ZoneInfo("America/Guadeloupe")) == 1


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(Decimal(48500)), "48 500 € HT"),
        (Amount(Decimal("48500.00")), "48 500 € HT"),
        (Amount(Decimal("1234567.5")), "1 234 567,50 € HT"),
        (Amount(Decimal(900)), "900 € HT"),
        (Amount(Decimal(90000), "CHF"), "90 000 CHF HT"),
    ],
)
def test_money_is_told_in_euros_without_tax(amount: Amount, words: str) -> None:
    assert french.money(amount) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "1 heure d'insertion"),
        (1.5, "1,5 heure d'insertion"),
        (2, "2 heures d'insertion"),
        (37.25, "37,25 heures d'insertion"),
        (1607.0, "1 607 heures d'insertion"),
        (0, "0 heure d'insertion"),
    ],
)
def test_the_plural_starts_at_two(hours: float, words: str) -> None:
    assert french.insertion_hours(hours) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["1"], "1"), (["1", "3"], "1 et 3"), (["1", "3", "4"], "1, 3 et 4")],
)
def test_a_list_ends_with_et(items: list[str], words: str) -> None:
    assert french.enumeration(items) == words


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([None], "l'ensemble du marché"),
        (["LOT-0002"], "lot 2"),
        (["LOT-0001", "LOT-0003", "LOT-0004"], "lots 1, 3 et 4"),
        (["3", "1", "2", "8"], "lots 1 à 3 et 8"),
        (["01", "1"], "lot 1"),
        (["Lot n° 4", "B"], "lots 4 et B"),
        (["LOT-0000"], "l'ensemble du marché"),
        ([str(2 * n) for n in range(1, 21)], "lots 2, 4, 6, 8, 10, 12, 14, 16 et 12 autres"),
    ],
)
def test_lots_are_named_as_people_say_them(ids: list[str | None], words: str) -> None:
    assert french.lots(ids) == words


def test_a_long_title_is_cut_between_two_words() -> None:
    assert french.shortened("Nettoyage des écoles", 40) == "Nettoyage des écoles"
    assert french.shortened("Nettoyage des écoles, des crèches et des gymnases", 32) == "Nettoyage des écoles, des…"
    assert french.shortened("x" * 50, 10) == "x" * 9 + "…"
