"""Of two readers, the newcomer leaves; a network that comes and goes is told once."""

import logging

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut

from bot.telegram.polling import Readings
from bot.telegram.trouble import AnotherReader, BadToken, ChatTrouble


class Reader:
    def __init__(self) -> None:
        self.now = 0.0
        self.failed: list[ChatTrouble] = []
        self.readings = Readings(self.failed.append, lambda: self.now)

    def conflicts(self, number: int, every: float = 2.0) -> None:
        for _ in range(number):
            self.readings(Conflict("terminated by other getUpdates request"))
            self.now += every


def test_a_conflict_or_two_is_the_process_that_we_replace() -> None:
    reader = Reader()
    reader.conflicts(2)
    assert reader.failed == []


def test_three_conflicts_in_a_row_are_somebody_else() -> None:
    reader = Reader()
    reader.readings(None)
    reader.conflicts(3)
    assert [type(one) for one in reader.failed] == [AnotherReader]


def test_conflicts_far_apart_are_restarts() -> None:
    reader = Reader()
    reader.conflicts(10, every=200)
    assert reader.failed == []


def test_whoever_has_read_for_long_stays() -> None:
    reader = Reader()
    reader.readings(None)
    reader.now = 3600
    reader.conflicts(10)
    assert reader.failed == []


def test_a_token_taken_back_ends_it() -> None:
    reader = Reader()
    reader.readings(InvalidToken("Unauthorized"))
    assert [type(one) for one in reader.failed] == [BadToken]


def test_a_network_that_is_away_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    reader = Reader()
    for error in (NetworkError("Bad Gateway"), TimedOut(), NetworkError("Bad Gateway"), None, None):
        reader.readings(error)
    assert [record.getMessage() for record in caplog.records] == [
        "Telegram does not answer (NetworkError): trying again until it does",
        "Telegram answers again",
    ]
    assert reader.failed == []
