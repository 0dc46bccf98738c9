"""One figure of a bench, and how figures are taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """`figure` in `unit`, beside `peer`'s `peer_figure` of the same run. `lower` is better unless said."""

    bench: str
    what: str
    figure: float
    unit: str
    peer: str | None = None
    peer_figure: float | None = None
    lower_is_better: bool = True

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer; None without one, and beside nothing at all."""
        if not self.peer_figure or not self.figure:
            return None
        return self.peer_figure / self.figure if self.lower_is_better else self.figure / self.peer_figure


def in_turn(*calls: Callable[[], Any], rounds: int = 5) -> list[float]:
    """Median seconds of each call, the calls taken in turn so that a machine that slows down slows all of them."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for index, call in enumerate(calls):
            start = time.perf_counter()
            call()
            times[index].append(time.perf_counter() - start)
    return [statistics.median(figures) for figures in times]
