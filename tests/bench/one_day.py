"""The process that `tests.bench.day` measures: `python -m tests.bench.one_day ADDRESS NOTICES STRUCTURES`."""

import asyncio
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alerts.services.match_new import match_new
from alerts.services.structures import save_structures
from alerts.services.telling import Judge
from bot import jobs
from bot.config import BoampSettings, FetchSettings, Settings, SourcesSettings, TedSettings, VigieSettings
from bot.wiring import House, fetcher, judge_of, open_house
from tests.bench.synthetic import structures


class Meter:
    """CPU seconds of the calls that it wraps, in whatever thread they run."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any) -> Any:
            start = time.thread_time()
            try:
                return call(*args)
            finally:
                self.seconds += time.thread_time() - start

        return timed


def main(address: str, notices: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(_settings(address, Path(folder)))
        known = tuple(structures(count))
        with house.database.write() as session:
            save_structures(session, known, house.clock())
        wall = time.perf_counter()
        steps = _read(house, notices)
        matching, alerts = _match(house, known)
        sys.stdout.write(
            json.dumps(
                {
                    "steps": steps | matching,
                    "wall": time.perf_counter() - wall,
                    "alerts": alerts,
                    "peak_mb": _peak_mb(),
                }
            )
        )
        house.close()


def _peak_mb() -> float:
    """Of this process alone. `ru_maxrss` would keep what the parent held when it started us."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def _settings(address: str, folder: Path) -> Settings:
    return Settings(
        vigie=VigieSettings(contact="bench@example.org", database=f"sqlite:///{folder}/day.db", messages=folder),
        fetch=FetchSettings(pause_seconds=0),
        sources=SourcesSettings(boamp=BoampSettings(base=address, first_days=1), ted=TedSettings(enabled=False)),
    )


def _read(house: House, notices: int) -> dict[str, float]:
    reading = Meter()
    (source,) = house.sources
    source.read = reading.around(source.read)  # type: ignore[method-assign]
    start = time.process_time()

    async def go() -> int:
        async with fetcher(house) as client:
            (done,) = await jobs.read_due(house, client)
            assert done.complete, done.error
            return done.ingested.new

    assert asyncio.run(go()) == notices
    whole = time.process_time() - start
    return {"reading answers": reading.seconds, "fetching and storing": whole - reading.seconds}


def _match(house: House, known: tuple[Any, ...]) -> tuple[dict[str, float], int]:
    start = time.process_time()
    judge = judge_of(known)
    built = time.process_time() - start
    clauses, matching = Meter(), Meter()
    start = time.process_time()
    done = match_new(house.database, Judge(clauses.around(judge.read), matching.around(judge.matches)), house.clock)
    whole = time.process_time() - start
    steps = {
        "building the index": built,
        "reading clauses": clauses.seconds,
        "matching": matching.seconds,
        "owing": whole - clauses.seconds - matching.seconds,
    }
    return steps, done.alerts


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
