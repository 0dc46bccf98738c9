"""Workers killed (kill -9) in the middle of 1,000 deliveries: none is lost, and a double costs a kill."""

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.store.engine import Database
from alerts.store.history import Summary, summary
from tests.alerts.ledger.stories import message_owed, owe

DELIVERIES = 1_000
KILL_AT = (100, 250, 400, 550, 700)  # sendings seen when a worker is killed
LEASE = 8.0  # seconds: what a killed worker held waits that long
PATIENCE = 120.0


def start(database: Database, lines: Path) -> "subprocess.Popen[bytes]":
    url = database.url.render_as_string(hide_password=False)
    return subprocess.Popen([sys.executable, "-m", "tests.alerts.ledger.worker", url, str(lines), str(LEASE)])


def sendings(lines: Path) -> list[str]:
    return lines.read_text().splitlines() if lines.exists() else []


def wait_for(lines: Path, number: int) -> None:
    limit = time.monotonic() + PATIENCE
    while len(sendings(lines)) < number:
        assert time.monotonic() < limit, "the workers stopped sending"
        time.sleep(0.005)


def test_none_is_lost_and_a_double_costs_a_kill(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    owe(database, [message_owed(number, now) for number in range(DELIVERIES)], now)
    lines = tmp_path / "sendings"
    workers = [start(database, lines) for _ in range(2)]
    try:
        for kill, number in enumerate(KILL_AT):
            wait_for(lines, number)
            workers[kill % 2].send_signal(signal.SIGKILL)
            workers[kill % 2].wait()
            workers[kill % 2] = start(database, lines)
        for worker in workers:
            assert worker.wait(PATIENCE) == 0
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    counted = Counter(sendings(lines))
    doubles = sum(counted.values()) - len(counted)
    with capsys.disabled():
        sys.stderr.write(f"\n{database.dialect}: {len(counted)} delivered, {len(KILL_AT)} kills, {doubles} doubles\n")
    assert set(counted) == {f"alert:{number}" for number in range(DELIVERIES)}
    assert doubles <= len(KILL_AT)
    with database.read() as session:
        assert summary(session) == Summary(owed=DELIVERIES, sent=DELIVERIES, refused=0, waiting=0, tried=0)
