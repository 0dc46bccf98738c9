"""A broadcast to thousands of members, beside the naive way, and how long a person waits meanwhile.

On SQLite, where one writes at a time. Ours is the product's own: the confirmation of what was previewed, which owes the
first page of members, then the beat that goes on with the others, a transaction a page. The naive way owes all of them
in one transaction with one object a row. Asserted first: both owe the same rows.

- Messages owed a second, by both. Ours also checks what holds a message back (the weekly cap, silence, what another
  broadcast told); the naive way does not.
- Meanwhile somebody taps twenty times a second: the longest wait of what every tap writes, from the moment when it is
  asked for. The threads are those of the process (`bot.schedule`).
- The same while the ledger is emptied: cards are written, sent to a phone that takes them at once, and settled. The
  pace of Telegram plays no part: `alerts` has it, and people go before the ledger there.

Seen on two cores shared with others (load 9), 5,000 members, in two runs: 1,770 and 2,460 messages owed a second beside
490 and 1,030; a person waits 0.2 s at most beside 8 to 17 s, and 0.3 s at most while 400 messages leave. Before writers
of one process took turns (`alerts/store/turns.py`), that wait was already 1 s on a quieter machine, and had no limit.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from alerts.clauses.eligibility import may_answer
from alerts.model.delivery import DeliveryKind
from alerts.model.people import Recipient, Step
from alerts.model.preference import Preference
from alerts.model.rhythm import next_moment
from alerts.services import broadcasting, people, spreading
from alerts.services.broadcast_preview import Preview
from alerts.services.broadcasting import FromNotice
from alerts.services.deliver import deliver
from alerts.store import broadcasts, schema
from alerts.store.engine import Database, open_database
from alerts.store.network_tables import MemberRow
from alerts.store.people_tables import MembershipRow, PersonRow
from alerts.store.tables import DeliveryRow
from alerts.store.values import remembered, to_json
from bot.schedule import THREADS
from tests.alerts.services.crowds import crowd
from tests.alerts.services.networked import Circle, drafted
from tests.alerts.services.phones import Phone
from tests.alerts.services.stories import NOON, read
from tests.bench.row import Row

MEMBERS = 5_000
DRAINED, ALL_DRAINED = 400, 5_000  # messages of the ledger, by default and with `--full`
EVERY = 0.05  # seconds between two taps
ROUNDS = 3
PEER = "one transaction, one object a row"
Owed = set[tuple[object, ...]]
TAPPING = 1001  # somebody of the second member


@dataclass(frozen=True)
class Run:
    """`waits`: seconds of each write of a person meanwhile."""

    owed: Owed
    seconds: float
    waits: list[float]

    @property
    def rate(self) -> float:
        return len(self.owed) / self.seconds


def bench(full: bool = False) -> list[Row]:
    pairs = [(_run(_ours), _run(_naively)) for _ in range(ROUNDS)]
    for mine, its in pairs:
        assert len(mine.owed) == MEMBERS
        assert mine.owed == its.owed
    what, rates = f"{MEMBERS:,} members", [max(one[side].rate for one in pairs) for side in (0, 1)]
    longest = [max(max(one[side].waits) for one in pairs) for side in (0, 1)]
    mean = [_mean([wait for one in pairs for wait in one[side].waits]) for side in (0, 1)]
    return [
        Row("broadcasts", f"{what}: owed", rates[0], "messages/s", PEER, rates[1], lower_is_better=False),
        Row("broadcasts", f"{what}: longest wait of a person", longest[0] * 1000, "ms", PEER, longest[1] * 1000),
        Row("broadcasts", f"{what}: mean wait of a person", mean[0] * 1000, "ms", PEER, mean[1] * 1000),
        *_drained(ALL_DRAINED if full else DRAINED),
    ]


def _drained(messages: int) -> Iterator[Row]:
    with _network(messages) as (database, circle, seen):
        _ours(database, circle, seen)
        phone = Phone()

        async def emptied() -> None:
            done = await deliver(database, {"telegram": phone}, read, may_answer, lambda: NOON)
            assert done.sent == messages

        seconds, waits = asyncio.run(_meanwhile(database, emptied))
        assert len({one.address for one in phone.letters}) == messages, "each of them once"
    what = f"{messages:,} messages leave"
    yield Row("broadcasts", what, messages / seconds, "messages/s", lower_is_better=False)
    yield Row("broadcasts", f"{what}: longest wait of a person", max(waits) * 1000, "ms")
    yield Row("broadcasts", f"{what}: mean wait of a person", _mean(waits) * 1000, "ms")


def _run(owing: Callable[[Database, Circle, Preview], object]) -> Run:
    with _network(MEMBERS) as (database, circle, seen):
        seconds, waits = asyncio.run(_meanwhile(database, lambda: asyncio.to_thread(owing, database, circle, seen)))
        return Run(_owed(database), seconds, waits)


@contextmanager
def _network(members: int) -> Iterator[tuple[Database, Circle, Preview]]:
    """So many members, and a broadcast about a notice, previewed."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/vigie.db")
        try:
            schema.upgrade(database)
            circle = crowd(database, members)
            draft = drafted(database, circle, FromNotice("boamp:26-900501"))
            with database.read() as session:
                seen = broadcasting.preview(session, circle.nadia, draft, NOON)
            yield database, circle, seen
        finally:
            database.close()


