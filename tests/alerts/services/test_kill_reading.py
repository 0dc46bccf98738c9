"""A reader killed (kill -9) in the middle of a source goes on where it stopped: a kill repeats one request, at most."""

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from alerts.services.sources import report
from alerts.store import notices
from alerts.store.engine import Database
from tests.alerts.services.reader import PAGES
from tests.alerts.services.stories import NOON

KILL_AT = (7, 20, 33)  # requests seen when the reader is killed
PATIENCE = 60.0


def start(database: Database, lines: Path, moment: datetime) -> "subprocess.Popen[bytes]":
    url = database.url.render_as_string(hide_password=False)
    return subprocess.Popen([sys.executable, "-m", "tests.alerts.services.reader", url, str(lines), moment.isoformat()])


def asked(lines: Path) -> list[str]:
    return lines.read_text().splitlines() if lines.exists() else []


def test_a_reading_that_is_killed_goes_on_where_it_stopped(database: Database, tmp_path: Path) -> None:
    lines, moment = tmp_path / "asked", NOON
    for number in KILL_AT:
        reader = start(database, lines, moment)
        limit = time.monotonic() + PATIENCE
        while len(asked(lines)) < number:
            assert reader.poll() is None, "the reader ended before it was killed"
            assert time.monotonic() < limit, "the reader stopped asking"
            time.sleep(0.002)
        reader.send_signal(signal.SIGKILL)
        reader.wait()
        moment += timedelta(minutes=15)  # when what it held is free again
    last = start(database, lines, moment)
    try:
        assert last.wait(PATIENCE) == 0
    finally:
        last.kill()
        last.wait()
    counted = Counter(asked(lines))
    assert len(counted) == 2 * PAGES
    assert sum(counted.values()) - len(counted) <= len(KILL_AT)
    with database.read() as session:
        stored = {one.notice.publisher_id for one in notices.next_to_match(session, 1000)}
        (told,) = report(session, moment)
    assert stored == {f"{page:03}{unit}" for page in range(PAGES) for unit in range(10)}
    assert told.last_complete == NOON, "the period is that of the reading that was killed"
