"""A day: so many notices, served over HTTP by the local site, against so many structures, down to the ledger.

CPU seconds by step and peak memory, in a process of its own; the site runs in another.
"""

import json
import multiprocessing
import subprocess
import sys
from dataclasses import dataclass

from tests.bench.row import Row

NOTICES, STRUCTURES = 4500, 10_000


@dataclass(frozen=True)
class Size:
    notices: int
    structures: int


def bench(full: bool = False) -> list[Row]:
    size = Size(NOTICES, STRUCTURES * (5 if full else 1))
    told = _in_a_process_of_its_own(size)
    what = f"{size.notices:,} notices × {size.structures:,} structures"
    rows = [Row("day", f"{what}: {step}", seconds, "s of CPU") for step, seconds in told["steps"].items()]
    rows.append(Row("day", f"{what}: in all", sum(told["steps"].values()), "s of CPU"))
    rows.append(Row("day", f"{what}: on the clock", told["wall"], "s"))
    rows.append(Row("day", f"{what}: peak memory", told["peak_mb"], "MB"))
    rows.append(Row("day", f"{what}: alerts owed", told["alerts"], "messages"))
    return rows


def _in_a_process_of_its_own(size: Size) -> dict[str, object]:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Queue(), context.Event()
    site = context.Process(target=_serve, args=(size.notices, ready, done), daemon=True)
    site.start()
    try:
        address = ready.get(timeout=120)
        command = [sys.executable, "-m", "tests.bench.one_day", address, str(size.notices), str(size.structures)]
        answer = subprocess.run(command, check=True, capture_output=True, timeout=900)
    finally:
        done.set()
        site.join(10)
    told: dict[str, object] = json.loads(answer.stdout)
    return told


def _serve(count: int, ready: "multiprocessing.Queue[str]", done: "multiprocessing.synchronize.Event") -> None:
    from bot.demo.standin import StandIn
    from bot.wiring import wall_clock
    from tests.bench.synthetic import records

    with StandIn(records(count, wall_clock().date()), seconds=900) as running:
        ready.put(running.address)
        done.wait(900)
