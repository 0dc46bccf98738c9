"""When to write, in people's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.intake.rhythms import quiet_words, rhythm_words, understand_hour, understand_quiet, understand_rhythm
from alerts.model.preference import Preference, Rhythm

WEEKLY = Preference(Rhythm.WEEK, hour=8, weekday=0)

SAID = [
    ("tout de suite", WEEKLY, "tout de suite"),
    ("immédiatement", WEEKLY, "tout de suite"),
    ("chaque matin", WEEKLY, "chaque jour à 8 h"),
    ("tous les jours à 7 h", WEEKLY, "chaque jour à 7 h"),
    ("chaque lundi à 9h", Preference(), "chaque lundi à 9 h"),
    ("le jeudi matin", Preference(), "chaque jeudi à 8 h"),
    ("une fois par semaine", Preference(), "chaque lundi à 8 h"),
    ("chaque mardi, 9h30", Preference(), "chaque mardi à 9 h"),
    ("18 h", WEEKLY, "chaque lundi à 18 h"),
]


@pytest.mark.parametrize(("text", "before", "words"), SAID)
def test_a_rhythm_is_heard_and_said_back(text: str, before: Preference, words: str) -> None:
    found = understand_rhythm(text, before)
    assert found is not None
    assert rhythm_words(found) == words


@pytest.mark.parametrize("text", ["", "peut-être", "lundi à 25 h", "9 h"])
def test_what_says_no_rhythm_is_nothing(text: str) -> None:
    assert understand_rhythm(text, Preference()) is None


def test_quiet_hours() -> None:
    assert quiet_words(Preference()) == "rien entre 20 h et 8 h"
    assert quiet_words(Preference(quiet_from=0, quiet_to=0)) == "à toute heure"


@pytest.mark.parametrize(
    ("text", "hour"), [("10", 10), ("10 h", 10), ("à 7h30", 7), ("midi", 12), ("24 h", None), ("100", None), ("", None)]
)
def test_an_hour_that_is_asked(text: str, hour: int | None) -> None:
    assert understand_hour(text) == hour


@pytest.mark.parametrize(
    ("text", "hours"), [("de 21 h à 6 h", (21, 6)), ("21h-6h", (21, 6)), ("après 21 h", None), ("de 25 h à 6 h", None)]
)
def test_quiet_hours_that_are_asked(text: str, hours: tuple[int, int] | None) -> None:
    assert understand_quiet(text) == hours


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    found = understand_rhythm(text, Preference())
    assert found is None or 0 <= found.hour < 24
    assert (understand_hour(text) or 0) in range(24)
    assert set(understand_quiet(text) or ()) <= set(range(24))
