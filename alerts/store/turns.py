"""Writers of one process take turns in the order in which they asked.

SQLite lets one of them write at a time and wakes nobody: each tries again after a pause, up to a tenth of a second, so
whoever writes page after page has the next turn again before anybody else has tried. A person who taps would wait for
all of the pages. Here the one who has waited longest is next.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class _Writer:
    thread: int = field(default_factory=threading.get_ident)
    turn: threading.Event = field(default_factory=threading.Event)


class Turns:
    """`patience`: seconds after which a writer goes anyway; the database then has its own word to say, as it has to a
    thread that writes within its own writing."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._guard = threading.Lock()
        self._queue: deque[_Writer] = deque()  # the first of them writes

    @property
    def waiting(self) -> int:
        """How many wait behind the one who writes."""
        with self._guard:
            return max(len(self._queue) - 1, 0)

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Ours until the end of the block."""
        writer = _Writer()
        with self._guard:
            self._queue.append(writer)
            if self._queue[0].thread == writer.thread:
                writer.turn.set()
        try:
            writer.turn.wait(self._patience)
            yield
        finally:
            self._over(writer)

    def _over(self, writer: _Writer) -> None:
        with self._guard:
            self._queue.remove(writer)
            if self._queue:
                self._queue[0].turn.set()
