"""Until when, as people write it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.intake.pauses import (
    HINT,
    NO_DAY,
    PARIS,
    PAST,
    TOO_FAR,
    Misunderstood,
    Resume,
    Until,
    after_a_month,
    after_days,
    understand_pause,
)

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)

SAID = [
    ("10 jours", (2026, 12, 3)),
    ("15 j", (2026, 12, 8)),
    ("deux semaines", (2026, 12, 7)),
    ("pendant 1 mois", (2026, 12, 23)),
    ("jusqu'au 3 juin", (2027, 6, 3)),
    ("jusqu’en juin", (2027, 6, 1)),
    ("nous sommes complets jusqu'en juin", (2027, 6, 1)),
    ("fin juin", (2027, 7, 1)),
    ("fin novembre", (2026, 12, 1)),
    ("mi-mars", (2027, 3, 15)),
    ("jusqu'au 15/06", (2027, 6, 15)),
    ("jusqu'au 1/1/27", (2027, 1, 1)),
    ("le 1er janvier", (2027, 1, 1)),
    ("jusqu'à lundi 30 novembre", (2026, 11, 30)),
    ("demain", (2026, 11, 24)),
    ("après-demain", (2026, 11, 25)),
    ("vendredi", (2026, 11, 27)),
    ("lundi", (2026, 11, 30)),
]


@pytest.mark.parametrize(("text", "day"), SAID)
def test_a_day_is_found(text: str, day: tuple[int, int, int]) -> None:
    assert understand_pause(text, MONDAY) == Until(datetime(*day, 8, tzinfo=PARIS))


REFUSED = [
    ("n'importe quoi", HINT),
    ("", HINT),
    ("31 juin", NO_DAY),
    ("32/13", NO_DAY),
    ("15/06/2025", PAST),
    ("20 novembre", PAST),  # last Friday: a slip, not next year
    ("aujourd'hui 23/11", PAST),
    ("0 jours", PAST),
    ("2 ans", TOO_FAR),
    ("29/02", TOO_FAR),
    ("9999 mois", TOO_FAR),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_no_day_ahead_is_said(text: str, why: str) -> None:
    assert understand_pause(text, MONDAY) == Misunderstood(why)


def test_resuming() -> None:
    assert understand_pause("Reprendre !", MONDAY) == Resume()


def test_the_day_begins_in_paris() -> None:
    """Half past eleven in the evening in UTC is already Tuesday in Paris."""
    assert understand_pause("demain", datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == Until(
        datetime(2026, 11, 25, 8, tzinfo=PARIS)
    )


def test_lengths_of_buttons() -> None:
    assert after_days(7, MONDAY) == datetime(2026, 11, 30, 8, tzinfo=PARIS)
    assert after_a_month(datetime(2027, 1, 31, 12, tzinfo=UTC)) == datetime(2027, 2, 28, 8, tzinfo=PARIS)


WORDS = ["10", "jours", "31", "juin", "fevrier", "fin", "mi", "/", "29", "02", "mois", "9999", "lundi", "0", "un", "an"]


@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)),
    st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
)
def test_whatever_is_written_the_end_is_ahead_and_within_a_year(text: str, now: datetime) -> None:
    said = understand_pause(text, now)
    if isinstance(said, Until):
        assert now < said.at <= now + timedelta(days=366)
