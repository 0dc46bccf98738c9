"""Dates and hours as publishers write them, and the deadline that people read."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.dates import PARIS, deadline, read_date, zones_of
from scrapers.notice import Place

REUNION = zones_of(Place(nuts="FRY40", country="FRA"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-07-15", date(2026, 7, 15)),
        ("2026-07-15+02:00", date(2026, 7, 15)),
        ("2023-03-02Z", date(2023, 3, 2)),
        (" 2026-07-15T12:00:00+02:00", date(2026, 7, 15)),
        ("15/07/2026", date(2026, 7, 15)),
        ("15/07/26", date(2026, 7, 15)),
        ("le 1er juillet 2026", date(2026, 7, 1)),
        ("3 août 2026", date(2026, 8, 3)),
        ("12 déc. 2026", date(2026, 12, 12)),
        ("14 février 2027 à 11h30", date(2027, 2, 14)),
        ("2026-13-01", None),
        ("30/02/2026", None),
        ("0022-04-29", None),
        ("12 brumaire 2026", None),
        ("", None),
        ("bientôt", None),
    ],
)
def test_a_day(written: str, day: date | None) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize(
    ("day", "clock", "read"),
    [
        ("2026-10-02+02:00", "12:00:00+02:00", "2026-10-02T12:00:00+02:00"),
        ("2026-10-02+02:00", "12:00:00", "2026-10-02T12:00:00+02:00"),
        ("2026-10-02", "12:00", "2026-10-02T12:00:00+02:00"),
        ("2026-12-02", "12:00:00", "2026-12-02T12:00:00+01:00"),
        ("2026-12-02+02:00", "11:25:29.0000000+01:00", "2026-12-02T11:25:29+01:00"),
        ("2026-10-02T12:00:00+02:00", "", "2026-10-02T12:00:00+02:00"),
        ("2024-07-25T12:00:00", "", "2024-07-25T12:00:00+02:00"),
        ("2026-12-31", "24:00:00+01:00", "2027-01-01T00:00:00+01:00"),
        ("02/10/2026 à 12h00", "", "2026-10-02T12:00:00+02:00"),
        ("02/12/2026", "17 heures", "2026-12-02T17:00:00+01:00"),
        ("le 2 octobre 2026, 9 h 30", "", "2026-10-02T09:30:00+02:00"),
    ],
)
def test_a_french_deadline_is_the_buyers_wall_clock(day: str, clock: str, read: str) -> None:
    found = deadline(day, clock)

    assert found is not None
    assert (found.at.isoformat(), found.doubt) == (read, None)
    assert found.at.tzinfo is PARIS


@pytest.mark.parametrize(
    ("day", "clock", "read", "offset"),
    [
        ("2024-02-28+02:00", "12:00:00+02:00", "2024-02-28T12:00:00+01:00", "+02:00"),
        ("2026-07-15", "12:00:00+01:00", "2026-07-15T12:00:00+02:00", "+01:00"),
        ("2026-07-15Z", "12:00:00Z", "2026-07-15T12:00:00+02:00", "+00:00"),
        ("2026-07-15", "12:00:00-04:00", "2026-07-15T12:00:00+02:00", "-04:00"),
    ],
)
def test_an_offset_of_the_wrong_season_is_a_doubt_and_never_moves_the_hour(
    day: str, clock: str, read: str, offset: str
) -> None:
    found = deadline(day, clock)

    assert found is not None
    assert found.at.isoformat() == read
    assert found.doubt is not None
    assert f"le décalage {offset}, qui n'est pas celui de l'acheteur ce jour-là" in found.doubt


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "0022-04-29", "5021-02-18", "", "à définir"])
def test_a_date_that_cannot_exist_is_no_deadline(day: str) -> None:
    assert deadline(day, "12:00:00+01:00") is None


@pytest.mark.parametrize("clock", ["25:00:00", "12:61:00+01:00"])
def test_an_hour_that_cannot_exist_is_no_deadline(clock: str) -> None:
    assert deadline("2026-10-02", clock) is None


def test_a_day_without_an_hour_runs_to_its_end_and_says_so() -> None:
    found = deadline("2026-10-02+02:00")

    assert found is not None
    assert found.at == datetime(2026, 10, 2, 23, 59, tzinfo=PARIS)
    assert found.doubt == "L'avis ne donne pas d'heure limite : à vérifier auprès de l'acheteur."


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        ("2026-11-15", "La date limite publiée précède la publication de l'avis : à vérifier auprès de l'acheteur."),
        ("2026-11-16", None),
        ("2028-11-15", None),
        (
            "2049-12-15",
            "La date limite publiée est à plus de deux ans de la publication : à vérifier auprès de l'acheteur.",
        ),
    ],
)
def test_a_deadline_hard_to_believe_is_given_with_its_doubt(day: str, doubt: str | None) -> None:
    found = deadline(day, "12:00:00", published=date(2026, 11, 16))

    assert found is not None
    assert (found.at.date().isoformat(), found.doubt) == (day, doubt)


def test_an_overseas_buyer_may_write_its_own_time_or_that_of_paris() -> None:
    local = deadline("2026-12-15", "12:00:00+04:00", zones=REUNION)
    paris = deadline("2026-12-15", "12:00:00+01:00", zones=REUNION)
    untold = deadline("2026-12-15", "12:00:00", zones=REUNION)

    assert local is not None and paris is not None and untold is not None
    assert (local.at.isoformat(), local.doubt) == ("2026-12-15T12:00:00+04:00", None)
    assert (paris.at.isoformat(), paris.doubt) == ("2026-12-15T12:00:00+01:00", None)
    assert untold.at.isoformat() == "2026-12-15T12:00:00+04:00", "the earlier of the two"
    assert untold.doubt is not None
    assert "celle de Paris ou l'heure locale" in untold.doubt


@pytest.mark.parametrize(
    ("clock", "read", "doubted"),
    [
        ("12:00:00+03:00", "2026-12-15T12:00:00+03:00", False),
        ("12:00:00Z", "2026-12-15T12:00:00+00:00", False),
        ("12:00:00", "2026-12-15T12:00:00+00:00", True),
    ],
)
def test_a_foreign_buyer_is_taken_at_its_word(clock: str, read: str, doubted: bool) -> None:
    found = deadline("2026-12-15", clock, zones=zones_of(Place(country="FIN")))

    assert found is not None
    assert (found.at.isoformat(), found.doubt is not None) == (read, doubted)


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (None, ["Europe/Paris"]),
        (Place(), ["Europe/Paris"]),
        (Place(country="FRA", postcode="69001"), ["Europe/Paris"]),
        (Place(country="FRA", postcode="97 410"), ["Indian/Reunion", "Europe/Paris"]),
        (Place(nuts="FRY10"), ["America/Guadeloupe", "Europe/Paris"]),
        (Place(country="MTQ"), ["America/Martinique", "Europe/Paris"]),
        (Place(country="NCL"), ["Pacific/Noumea", "Europe/Paris"]),
        (Place(country="DEU", postcode="97400"), []),
        (Place(nuts="DE212"), []),
    ],
)
def test_which_clock_a_buyer_reads(place: Place | None, names: list[str]) -> None:
    assert [str(zone) for zone in zones_of(place)] == names


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_is_a_deadline_or_is_not(day: str, clock: str) -> None:
    found = deadline(day, clock, published=date(2026, 11, 16))

    assert found is None or found.at.tzinfo is not None


@given(
    st.from_regex(r"\d{4}-\d{2}-\d{2}(Z|[+-]\d{2}:\d{2})?", fullmatch=True),
    st.from_regex(r"\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", fullmatch=True),
)
def test_whatever_the_digits_the_wall_clock_is_kept(day: str, clock: str) -> None:
    found = deadline(day, clock)

    assert found is None or clock.startswith("24:") or found.at.strftime("%H:%M") == clock[:5]
