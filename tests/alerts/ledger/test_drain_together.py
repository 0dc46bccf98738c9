"""Draining to phones: what is due to one recipient leaves together, recipients are served side by side."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from alerts.channels.channel import Letter, Style
from alerts.ledger import book
from alerts.ledger.desk import STOPPING, Written
from alerts.ledger.drain import Drained, drain
from alerts.model.delivery import Claimed, Later, Outcome, Owed, Refused, Sent
from alerts.model.people import Recipient
from alerts.store.engine import Database, open_database
from alerts.store.history import entries
from tests.alerts.ledger.stories import LEASE, NOON, Clock, Paper, claim, compose, letter, message_owed, owe
from tests.databases import Templates

HOUR = timedelta(hours=1)


@dataclass
class Phones:
    """Remembers what left, and how many were being sent at once."""

    sent: list[str] = field(default_factory=list)
    at_once: int = 0
    most: int = 0
    name: str = "paper"
    style: Style = Style.CARD

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.02)
        self.at_once -= 1
        self.sent.append(letter.message.title)
        return Sent(f"message {len(self.sent)}")


def for_person(number: int, person: int) -> Owed:
    return message_owed(number, recipient=f"person:{person}")


def drained(database: Database, channel: object, **options: Any) -> Drained:
    clock = options.pop("clock", Clock())
    return asyncio.run(drain(database, {"paper": channel}, options.pop("compose", compose), clock, **options))  # type: ignore[dict-item]


def receipts(database: Database) -> dict[str, str | None]:
    with database.read() as session:
        return {str(one.cause["notice"]): one.receipt for one in entries(session)}


def waiting(database: Database) -> dict[str, str | None]:
    """What waits, and why."""
    with database.read() as session:
        return {str(one.cause["notice"]): one.reason for one in entries(session) if one.outcome is None}


def test_what_is_due_together_is_one_letter_even_beyond_the_batch(database: Database) -> None:
    owe(database, [for_person(number, 1) for number in range(30)])
    phones = Phones()
    assert drained(database, phones, batch=5) == Drained(sent=30)
    assert phones.sent == [" ".join(f"boamp:{number}" for number in range(30))]
    assert set(receipts(database).values()) == {"message 1"}


def test_what_is_due_later_or_to_others_is_not_told_with_it(database: Database) -> None:
    late = message_owed(3, NOON + HOUR, recipient="person:1")
    owe(database, [for_person(1, 1), for_person(2, 2), late, for_person(4, 1)])
    phones = Phones()
    assert drained(database, phones, batch=1) == Drained(sent=3)
    assert sorted(phones.sent) == ["boamp:1 boamp:4", "boamp:2"]


def test_a_folder_gets_its_messages_one_by_one(database: Database) -> None:
    owe(database, [message_owed(number) for number in range(4)])
    paper = Paper()
    assert drained(database, paper) == Drained(sent=4)
    assert paper.sent == [f"boamp:{number}" for number in range(4)]


def test_recipients_are_served_side_by_side_and_no_more_than_asked(database: Database) -> None:
    owe(database, [for_person(number, number) for number in range(12)])
    phones = Phones()
    assert drained(database, phones, abreast=4) == Drained(sent=12)
    assert phones.most == 4


def test_one_recipient_is_served_in_order(database: Database) -> None:
    owe(database, [for_person(number, 1) for number in range(6)])

    def one_by_one(rows: Sequence[Claimed]) -> Written:
        return [([row], letter([row])) for row in rows]

    phones = Phones()
    assert drained(database, phones, compose=one_by_one, batch=2) == Drained(sent=6)
    assert (phones.sent, phones.most) == ([f"boamp:{number}" for number in range(6)], 1)


def test_whoever_answers_slowly_delays_nobody_else(database: Database) -> None:
    """All that the others are owed, round after round, leaves while the first one thinks."""
    owe(database, [for_person(0, 0), *(for_person(number, number) for number in range(1, 9))])
    others = asyncio.Event()

    @dataclass
    class Slow(Phones):
        async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
            if delivery.recipient == "person:0":
                await asyncio.wait_for(others.wait(), 20)
            else:
                self.sent.append(letter.message.title)
                if len(self.sent) == 8:
                    others.set()
            return Sent("")

    assert drained(database, Slow(), batch=1, abreast=2) == Drained(sent=9)


def test_a_letter_may_be_refused_or_wait_while_the_others_leave(database: Database) -> None:
    owe(database, [for_person(number, 1) for number in range(3)])

    def parted(rows: Sequence[Claimed]) -> Written:
        first, second, third = rows
        return [([first], Refused("annulé")), ([second], Later(NOON + HOUR, "plus tard")), ([third], letter([third]))]

    assert drained(database, Phones(), compose=parted) == Drained(sent=1, refused=1, later=1)
    assert waiting(database) == {"boamp:1": "plus tard"}


def test_one_row_that_cannot_be_written_keeps_the_others_waiting_no_longer(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    owe(database, [for_person(number, 1) for number in range(4)])

    def stumbles(rows: Sequence[Claimed]) -> Written:
        if any(row.cause["notice"] == "boamp:2" for row in rows):
            raise KeyError("lot")
        return compose(rows)

    phones = Phones()
    with caplog.at_level(logging.ERROR):
        assert drained(database, phones, compose=stumbles) == Drained(sent=3, later=1)
    assert phones.sent == ["boamp:0 boamp:1 boamp:3"]
    assert waiting(database) == {"boamp:2": "KeyError: 'lot'"}


def test_rows_that_fail_only_together_all_wait(database: Database) -> None:
    owe(database, [for_person(number, 1) for number in range(2)])

    def no_lists(rows: Sequence[Claimed]) -> Written:
        if len(rows) > 1:
            raise ValueError("list")
        return compose(rows)

    assert drained(database, Phones(), compose=no_lists) == Drained(later=2)
    assert set(waiting(database).values()) == {"ValueError: list"}


def test_a_letter_of_which_another_has_a_part_is_not_sent_and_the_rest_leaves_after(database: Database) -> None:
    """Writing took longer than the lease, and another worker has claimed the first row meanwhile."""
    owe(database, [for_person(1, 1), for_person(2, 1)])
    clock, phones, taken = Clock(), Phones(), list[Claimed]()

    def slowly(rows: Sequence[Claimed]) -> Written:
        if not taken:
            clock.forward(LEASE + timedelta(seconds=1))
            taken.extend(claim(database, clock.at, n=1))
        return compose(rows)

    assert drained(database, phones, compose=slowly, clock=clock) == Drained(sent=1, lost_to_others=1)
    assert phones.sent == ["boamp:2"]
    with database.write() as session:
        assert book.settle(session, taken[0], Sent("ailleurs"), clock.at)
    assert receipts(database) == {"boamp:1": "ailleurs", "boamp:2": "message 1"}


def test_stopping_gives_back_the_letters_that_were_not_begun(database: Database) -> None:
    owe(database, [for_person(number, number) for number in range(6)])
    phones = Phones()
    done = drained(database, phones, stop=lambda: bool(phones.sent), abreast=2)
    assert 1 <= done.sent <= 2
    assert len(waiting(database)) == 6 - done.sent
    assert set(waiting(database).values()) <= {STOPPING, None}
    assert drained(database, phones).sent == 6 - done.sent, "due at once, without waiting for a lease"


def test_a_message_that_was_asked_to_wait_often_is_not_given_up_at_its_first_error(database: Database) -> None:
    owe(database, [message_owed(1)])
    clock = Clock()
    for _ in range(20):
        paper = Paper([Later(clock.at + HOUR, "nuit")])
        assert drained(database, paper, clock=clock) == Drained(later=1)
        clock.forward(HOUR)
    assert drained(database, Paper([ConnectionError("no paper")]), clock=clock) == Drained(later=1)
    clock.forward(HOUR)
    assert drained(database, Paper(), clock=clock) == Drained(sent=1)


def test_an_error_of_the_database_ends_the_draining_and_loses_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe(database, [for_person(number, number) for number in range(3)])

    def no_disk(*_: object, **__: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(book, "settle_all", no_disk)
        with pytest.raises(OSError, match="no space left"):
            drained(database, Phones())
    clock = Clock(NOON + LEASE)
    assert drained(database, Phones(), clock=clock) == Drained(sent=3)


def test_what_waits_for_later_is_not_looked_at_to_find_what_is_due(templates: Templates, tmp_path: Path) -> None:
    """The plans of SQLite for what claiming really asks: each rank begins at its due rows, each recipient at theirs."""
    database = open_database(templates.sqlite_copy(tmp_path))
    with asked_of(database) as asked, database.write() as session:
        book.claim(session, NOON, n=20, lease=LEASE)
        book.claim_with(session, Recipient("telegram", "person:1"), NOON, lease=LEASE)
        book.with_more_due(session, [Recipient("telegram", "person:1")], NOON)
    plans = [plan_of(database, *one) for one in asked if one[0].startswith(("WITH", "SELECT"))]
    database.close()
    assert len(plans) == 5
    assert [plan for plan in plans if "SCAN delivery" in plan] == []
    assert all("ix_delivery_due (rank=? AND next_at<?)" in plan for plan in plans[:3])
    assert all("ix_delivery_waiting (recipient=? AND next_at<?)" in plan for plan in plans[3:])


def test_what_waits_is_not_looked_at_to_renew_and_settle_what_leaves_together(
    templates: Templates, tmp_path: Path
) -> None:
    database = open_database(templates.sqlite_copy(tmp_path))
    owe(database, [for_person(number, 1) for number in range(3)])
    with asked_of(database) as asked, database.write() as session:
        claimed = book.claim(session, NOON, n=3, lease=LEASE)
        assert book.renew(session, claimed, NOON, lease=LEASE) == claimed
        assert book.settle_all(session, claimed, Sent("1/1"), NOON) == claimed
    plans = [plan_of(database, *one) for one in asked if one[0].startswith("UPDATE")]
    database.close()
    assert len(plans) == 2
    assert all("SEARCH delivery USING INTEGER PRIMARY KEY" in plan for plan in plans)


@contextmanager
def asked_of(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """What its driver is asked meanwhile: statements and their parameters."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def plan_of(database: Database, statement: str, parameters: Any) -> str:
    with database.read() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return " ".join(str(row[3]) for row in plan)
