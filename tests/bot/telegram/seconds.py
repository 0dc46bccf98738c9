"""A clock whose seconds pass when everything else has come to rest: hours of waiting in no time."""

import asyncio
import heapq
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


class Seconds:
    """`seconds()` is the moment, `seconds.sleep` waits for another; `await seconds.until(task)` lets them pass."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._number += 1
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, self._number, woken))
        await woken

    async def until(self, awaited: Awaitable[T]) -> T:
        task = asyncio.ensure_future(awaited)
        while not await self._at_rest(task):
            moment, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                self.now = max(self.now, moment)
                woken.set_result(None)
        return await task

    async def _at_rest(self, task: "asyncio.Future[T]") -> bool:
        """Let everything run that can; True when `task` is done."""
        for _ in range(20):
            await asyncio.sleep(0)
            if task.done():
                return True
        assert self._sleepers, "everybody waits, and nobody for the clock"
        return False
