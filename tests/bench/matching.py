"""Matching, beside the oracle's loop and beside stored SQLite FTS5 queries, at 1,000, 10,000 and 100,000 structures.

Equal results are asserted first. What grows with the profiles is the number of matches too: the exponent says it.
"""

import gc
import math
import time
from functools import partial
from itertools import islice
from pathlib import Path

from alerts.matching import oracle
from alerts.matching.document import Document, describe
from alerts.matching.index import Index
from alerts.model.match import Match
from tests.bench import stored_queries
from tests.bench.profiles import FRANCE, NOW, notices, structures
from tests.bench.row import Row, in_turn

SIZES = (1_000, 10_000, 100_000)
BATCH = 300  # notices asked of the stored queries together, which is what they are best at
ASKED_OF_ORACLE = 3  # notices: the loop takes seconds for each at 100,000 structures
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
        rows.append(Row("matching", f"growth from {smaller:,} to {larger:,} structures", exponent, "exponent"))
    return rows


def _size(size: int, documents: list[Document]) -> tuple[list[Row], float]:
    before = _megabytes()
    start = time.perf_counter()
    index = Index(structures(size), FRANCE)
    built, grown = time.perf_counter() - start, _megabytes() - before
    gc.collect()
    gc.freeze()  # a hundred thousand wishes that never die: looking at them again and again is most of a collection
    try:
        what = f"{size:,} structures"
        asked, per_notice, matches = _beside_oracle(what, size, index, documents)
        rows = [*asked, *_beside_queries(what, size, index, documents)]
    finally:
        gc.unfreeze()
    rows.append(Row("matching", f"{what}: time a match", per_notice * 1000 / max(matches, 1e-9), "µs a match"))
    rows.append(Row("matching", f"{what}: memory of the index", grown, "MB"))
    rows.append(Row("matching", f"{what}: building it all", built, "s"))
    rows.append(Row("matching", f"{what}: changing one", _update(size, index), "µs a structure"))
    return rows, per_notice


def _beside_oracle(what: str, size: int, index: Index, documents: list[Document]) -> tuple[list[Row], float, float]:
    profiles = list(structures(size))
    few = documents[:ASKED_OF_ORACLE]
    for document in few:
        assert index.matches(document, NOW) == oracle.matches(profiles, document, NOW)
    ours, loop, all_ours, all_loop = in_turn(
        partial(_by_index, index, few, near_misses=False),
        partial(_by_oracle, profiles, few, near_misses=False),
        partial(_by_index, index, few, near_misses=True),
        partial(_by_oracle, profiles, few, near_misses=True),
        rounds=1 if size > 20_000 else 3,
    )
    (steady,) = in_turn(partial(_by_index, index, documents, near_misses=False), rounds=1)
    matches = sum(len(index.matches(one, NOW, near_misses=False)) for one in few) / len(few)
    each, peer = 1000 / len(few), "the oracle's loop"
    rows = [
        Row("matching", f"{what}: matches", ours * each, "ms a notice", peer, loop * each),
        Row("matching", f"{what}: matches and near misses", all_ours * each, "ms a notice", peer, all_loop * each),
    ]
    per_notice = steady * 1000 / len(documents)
    return rows, per_notice, _mean_matches(index, documents) or matches


def _mean_matches(index: Index, documents: list[Document]) -> float:
    sample = documents[:50]
    return sum(len(index.matches(one, NOW, near_misses=False)) for one in sample) / len(sample)


def _beside_queries(what: str, size: int, index: Index, documents: list[Document]) -> list[Row]:
    database = stored_queries.table(documents)
    queries = stored_queries.stored(structures(size))
    ours = {(match.structure_id, match.notice_id) for match in _by_index(index, documents, near_misses=False)}
    assert ours == stored_queries.matches(database, queries)
    mine, theirs = in_turn(
        partial(_by_index, index, documents, near_misses=False),
        partial(stored_queries.matches, database, queries),
        rounds=1 if size > 20_000 else 3,
    )
    database.close()
    each, peer = 1000 / len(documents), f"SQLite FTS5, a query a profile, {len(documents)} notices"
    return [Row("matching", f"{what}: matches", mine * each, "ms a notice", peer, theirs * each)]


def _by_index(index: Index, documents: list[Document], near_misses: bool) -> list[Match]:
    return [match for one in documents for match in index.matches(one, NOW, near_misses=near_misses)]


def _by_oracle(profiles: list, documents: list[Document], near_misses: bool) -> list[Match]:
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