async def _meanwhile(database: Database, work: Callable[[], Awaitable[object]]) -> tuple[float, list[float]]:
    """Seconds of the work, and of each write of a person while it goes on."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    over, waits = asyncio.Event(), list[float]()
    taps = asyncio.create_task(_taps(database, over, waits))
    await asyncio.sleep(2 * EVERY)
    waits.clear()
    start = time.perf_counter()
    await work()
    seconds = time.perf_counter() - start
    over.set()
    await taps
    return seconds, waits


async def _taps(database: Database, over: asyncio.Event, waits: list[float]) -> None:
    number = 0
    while not over.is_set():
        number += 1
        start = time.perf_counter()
        await database.writing(people.save_step, TAPPING, Step("di", str(number)))
        waits.append(time.perf_counter() - start)
        await asyncio.sleep(EVERY)


def _ours(database: Database, circle: Circle, seen: Preview) -> None:
    with database.write() as session:
        broadcasting.confirm(session, circle.nadia, seen.broadcast.id, seen.seen, NOON)
    spreading.spread(database, broadcasting.grounds(NOON), NOON)


def _naively(database: Database, circle: Circle, seen: Preview) -> None:
    """Everybody by one query: it is no straw man."""
    with database.write() as session:
        members = select(MemberRow, MembershipRow, PersonRow).where(MemberRow.network_id == circle.id)
        query = members.join(MembershipRow, MembershipRow.structure_id == MemberRow.structure_id)  # type: ignore[arg-type]
        for _, membership, person in session.execute(query.join(PersonRow, PersonRow.id == MembershipRow.person_id)):  # type: ignore[arg-type]
            wish, to = remembered(Preference, membership.preference), Recipient("telegram", f"person:{person.id}")
            session.add(
                DeliveryRow(
                    structure_id=membership.structure_id,
                    match_id=None,
                    channel=to.channel,
                    recipient=to.key,
                    kind=DeliveryKind.BROADCAST.value,
                    cause=to_json(dict, broadcasts.cause_of(seen.broadcast.id)),
                    dedupe_key=spreading.key_of(seen.broadcast.id, membership.structure_id, to),
                    next_at=next_moment(wish, NOON, closes=NOON + timedelta(days=17)),
                    created_at=NOON,
                )
            )


def _owed(database: Database) -> Owed:
    columns = ("structure_id", "channel", "recipient", "kind", "cause", "dedupe_key", "next_at")
    with database.read() as session:
        rows = session.execute(select(DeliveryRow)).scalars()
        return {tuple(getattr(row, name) for name in columns) for row in rows}


def _mean(figures: list[float]) -> float:
    return sum(figures) / len(figures)
