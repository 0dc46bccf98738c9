"""The beats of networks in a process of their own, for the test that kills it: `python -m … URL FILE FIRST`.

It lives through the moments of `MOMENTS` from number FIRST: broadcasts page by page, waves of calls, radars and letters
of the month. It adds a line to FILE at each step, and « done » when a moment is over.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from alerts.clauses.read import read_notice
from alerts.services import broadcasting, call_waves, radar_letters, spreading, territory_letters
from alerts.services.current import Current
from alerts.store.engine import Database, open_database
from bot.wiring import describe_here
from tests.alerts.services.stories import NOON

MOMENTS = tuple(NOON + timedelta(days=days) for days in (0, 3, 6, 9))
PAGE = 4
DONE = "done"


def live(database: Database, file: Path, first: int = 0) -> None:
    lines = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def step(what: str = "page") -> bool:
        os.write(lines, f"{what}\n".encode())
        time.sleep(0.01)
        return False

    current = Current(database, read_notice, describe_here)
    for now in MOMENTS[first:]:
        current.refresh(now)
        step("read")
        spreading.spread(database, broadcasting.grounds(now), now, page=PAGE, stop=step)
        step("spread")
        call_waves.call(database, now)
        step("called")
        radar_letters.owe_radars(database, current, now)
        step("radar")
        territory_letters.owe_letters(database, now)
        step(DONE)


if __name__ == "__main__":
    live(open_database(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
