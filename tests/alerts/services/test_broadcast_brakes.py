"""The brakes under a broadcast to five thousand members: none lost, none twice, the week is never over-full, and nobody
waits for all of it.

Nothing here is timed: `./run bench broadcasts` measures. What is asked is what a wait depends on: how many rows one
transaction holds, and whose turn is next. That people go before the ledger towards Telegram is asked in
`tests/bot/telegram/test_pace.py`.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import func, select, text

from alerts.model.people import Step
from alerts.services import broadcasting, network_settings, people, spreading
from alerts.services.broadcasting import FromNotice
from alerts.store import broadcasts
from alerts.store.engine import Database, Session
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of
from tests.alerts.services.crowds import CROWD, crowd
from tests.alerts.services.networked import Circle, drafted
from tests.alerts.services.stories import NOON

WEEK = timedelta(days=7)
SOON = 60  # seconds: how long a test waits for what happens at once
TAPPING = 1001  # somebody of the second member


class Killed(BaseException):
    """The process dies: nothing of ours catches it."""


@dataclass
class Watched:
    """A database that notes how many rows of the ledger each transaction wrote. `during` and `after` are called with
    its number, before it is committed and then."""

    database: Database
    rows: list[int] = field(default_factory=list)
    during: Callable[[int, Session], None] = lambda _number, _session: None
    after: Callable[[int], None] = lambda _number: None

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self.database.write() as session:
            before = 0 if self.database.turns is None else _ledger(session)
            yield session
            self.rows.append((_mine(session) if self.database.turns is None else _ledger(session)) - before)
            self.during(len(self.rows), session)
        self.after(len(self.rows))

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self.database.read() as session:
            yield session

    def spread(self) -> int:
        return spreading.spread(cast(Database, self), broadcasting.grounds(NOON), NOON)


def _ledger(session: Session) -> int:
    return session.execute(select(func.count()).select_from(table_of(DeliveryRow))).scalar_one()


def _mine(session: Session) -> int:
    """Of this transaction alone, where others commit theirs meanwhile (PostgreSQL)."""
    ours = "SELECT count(*) FROM delivery WHERE xmin::text::bigint = txid_current() % 4294967296"
    return int(session.execute(text(ours)).scalar_one())


def _dies(at: int) -> Callable[..., None]:
    def hook(number: int, *_: object) -> None:
        if number == at:
            raise Killed

    return hook


def _two_confirmed(database: Database, circle: Circle) -> list[int]:
    """Of a network that may write once a week."""
    with database.write() as session:
        network_settings.set_cap(session, circle.nadia, circle.id, 1)
    drafts = [drafted(database, circle, FromNotice(f"boamp:26-90050{one}")) for one in (1, 2)]
    with database.write() as session:
        for one in drafts:
            broadcasts.mark_sent(session, one, NOON)
    return drafts


def _moments(database: Database, drafts: list[int]) -> dict[str, list[tuple[int, datetime]]]:
    """Structure → (broadcast, when it leaves), in the order in which they leave."""
    ids = [f"s{one:05d}" for one in range(CROWD)]
    found = defaultdict(list)
    with database.read() as session:
        for one in broadcasts.receipts(session, ids, drafts, NOON):
            found[one.structure_id].append((one.broadcast_id, one.at))
    return {structure: sorted(some, key=lambda pair: pair[1]) for structure, some in found.items()}


def test_two_broadcasts_to_five_thousand_two_workers_and_two_kills(database: Database) -> None:
    """One dies in the middle of a page, the other between two: whoever comes next goes on."""
    circle = crowd(database, CROWD)
    drafts = _two_confirmed(database, circle)
    in_the_middle, in_between = Watched(database, during=_dies(5)), Watched(database, after=_dies(7))
    with ThreadPoolExecutor(2) as pool:
        killed = [pool.submit(one.spread) for one in (in_the_middle, in_between)]
        assert [type(one.exception(SOON * 5)) for one in killed] == [Killed, Killed]
    last = Watched(database)
    last.spread()

    moments = _moments(database, drafts)
    assert len(moments) == CROWD, "none is lost"
    assert all([one for one, _ in sorted(some)] == drafts for some in moments.values()), "none is told twice"
    assert all(second - first >= WEEK for (_, first), (_, second) in moments.values()), "once a week"
    assert {some[0][1] for some in moments.values()} == {NOON}, "and nobody waits for nothing"
    kept = in_the_middle.rows[:-1] + in_between.rows + last.rows
    assert sum(kept) == 2 * CROWD
    assert max(kept) == spreading.PAGE, "nobody waits for more than a page"
    with database.read() as session:
        assert [broadcasts.reached(session, one) for one in drafts] == [CROWD, CROWD]


def test_the_confirmation_owes_no_more_than_a_page(database: Database) -> None:
    circle = crowd(database, spreading.PAGE + 50)
    draft = drafted(database, circle, FromNotice("boamp:26-900501"))
    with database.read() as session:
        seen = broadcasting.preview(session, circle.nadia, draft, NOON).seen
    watched = Watched(database)
    with watched.write() as session:
        broadcasting.confirm(session, circle.nadia, draft, seen, NOON)
    assert watched.rows == [spreading.PAGE]


def test_a_person_who_taps_during_a_page_is_served_before_the_next_one(database: Database) -> None:
    circle = crowd(database, 2 * spreading.PAGE)
    draft = drafted(database, circle, FromNotice("boamp:26-900501"))
    with database.write() as session:
        broadcasts.mark_sent(session, draft, NOON)
    tap = threading.Thread(target=_tap, args=[database], daemon=True)
    seen: list[str] = []

    def during(number: int, session: Session) -> None:
        if number == 1:
            tap.start()
            _asked(database, tap)
        else:
            seen.append(people.load_person(session, TAPPING).step.at)

    Watched(database, during=during).spread()
    tap.join(SOON)
    assert seen[0] == "tapped", "the second page waited for them, not they for it"


def _tap(database: Database) -> None:
    with database.write() as session:
        people.save_step(session, TAPPING, Step("di", "tapped"))


def _asked(database: Database, tap: threading.Thread) -> None:
    """Until they wait for their turn; where writers do not wait for one another, until they are served."""
    turns, tick = database.turns, threading.Event()
    if turns is None:
        tap.join(SOON)
        return
    for _ in range(SOON * 100):
        if turns.waiting:
            return
        tick.wait(0.01)
    pytest.fail("nobody ever waited")
