"""Writers of one process take turns in the order in which they asked, whoever was there first."""

import threading
from collections.abc import Callable

import pytest

from alerts.store.engine import Database
from alerts.store.turns import Turns

SOON = 20  # seconds: how long a test waits for what happens at once


class Writer(threading.Thread):
    """It has asked once it is made, and writes until it is let go."""

    def __init__(self, turns: Turns, order: list[str], name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._turns, self._order, self._go = turns, order, threading.Event()
        before = turns.waiting
        self.start()
        reached(lambda: turns.waiting > before or name in order)

    def run(self) -> None:
        with self._turns.mine():
            self._order.append(self.name)
            assert self._go.wait(SOON)

    def let_go(self) -> None:
        self._go.set()

    def ended(self) -> bool:
        self.join(SOON)
        return not self.is_alive()


def reached(holds: Callable[[], bool]) -> None:
    tick = threading.Event()
    for _ in range(SOON * 1000):
        if holds():
            return
        tick.wait(0.001)
    raise AssertionError("it never came")


def test_who_writes_page_after_page_goes_behind_the_person_who_waits() -> None:
    """The pages of a broadcast, and somebody who taps between two of them."""
    turns, order = Turns(SOON), list[str]()
    names = ["page 1", "a person", "page 2", "another"]
    writers = [Writer(turns, order, name) for name in names]
    assert order == ["page 1"]
    assert turns.waiting == 3
    for one in writers:
        one.let_go()
    assert all(one.ended() for one in writers)
    assert order == names
    assert turns.waiting == 0


def test_one_that_fails_gives_its_turn() -> None:
    turns, order = Turns(SOON), list[str]()
    with pytest.raises(KeyboardInterrupt), turns.mine():
        following = Writer(turns, order, "next")
        following.let_go()
        raise KeyboardInterrupt
    assert following.ended()
    with turns.mine():
        order.append("after")
    assert order == ["next", "after"]


def test_patience_ends() -> None:
    """Somebody who holds the pen for ever: the database is asked, and says what it has to."""
    turns = Turns(0.01)
    for_ever = Writer(turns, [], "for ever")
    with turns.mine():
        assert turns.waiting == 1
    for_ever.let_go()
    assert for_ever.ended()


def test_a_thread_that_writes_within_its_own_writing_does_not_wait_for_itself() -> None:
    turns = Turns(SOON * 1000)
    with turns.mine(), turns.mine():
        assert turns.waiting == 1


def test_the_database_of_one_writer_gives_turns(database: Database) -> None:
    """PostgreSQL lets them write side by side."""
    if database.dialect == "postgresql":
        assert database.turns is None
        return
    assert database.turns is not None
    order: list[str] = []
    with database.write():
        following = Writer(database.turns, order, "next")
        following.let_go()
        assert database.turns.waiting == 1
        assert order == []
    assert following.ended()
    assert order == ["next"]
