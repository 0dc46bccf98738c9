"""When a message may leave: rhythms, quiet hours, pauses, the two nights when clocks change, overseas time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alerts.model.preference import Preference, Rhythm
from alerts.model.rhythm import AT_ONCE, next_moment, soonest, zone_of

PARIS = ZoneInfo("Europe/Paris")
NOW = Preference()  # quiet from 20 to 8
MORNING = Preference(Rhythm.MORNING, hour=8)
MONDAY = Preference(Rhythm.WEEK, hour=9, weekday=0)


def paris(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    """2026 begins winter time on 25 October; 23 November 2026 is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def leaves(preference: Preference, now: datetime, **more: datetime) -> str:
    """On the clock of the preference: day, month, hour, minute."""
    at = next_moment(preference, now, **more)
    assert at.utcoffset() == timedelta(0), "moments are in UTC"
    assert at >= now
    return at.astimezone(zone_of(preference)).strftime("%d/%m %H:%M")


@pytest.mark.parametrize(
    ("preference", "now", "expected"),
    [
        (NOW, paris(23, 13), "23/11 13:00"),
        (NOW, paris(23, 19, 59), "23/11 19:59"),
        (NOW, paris(23, 20), "24/11 08:00"),  # 20 h sharp is the night already
        (NOW, paris(24, 0), "24/11 08:00"),
        (NOW, paris(24, 7, 59), "24/11 08:00"),
        (NOW, paris(24, 8), "24/11 08:00"),  # and 8 h sharp the day
        (MORNING, paris(23, 7, 59), "23/11 08:00"),
        (MORNING, paris(23, 8), "23/11 08:00"),
        (MORNING, paris(23, 8, 1), "24/11 08:00"),
        (MONDAY, paris(23, 9), "23/11 09:00"),
        (MONDAY, paris(23, 9, 1), "30/11 09:00"),
        (MONDAY, paris(29, 23), "30/11 09:00"),
        (Preference(Rhythm.WEEK, hour=9, weekday=6), paris(23, 10), "29/11 09:00"),
    ],
)
def test_the_rhythm_and_the_night(preference: Preference, now: datetime, expected: str) -> None:
    assert leaves(preference, now) == expected


@pytest.mark.parametrize(
    ("quiet", "at", "expected"),
    [
        ((12, 14), paris(23, 12), "23/11 14:00"),  # a siesta: in the day
        ((12, 14), paris(23, 3), "23/11 03:00"),
        ((0, 7), paris(23, 0), "23/11 07:00"),
        ((0, 7), paris(23, 23), "23/11 23:00"),
        ((8, 8), paris(23, 3), "23/11 03:00"),  # equal: none
        ((23, 0), paris(23, 23, 30), "24/11 00:00"),
    ],
)
def test_quiet_hours_may_pass_midnight_or_be_none(quiet: tuple[int, int], at: datetime, expected: str) -> None:
    assert leaves(Preference(quiet_from=quiet[0], quiet_to=quiet[1]), at) == expected


def test_an_hour_that_falls_in_the_night_waits_for_its_end() -> None:
    """Every morning at 6, and nothing before 8: the second wish holds."""
    assert leaves(Preference(Rhythm.MORNING, hour=6), paris(23, 5)) == "23/11 08:00"
    assert leaves(Preference(Rhythm.MORNING, hour=21), paris(23, 12)) == "24/11 08:00"


@pytest.mark.parametrize(
    ("preference", "now", "closes", "expected"),
    [
        (MONDAY, paris(24, 13), paris(2, 12, month=12), "24/11 13:00"),  # two days and a half after Monday 30
        (MONDAY, paris(24, 13), paris(3, 9, month=12), "30/11 09:00"),  # three whole days are enough
        (MONDAY, paris(24, 13), paris(27, 12), "24/11 13:00"),
        (MONDAY, paris(24, 22), paris(27, 12), "25/11 08:00"),  # at once, and still not at night
        (MORNING, paris(24, 13), paris(26, 12), "24/11 13:00"),
        (MORNING, paris(24, 13), paris(28, 9), "25/11 08:00"),
        (MONDAY, paris(24, 13), paris(23, 12), "30/11 09:00"),  # closed: nothing presses any more
        (NOW, paris(24, 22), paris(25, 7), "25/11 08:00"),
    ],
)
def test_what_closes_too_soon_after_the_next_moment_does_not_wait_for_it(
    preference: Preference, now: datetime, closes: datetime, expected: str
) -> None:
    assert leaves(preference, now, closes=closes) == expected


