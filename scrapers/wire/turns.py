"""Whose turn it is: one request at a time per host, and a rest between two."""

import asyncio
from collections.abc import Awaitable, Callable


class Turns:
    """Locks and rests by host ("boamp.example:443"). `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[object]]) -> None:
        self._clock, self._sleep = clock, sleep
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    def alone(self, host: str) -> asyncio.Lock:
        """The lock to hold while talking with this host."""
        return self._locks.setdefault(host, asyncio.Lock())

    def rest(self, host: str, seconds: float) -> None:
        """This host is not to be asked again before so many seconds; a longer rest already owed is kept."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock() + seconds)

    def left(self, host: str) -> float:
        """Seconds of rest still owed to this host, 0 when there are none."""
        return max(0.0, self._free_at.get(host, 0.0) - self._clock())

    async def wait(self, host: str) -> None:
        """Sleep what is left."""
        left = self.left(host)
        if left > 0:
            await self._sleep(left)
