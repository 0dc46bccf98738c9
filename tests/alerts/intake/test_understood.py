"""Names with a letter too many, too few or out of place."""

import pytest

from alerts.intake.understood import nearest, unlike


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("ain", "ain", 0),
        ("rhonne", "rhone", 1),
        ("isree", "isere", 1),
        ("jura", "jrua", 1),
        ("var", "cher", 3),
        ("", "ain", 3),
    ],
)
def test_how_unlike(one: str, other: str, distance: int) -> None:
    assert unlike(one, other) == distance
    assert unlike(other, one) == distance


def test_the_nearest_first_and_nothing_for_short_texts() -> None:
    assert nearest("bretagn", ["bretagne", "bretagnolles", "normandie"]) == ["bretagne"]
    assert nearest("var", ["var", "vars"]) == []