@pytest.mark.parametrize(
    ("preference", "until", "expected"),
    [
        (NOW, paris(30, 12), "30/11 12:00"),
        (NOW, paris(30), "30/11 08:00"),
        (MORNING, paris(30), "30/11 08:00"),
        (MONDAY, paris(30), "30/11 09:00"),
        (MONDAY, paris(1, 0, month=12), "07/12 09:00"),
        (NOW, paris(20), "23/11 13:00"),  # a pause that is over
    ],
)
def test_a_pause_holds_everything_then_the_rhythm_begins_again(
    preference: Preference, until: datetime, expected: str
) -> None:
    assert leaves(preference, paris(23, 13), paused_until=until) == expected


def test_what_presses_waits_for_the_end_of_a_pause_too() -> None:
    assert leaves(MONDAY, paris(24, 13), paused_until=paris(26, 10), closes=paris(28)) == "26/11 10:00"


@pytest.mark.parametrize(
    ("preference", "now", "expected", "utc"),
    [
        # Clocks go back in the night of 24 to 25 October 2026: summer time (UTC+2) until 3 h, then winter time (UTC+1).
        (MORNING, paris(24, 9, month=10), "25/10 08:00", 7),
        (NOW, paris(24, 22, month=10), "25/10 08:00", 7),
        (Preference(quiet_from=20, quiet_to=2), paris(25, 0, month=10), "25/10 02:00", 0),  # the first of the two 2 h
        # Clocks go forward in the night of 28 to 29 March 2026: there is no hour between 2 h and 3 h.
        (MORNING, paris(28, 9, month=3), "29/03 08:00", 6),
        (Preference(quiet_from=20, quiet_to=2), paris(29, 0, month=3), "29/03 03:00", 1),
        (Preference(Rhythm.MORNING, hour=2, quiet_to=0, quiet_from=0), paris(28, 9, month=3), "29/03 03:00", 1),
    ],
)
def test_the_nights_when_clocks_change(preference: Preference, now: datetime, expected: str, utc: int) -> None:
    assert leaves(preference, now) == expected
    assert next_moment(preference, now).hour == utc


@pytest.mark.parametrize(
    ("zone", "utc"),
    [("Indian/Reunion", 4), ("America/Martinique", 12), ("Pacific/Noumea", 21), ("America/Cayenne", 11)],
)
def test_eight_in_the_morning_overseas(zone: str, utc: int) -> None:
    at = next_moment(Preference(Rhythm.MORNING, timezone=zone), paris(23, 13))
    assert (at.hour, at.astimezone(ZoneInfo(zone)).hour) == (utc, 8)


def test_a_time_zone_that_is_none_is_that_of_paris() -> None:
    for name in ("Atlantis/Poseidonis", "", "../etc"):
        assert leaves(Preference(timezone=name), paris(23, 20)) == "24/11 08:00"


def test_a_correction_waits_for_no_rhythm() -> None:
    assert soonest(MONDAY, paris(24, 13)) == paris(24, 13)
    assert soonest(MONDAY, paris(24, 21)) == paris(25, 8)
    assert soonest(MONDAY, paris(24, 13), paused_until=paris(27, 10)) == paris(27, 10)


def test_a_folder_never_sleeps() -> None:
    assert next_moment(AT_ONCE, paris(24, 3)) == paris(24, 3)


@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_at_any_hour_of_a_year_the_moment_is_to_come_and_outside_quiet_hours(rhythm: Rhythm) -> None:
    wish, at = Preference(rhythm, hour=8, weekday=3), datetime(2026, 1, 1, tzinfo=UTC)
    for hours in range(0, 366 * 24, 5):
        now = at + timedelta(hours=hours, minutes=30)
        moment = next_moment(wish, now)
        assert now <= moment <= now + timedelta(days=8)
        assert 8 <= moment.astimezone(PARIS).hour < 20
