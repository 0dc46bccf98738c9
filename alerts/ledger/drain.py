"""Emptying the ledger: claim, write the message, send it, settle. One worker or many, on one machine or several.

Recipients are served side by side, each one in order: whoever answers slowly delays nobody else.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Self

from alerts.channels.channel import Channel, Style
from alerts.ledger import book
from alerts.ledger.desk import BACK_OFF, LAST_ATTEMPT, Compose, Desk, Drained, Tally, pause_after
from alerts.model.delivery import Claimed, Outcome
from alerts.store.engine import Database, Session

__all__ = ["BACK_OFF", "BATCH", "LAST_ATTEMPT", "LEASE", "Compose", "Drained", "drain", "pause_after"]

BATCH = 20
LEASE = timedelta(minutes=2)
ABREAST = 10  # recipients served at the same time

Lane = tuple[str, str]  # channel, and whom it is for there


async def drain(
    database: Database,
    channels: Mapping[str, Channel],
    compose: Compose,
    now: Callable[[], datetime],
    *,
    batch: int = BATCH,
    lease: timedelta = LEASE,
    worker: str = "",
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[Claimed, Outcome], None] = lambda _claimed, _outcome: None,
    abreast: int = ABREAST,
) -> Drained:
    """Send everything that is due, until nothing is or `stop()` says so (looked at between two messages).

    `abreast` recipients at a time. What is due to one recipient of a channel of cards is claimed and written together.
    Nothing is lost whatever happens: an unforeseen exception is a Later with growing pauses and a line in the log;
    rows in hand when the process dies are due again when their lease ends.
    """
    tally = Tally(progress)
    desk = Desk(database, channels, compose, now, lease, worker, stop, tally)
    together = frozenset(name for name, channel in channels.items() if channel.style is not Style.PAGE)
    async with _Running(abreast) as running:
        while not stop():
            claimed = await database.writing(_claim, now(), batch, lease, together)
            if claimed:
                for lane, rows in _lanes(claimed).items():
                    await running.start(lane, partial(desk.deal_with, rows))
            elif not await running.one_ended():
                break
    return tally.done


def _claim(session: Session, now: datetime, batch: int, lease: timedelta, together: frozenset[str]) -> list[Claimed]:
    """What is due, and all that is due with it to the same recipients of channels that tell together."""
    if together:
        book.take_turn(session)
    claimed = book.claim(session, now, n=batch, lease=lease)
    told = dict.fromkeys(one.to for one in claimed if one.recipient and one.channel in together)
    for to in book.with_more_due(session, told, now) if len(told) > 1 else told:
        claimed += book.claim_with(session, to, now, lease=lease)
    return claimed


def _lanes(claimed: list[Claimed]) -> dict[Lane, list[Claimed]]:
    """By recipient; what is for a structure itself, by structure."""
    found: dict[Lane, list[Claimed]] = {}
    for one in claimed:
        found.setdefault((one.channel, one.recipient or f"structure:{one.structure_id}"), []).append(one)
    return found


class _Running:
    """The recipients being served: at most `abreast`, and never the same one twice at a time.

    Leaving waits for all of them; leaving on an error cuts them short: what they held is due again later.
    """

    def __init__(self, abreast: int) -> None:
        self._abreast = abreast
        self._tasks: dict[Lane, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            while error is None and await self.one_ended():
                pass
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def start(self, lane: Lane, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """As soon as there is room, and its last turn is over."""
        while lane in self._tasks or len(self._tasks) >= self._abreast:
            await self.one_ended()
        self._tasks[lane] = asyncio.create_task(work())

    async def one_ended(self) -> bool:
        """Wait for one of them; False when there is none. Raises what it raised: the database is gone."""
        if not self._tasks:
            return False
        ended, _ = await asyncio.wait(self._tasks.values(), return_when=asyncio.FIRST_COMPLETED)
        self._tasks = {lane: task for lane, task in self._tasks.items() if task not in ended}
        for task in ended:
            task.result()
        return True
