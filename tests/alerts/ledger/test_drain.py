"""Draining: what is due is sent, what fails waits longer and longer, nothing stops the rest and nothing is lost."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from alerts.channels.channel import Letter, Style
from alerts.ledger.desk import Written
from alerts.ledger.drain import LAST_ATTEMPT, Drained, drain, pause_after
from alerts.model.delivery import Claimed, Later, Outcome, Refused
from alerts.store.engine import Database
from alerts.store.history import Entry, Summary, entries, summary
from tests.alerts.ledger.stories import LEASE, NOON, Clock, Paper, compose, message_owed, owe

TROUBLE = ConnectionError("no paper")


def drained(database: Database, channel: object, clock: Clock | None = None, **options: Any) -> Drained:
    given = {"paper": channel}
    return asyncio.run(drain(database, given, options.pop("compose", compose), clock or Clock(), **options))  # type: ignore[arg-type]


def told(database: Database) -> list[Entry]:
    with database.read() as session:
        return list(reversed(entries(session)))


def test_everything_due_is_sent_once(database: Database) -> None:
    owe(database, [message_owed(number) for number in range(5)])
    paper = Paper()
    assert drained(database, paper, batch=2) == Drained(sent=5)
    assert paper.sent == [f"boamp:{number}" for number in range(5)]
    assert drained(database, paper) == Drained()
    assert [one.receipt for one in told(database)] == [f"sheet {one.id}" for one in told(database)]


def test_an_unforeseen_error_waits_and_the_others_go_on(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    owe(database, [message_owed(1), message_owed(2)])
    paper = Paper([TROUBLE])
    with caplog.at_level(logging.ERROR):
        assert drained(database, paper) == Drained(sent=1, later=1)
    assert paper.sent == ["boamp:2"]
    first, _ = told(database)
    assert (first.next_at, first.reason) == (NOON + timedelta(minutes=1), "ConnectionError: no paper")
    assert "delivery" in caplog.text


def test_a_message_that_cannot_be_written_waits_too(database: Database) -> None:
    def fails(rows: Sequence[Claimed]) -> Written:
        raise KeyError("notice")

    owe(database, [message_owed(1)])
    assert drained(database, Paper(), compose=fails) == Drained(later=1)
    assert told(database)[0].reason == "KeyError: 'notice'"


def test_when_there_is_nothing_left_to_say_nothing_is_sent(database: Database) -> None:
    owe(database, [message_owed(1)])
    paper = Paper()
    assert drained(database, paper, compose=lambda rows: [(list(rows), Refused("avis retiré"))]) == Drained(refused=1)
    assert (paper.sent, told(database)[0].reason) == ([], "avis retiré")


def test_pauses_grow_then_the_message_is_given_up_with_its_reason(database: Database) -> None:
    owe(database, [message_owed(1)])
    clock, paper = Clock(), Paper([TROUBLE] * LAST_ATTEMPT)
    pauses = []
    for _ in range(LAST_ATTEMPT - 1):
        assert drained(database, paper, clock) == Drained(later=1)
        due = told(database)[0].next_at
        assert due is not None
        pauses.append(due - clock.at)
        clock.at = due
    assert drained(database, paper, clock) == Drained(refused=1)
    minutes = [pause.total_seconds() / 60 for pause in pauses]
    assert minutes == [1, 5, 30, 120, *[1440] * (LAST_ATTEMPT - 5)]
    assert told(database)[0].reason == "abandonné après 12 essais ; dernière erreur : ConnectionError: no paper"


def test_a_channel_that_asks_for_patience_is_obeyed(database: Database) -> None:
    owe(database, [message_owed(1)])
    wait = Later(NOON + timedelta(seconds=30), "trop de messages à la fois")
    assert drained(database, Paper([wait])) == Drained(later=1)
    assert (told(database)[0].next_at, told(database)[0].reason) == (wait.at, wait.why)


def test_a_channel_that_says_later_and_means_now_is_not_asked_without_end(database: Database) -> None:
    owe(database, [message_owed(1)])
    assert drained(database, Paper([Later(NOON, "encore")])) == Drained(later=1)
    assert told(database)[0].next_at == NOON + pause_after(1)


def test_a_channel_that_is_not_configured_keeps_its_messages(database: Database) -> None:
    owe(database, [message_owed(1, channel="pigeon")])
    assert drained(database, Paper()) == Drained(later=1)
    assert told(database)[0].reason == "canal « pigeon » non configuré"


def test_a_channel_that_hangs_is_cut_before_another_worker_takes_over(database: Database) -> None:
    @dataclass
    class Hanging:
        name: str = "paper"
        style: Style = Style.PAGE

        async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
            await asyncio.sleep(60)
            raise AssertionError

    owe(database, [message_owed(1)])
    assert drained(database, Hanging(), lease=timedelta(seconds=0.1)) == Drained(later=1)


def test_a_lease_that_ended_before_the_sending_is_left_to_whoever_has_it(database: Database) -> None:
    """Composing the first message took so long that another worker claimed the second."""
    owe(database, [message_owed(1), message_owed(2)])
    clock, paper, other = Clock(), Paper(), Paper()

    def slowly(rows: Sequence[Claimed]) -> Written:
        if rows[0].cause["notice"] == "boamp:1" and not other.sent:
            clock.forward(LEASE + timedelta(seconds=1))
            assert drained(database, other, clock) == Drained(sent=2)
        return compose(rows)

    assert drained(database, paper, clock, compose=slowly) == Drained(lost_to_others=2)
    assert other.sent == ["boamp:1", "boamp:2"]
    with database.read() as session:
        assert summary(session) == Summary(owed=2, sent=2, refused=0, waiting=0, tried=0)


def test_stopping_gives_back_what_was_not_begun(database: Database) -> None:
    owe(database, [message_owed(number) for number in range(4)])
    paper = Paper()
    assert drained(database, paper, stop=lambda: len(paper.sent) == 2) == Drained(sent=2)
    assert drained(database, paper) == Drained(sent=2), "due at once, without waiting for a lease"


def test_each_outcome_is_told_as_it_comes(database: Database) -> None:
    owe(database, [message_owed(1), message_owed(2)])
    seen: list[tuple[object, str]] = []
    answers: list[Outcome | Exception] = [Refused("non")]
    drained(
        database,
        Paper(answers),
        progress=lambda claimed, outcome: seen.append((claimed.cause["notice"], type(outcome).__name__)),
    )
    assert seen == [("boamp:1", "Refused"), ("boamp:2", "Sent")]
