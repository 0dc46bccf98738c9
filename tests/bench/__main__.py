"""`./run bench`: figures, each with a peer in the same run and equal results asserted first.

Each bench module has `bench(full: bool) -> list[Row]`. Small sizes by default (five minutes on two cores);
`--full` for the larger ones, names to run only some, `--json` for a program.
"""

import argparse
import importlib
import json
import sys
import time
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from tests.bench.row import Row

BENCHES = (
    *("reading", "wordings", "matching", "writing", "day", "alerts", "digests", "kits"),
    *("radar", "broadcasts", "territory"),
)


def main() -> int:
    options = _options()
    err = Console(stderr=True)
    rows: list[Row] = []
    for name in options.names or BENCHES:
        start = time.perf_counter()
        err.print(f"bench {name}…")
        rows += importlib.import_module(f"tests.bench.{name}").bench(full=options.full)
        err.print(f"bench {name}: {time.perf_counter() - start:.0f} s")
    _print_json(rows) if options.json else _print_table(rows)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(BENCHES))
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"unknown bench: {', '.join(sorted(unknown))}")
    return options


def _print_table(rows: list[Row]) -> None:
    table = Table("bench", "what", "figure", "unit", "beside", "its figure", "times better", expand=False)
    table.columns[1].no_wrap = True
    for row in rows:
        ratio = f"{row.ratio:.1f}" if row.ratio is not None else ""
        peer = f"{row.peer_figure:,.4g}" if row.peer_figure is not None else ""
        table.add_row(row.bench, row.what, f"{row.figure:,.4g}", row.unit, row.peer or "", peer, ratio)
    Console(width=180).print(table)


def _print_json(rows: list[Row]) -> None:
    for row in rows:
        sys.stdout.write(json.dumps(asdict(row) | {"ratio": row.ratio}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
