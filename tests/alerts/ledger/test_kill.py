"""Workers killed (kill -9) in the middle of 1,000 deliveries: none is lost, and doubles are what was in flight."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.channels.channel import Style
from alerts.ledger.drain import ABREAST
from alerts.store.engine import Database
from alerts.store.history import Summary, summary
from tests.alerts.ledger.stories import message_owed, owe

DELIVERIES = 1_000
PEOPLE = 100
KILL_AT = (100, 250, 400, 550, 700)  # sendings seen when a worker is killed
KILL_LETTERS_AT = (10, 30, 50, 70)
LEASE = 8.0  # seconds: what a killed worker held waits that long
PATIENCE = 120.0
FLIGHT = 0.002  # seconds between a sending and its settling: the moment when a kill makes a double

Worker = subprocess.Popen[bytes]


def start(database: Database, lines: Path, style: Style, flight: float = FLIGHT) -> Worker:
    url = database.url.render_as_string(hide_password=False)
    given = [url, str(lines), str(LEASE), style.value, str(flight)]
    return subprocess.Popen([sys.executable, "-m", "tests.alerts.ledger.worker", *given])


@contextmanager
def two_workers(database: Database, lines: Path, style: Style, flight: float = FLIGHT) -> Iterator[list[Worker]]:
    """Those of the list at the end have finished their work, all of it."""
    workers = [start(database, lines, style, flight) for _ in range(2)]
    try:
        yield workers
        for worker in workers:
            assert worker.wait(PATIENCE) == 0
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def kill(worker: Worker) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def sendings(lines: Path) -> list[str]:
    return lines.read_text().splitlines() if lines.exists() else []


def wait_for(lines: Path, number: int) -> None:
    limit = time.monotonic() + PATIENCE
    while len(sendings(lines)) < number:
        assert time.monotonic() < limit, "the workers stopped sending"
        time.sleep(0.005)


def say(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        sys.stderr.write(f"\n{words}\n")


def test_none_is_lost_and_a_double_costs_a_kill(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One folder: its pages leave one after the other."""
    now, lines = datetime.now(UTC), tmp_path / "sendings"
    owe(database, [message_owed(number, now) for number in range(DELIVERIES)], now)
    with two_workers(database, lines, Style.PAGE) as workers:
        for turn, number in enumerate(KILL_AT):
            wait_for(lines, number)
            kill(workers[turn % 2])
            workers[turn % 2] = start(database, lines, Style.PAGE)
    counted = Counter(sendings(lines))
    doubles = sum(counted.values()) - len(counted)
    say(capsys, f"{database.dialect}: {len(counted)} delivered, {len(KILL_AT)} kills, {doubles} doubles")
    assert set(counted) == {f"boamp:{number}" for number in range(DELIVERIES)}
    assert doubles <= len(KILL_AT)
    with database.read() as session:
        assert summary(session) == Summary(owed=DELIVERIES, sent=DELIVERIES, refused=0, waiting=0, tried=0)


def test_none_of_a_hundred_people_loses_one_when_phones_are_served_side_by_side(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now, lines = datetime.now(UTC), tmp_path / "sendings"
    owed = [message_owed(number, now, recipient=f"person:{number % PEOPLE}") for number in range(DELIVERIES)]
    owe(database, owed, now)
    with two_workers(database, lines, Style.CARD) as workers:
        for turn, number in enumerate(KILL_LETTERS_AT):
            wait_for(lines, number)
            kill(workers[turn % 2])
            workers[turn % 2] = start(database, lines, Style.CARD)
    letters = sendings(lines)
    counted = Counter(told for letter in letters for told in letter.split())
    again = sum(any(counted[told] > 1 for told in letter.split()) for letter in letters)
    say(capsys, f"{database.dialect}: {len(letters)} letters, {len(KILL_LETTERS_AT)} kills, {again} of them told again")
    assert set(counted) == {f"boamp:{number}" for number in range(DELIVERIES)}
    assert max(counted.values()) <= 1 + len(KILL_LETTERS_AT)
    assert len(letters) <= PEOPLE + 2 * ABREAST * len(KILL_LETTERS_AT), "what is due to one person leaves together"
    assert again <= 2 * ABREAST * len(KILL_LETTERS_AT), "only what was in flight, and it is told twice"
    with database.read() as session:
        assert summary(session) == Summary(owed=DELIVERIES, sent=DELIVERIES, refused=0, waiting=0, tried=0)


def test_a_list_of_thirty_cut_short_is_told_twice_at_most(database: Database, tmp_path: Path) -> None:
    now, lines = datetime.now(UTC), tmp_path / "sendings"
    owe(database, [message_owed(number, now, recipient="person:1") for number in range(30)], now)
    with two_workers(database, lines, Style.CARD, flight=0.5) as workers:
        wait_for(lines, 1)
        time.sleep(0.2)  # it has left, and is not settled
        for turn in range(2):
            kill(workers[turn])
            workers[turn] = start(database, lines, Style.CARD)
    everything = " ".join(f"boamp:{number}" for number in range(30))
    assert sendings(lines) == [everything, everything]
    with database.read() as session:
        assert summary(session) == Summary(owed=30, sent=30, refused=0, waiting=0, tried=0)
