"""Matching, beside the oracle's loop and beside stored SQLite FTS5 queries, at 1,000, 10,000 and 100,000 structures.

Equal results are asserted first. What grows with the profiles is the number of matches too: the exponent says it.
"""

import gc
import math
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from alerts.matching import oracle
from alerts.matching.document import Document, describe
from alerts.matching.index import Index
from alerts.model.match import Match
from alerts.model.structure import Structure
from tests.bench import stored_queries
from tests.bench.profiles import FRANCE, NOW, notices, structures
from tests.bench.row import Row

Found = TypeVar("Found")

SIZES = (1_000, 10_000, 100_000)
BATCH = 300  # notices asked of the stored queries together, which is what they are best at
ASKED_OF_ORACLE = {1_000: 6, 10_000: 3}  # notices: the loop takes seconds for one at 100,000 structures
UPDATES = 500


def bench(full: bool = False, sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Rows for each size; `full` takes a batch five times larger."""
    documents = [describe(notice, readings, FRANCE) for notice, readings in notices(BATCH * (5 if full else 1))]
    rows: list[Row] = []
    times: list[float] = []
    for size in sizes:
        found, milliseconds = _size(size, documents)
        rows += found
        times.append(milliseconds)
    for smaller, larger, before, after in zip(sizes, sizes[1:], times, times[1:], strict=False):
        exponent = math.log(after / before) / math.log(larger / smaller)
        rows.append(Row("matching", f"growth of the time, {smaller:,} to {larger:,} structures", exponent, "exponent"))
    return rows


def _size(size: int, documents: list[Document]) -> tuple[list[Row], float]:
    before = _megabytes()
    start = time.perf_counter()
    index = Index(structures(size), FRANCE)
    built, grown = time.perf_counter() - start, _megabytes() - before
    profiles, what = list(structures(size)), f"{size:,} structures"
    gc.collect()
    gc.freeze()  # a hundred thousand wishes that stay: looking at them again and again is most of a collection
    try:
        rows = _beside_oracle(what, index, profiles, documents[: ASKED_OF_ORACLE.get(size, 1)])
        asked, per_notice = _beside_queries(what, index, profiles, documents)
    finally:
        gc.unfreeze()
    rows += asked
    rows.append(Row("matching", f"{what}: memory of the index", grown, "MB"))
    rows.append(Row("matching", f"{what}: building it all", built, "s"))
    rows.append(Row("matching", f"{what}: changing one", _update(size, index), "µs a structure"))
    return rows, per_notice


def _beside_oracle(what: str, index: Index, profiles: list[Structure], documents: list[Document]) -> list[Row]:
    peer, rows = "the oracle's loop", []
    for label, near in (("matches", False), ("matches and near misses", True)):
        ours, mine = _timed(partial(_by_index, index, documents, near), rounds=3)
        theirs, loop = _timed(partial(_by_oracle, profiles, documents, near))
        assert ours == theirs
        each = 1000 / len(documents)
        rows.append(Row("matching", f"{what}: {label}", mine * each, "ms a notice", peer, loop * each))
    return rows


def _beside_queries(
    what: str, index: Index, profiles: list[Structure], documents: list[Document]
) -> tuple[list[Row], float]:
    database, queries = stored_queries.table(documents), stored_queries.stored(profiles)
    ours, mine = _timed(partial(_by_index, index, documents, False))
    theirs, asked = _timed(partial(stored_queries.matches, database, queries))
    database.close()
    assert {(match.structure_id, match.notice_id) for match in ours} == theirs
    each, peer = 1000 / len(documents), f"SQLite FTS5, a query a profile, {len(documents)} notices at once"
    rows = [
        Row("matching", f"{what}: matches", mine * each, "ms a notice", peer, asked * each),
        Row(
            "matching",
            f"{what}: {len(ours) / len(documents):.1f} matches a notice",
            mine * 1e6 / len(ours),
            "µs a match",
        ),
    ]
    return rows, mine * each


def _timed(call: Callable[[], Found], rounds: int = 1) -> tuple[Found, float]:
    """What the call gives, and its best time of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = call()
        times.append(time.perf_counter() - start)
    return found, min(times)


def _by_index(index: Index, documents: list[Document], near_misses: bool) -> list[Match]:
    return [match for one in documents for match in index.matches(one, NOW, near_misses=near_misses)]


def _by_oracle(profiles: list[Structure], documents: list[Document], near_misses: bool) -> list[Match]:
    return [match for one in documents for match in oracle.matches(profiles, one, NOW, near_misses=near_misses)]


def _update(size: int, index: Index) -> float:
    """Microseconds to take the new wishes of one structure."""
    changed = list(islice(structures(size, seed=9), UPDATES))
    start = time.perf_counter()
    for structure in changed:
        index.replace(structure)
    return (time.perf_counter() - start) / len(changed) * 1e6


def _megabytes() -> float:
    """What the process holds now; 0 where the system does not tell."""
    gc.collect()
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * 4096 / 1e6 if told.exists() else 0.0
