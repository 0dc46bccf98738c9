"""What a button says, and what an application that is not Telegram's may send us in its place."""

import pytest

from bot.chat.taps import BIGGEST, Tap, base36, pack, unpack


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("2f", 87),
        (base36(BIGGEST), BIGGEST),
        (base36(BIGGEST + 1), None),  # no database has such a number
        ("z" * 50, None),
        ("-1", None),
        ("+1", None),
        ("1_0", None),
        (" 1", None),
        ("٣", None),  # a digit for Python, never written by us
        ("Z", None),
        ("", None),
    ],
)
def test_a_number_is_one_that_we_could_have_written(written: str, number: int | None) -> None:
    assert Tap("ca", "k", (written,)).number() == number


def test_a_button_of_another_time_may_be_short() -> None:
    assert Tap("ca", "k").number() is None
    assert Tap("ca", "k", ("1",)).number(1) is None


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(pack("ca", "k", 87, "p")) == Tap("ca", "k", ("2f", "p"))
    assert unpack("2.ca.k.2f") is None
    assert unpack("n’importe quoi") is None
