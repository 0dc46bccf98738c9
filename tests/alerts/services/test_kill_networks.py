"""Networks killed (kill -9) in the middle of a broadcast, of waves, of radars and of the letters of the month: what is
owed in the end is what an uninterrupted life owes, each message once."""

import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from alerts.services import spreading
from alerts.store import schema
from alerts.store.engine import Database, open_database
from alerts.store.partner_tables import CandidateRow
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of
from tests.alerts.services.callers import Told, looking
from tests.alerts.services.network_beats import DONE, MOMENTS, live
from tests.alerts.services.networked import confirmed, drafted

KILL_AT = (3, 5, 7, 12)  # lines seen when it is killed
PATIENCE = 60.0


def begun(database: Database) -> None:
    """A call to the twelve, and a broadcast of which the first page only, of two members, was owed."""
    circle, match = looking(database)
    Told(database, circle, match).opened(freely=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spreading, "spread_page", partial(spreading.spread_page, page=2))
        confirmed(database, circle, drafted(database, circle))


def owed(database: Database) -> tuple[list[str], list[tuple[str, int]]]:
    """The keys under which messages are owed, and who was asked, in what order."""
    deliveries, candidates = table_of(DeliveryRow), table_of(CandidateRow)
    with database.read() as session:
        keys = sorted(session.execute(select(deliveries.c.dedupe_key)).scalars())
        asked = session.execute(select(candidates.c.structure_id, candidates.c.rank).order_by(candidates.c.rank))
        return keys, [(one.structure_id, one.rank) for one in asked]


def seen(lines: Path) -> list[str]:
    return lines.read_text().splitlines() if lines.exists() else []


def start(database: Database, lines: Path) -> "subprocess.Popen[bytes]":
    url, done = database.url.render_as_string(hide_password=False), str(seen(lines).count(DONE))
    return subprocess.Popen([sys.executable, "-m", "tests.alerts.services.network_beats", url, str(lines), done])


def test_killed_again_and_again_networks_owe_what_they_would_have_owed(database: Database, tmp_path: Path) -> None:
    whole = open_database(f"sqlite:///{tmp_path / 'whole.db'}")
    schema.upgrade(whole)
    for one in (whole, database):
        begun(one)
    live(whole, tmp_path / "uninterrupted")
    expected = owed(whole)
    whole.close()
    lines = tmp_path / "steps"
    for number in KILL_AT:
        worker = start(database, lines)
        limit = time.monotonic() + PATIENCE
        while len(seen(lines)) < number and worker.poll() is None:
            assert time.monotonic() < limit, "it stopped"
            time.sleep(0.001)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    last = start(database, lines)
    try:
        assert last.wait(PATIENCE) == 0
    finally:
        last.kill()
        last.wait()
    assert seen(lines).count(DONE) == len(MOMENTS)
    assert owed(database) == expected
    assert len([one for one in expected[0] if one.startswith("broadcast:")]) > 10, "more than one page"
    assert {one.partition(":")[0] for one in expected[0]} >= {"broadcast", "call", "radar", "territory"}
