"""Kept connections to the relay: opened when needed, used again, closed when nobody needs them any more."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from alerts.channels.email.dialogue import Dialogue
from alerts.channels.email.relay import Relay, connect
from alerts.channels.email.trouble import Missing, NotTaken, Stage

IDLE = 30.0  # seconds; relays close after a few minutes, and count us meanwhile
GOODBYE = 2.0  # seconds

Connect = Callable[[Relay, ssl.SSLContext], Awaitable[Dialogue]]


class Pool:
    """At most `relay.connections` at once. Use inside one event loop; `close()` at the end."""

    def __init__(self, relay: Relay, tls: ssl.SSLContext) -> None:
        self._relay, self._tls = relay, tls
        self._slots = asyncio.Semaphore(relay.connections)
        self._idle: list[tuple[Dialogue, asyncio.TimerHandle]] = []
        self._leaving: set[asyncio.Task[None]] = set()
        self.opened = 0

    @asynccontextmanager
    async def slot(self, by: float) -> AsyncIterator[None]:
        """The right to one connection. Raises NotTaken (BUSY) when none is free at `by`, a time of the event loop."""
        try:
            async with asyncio.timeout_at(by):
                await self._slots.acquire()
        except TimeoutError:
            raise NotTaken(Stage.CONNECT, missing=Missing.BUSY) from None
        try:
            yield
        finally:
            self._slots.release()

    @asynccontextmanager
    async def line(self, by: float, *, fresh: bool = False) -> AsyncIterator[Dialogue]:
        """A conversation, kept for the next one unless it ended. Within a `slot`. Raises NotTaken."""
        held = None if fresh else self._kept()
        if held is None:
            held = await self._open(by)
        try:
            yield held
        finally:
            if not held.ended:
                self._keep(held)

    async def _open(self, by: float) -> Dialogue:
        try:
            async with asyncio.timeout_at(by):
                held = await connect(self._relay, self._tls)
        except TimeoutError:
            raise NotTaken(Stage.CONNECT, missing=Missing.SILENT) from None
        self.opened += 1
        return held

    def _kept(self) -> Dialogue | None:
        while self._idle:
            held, alarm = self._idle.pop()
            alarm.cancel()
            if not held.ended:
                return held
        return None

    def _keep(self, held: Dialogue) -> None:
        alarm = asyncio.get_running_loop().call_later(IDLE, self._let_go, held)
        self._idle.append((held, alarm))

    def _let_go(self, held: Dialogue) -> None:
        self._idle = [one for one in self._idle if one[0] is not held]
        task = asyncio.create_task(held.quit(GOODBYE))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def close(self) -> None:
        """Says goodbye on every kept connection."""
        while self._idle:
            held, alarm = self._idle.pop()
            alarm.cancel()
            self._let_go(held)
        await asyncio.gather(*self._leaving)
