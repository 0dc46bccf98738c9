"""Contrast, by day and by night (WCAG 2.2, 1.4.3): 4.5 to 1 for any text."""

import re

import pytest

from alerts.channels.email.palette import DAY, NIGHT, TEXT_ON, Colours
from tests.alerts.channels.email.written import read
from tests.screenshots.letters import letters

ENOUGH = 4.5


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance of « #rrggbb »."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_every_text_can_be_read(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= ENOUGH


@pytest.mark.parametrize("shown", list(letters()), ids=lambda shown: shown.name)
def test_no_colour_comes_from_elsewhere(shown: object) -> None:
    html = read(shown.content()).html  # type: ignore[attr-defined]
    known = {getattr(colours, name) for colours in (DAY, NIGHT) for name in Colours.__slots__}
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", html)) <= known
