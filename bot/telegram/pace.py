"""Our pace towards Telegram: people before the ledger, never more than it bears, and a flood answer stops everything.

Why not the library's own limiter: docs/decisions/0013-telegram-library.md.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.speed import Call, Effect, Priority, Speed, effect_of

SLACK = 0.5  # seconds, beyond what a flood answer asks for
RETRIES = 3  # of an answer to a person, after flood answers
PATIENCE = {Priority.PERSON: 900.0, Priority.LEDGER: 60.0}  # seconds; the ledger lends its rows for 120

Json: TypeAlias = dict[str, Any]
Answer: TypeAlias = bool | Json | list[Json]


class PaceFull(RetryAfter):
    """Nothing was sent: the call would have waited too long in here. Handled as Telegram's own flood answer."""


def wait_asked(flood: RetryAfter) -> timedelta:
    """How long a flood answer asks to wait, whichever way the library tells it."""
    asked = flood.retry_after
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)


@dataclass(eq=False, slots=True)
class _Waiter:
    call: Call
    until: float
    turn: asyncio.Future[None]


_Lane: TypeAlias = OrderedDict[_Waiter, None]  # the first is found at once, however many left before it


class Pace(BaseRateLimiter[Priority]):
    """`per_second` messages in all, `connections` calls in flight. `rate_limit_args` is a Priority (PERSON by default).

    A call of the ledger raises the flood answer it gets, and PaceFull after a minute in here: its row waits better in
    the database. An answer to a person is tried again after the flood.
    """

    def __init__(
        self,
        per_second: float,
        connections: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._speed, self._clock, self._sleep = Speed(per_second), clock, sleep
        self._free, self._kept_for_people = connections, min(2, connections - 1)
        # By urgency: what nobody sees costs nothing and stops a spinner, then people, then the ledger.
        self._lanes: tuple[_Lane, ...] = (OrderedDict(), OrderedDict(), OrderedDict())
        self._alarm: tuple[float, asyncio.Task[None]] | None = None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nobody waits any more: whoever did has been cancelled with its task."""
        if self._alarm:
            self._alarm[1].cancel()
            with suppress(asyncio.CancelledError):
                await self._alarm[1]
            self._alarm = None

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Priority | None,
    ) -> Answer:
        """Called by the library for every call but getUpdates. Raises PaceFull."""
        call = Call(effect_of(endpoint), _chat_of(data), rate_limit_args or Priority.PERSON)
        retries = 0 if call.priority is Priority.LEDGER else RETRIES
        while True:
            try:
                return await self._in_turn(call, callback, args, kwargs)
            except RetryAfter as flood:
                if isinstance(flood, PaceFull) or not retries:
                    raise
                retries -= 1

    async def _in_turn(self, call: Call, callback: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> Answer:
        async with self._turn(call):
            try:
                answer: Answer = await callback(*args, **kwargs)
            except RetryAfter as flood:
                self._hold(wait_asked(flood).total_seconds() + SLACK)
                raise
            return answer

    @asynccontextmanager
    async def _turn(self, call: Call) -> AsyncIterator[None]:
        """Wait for its turn, and hold a connection meanwhile."""
        waiter = _Waiter(call, self._clock() + PATIENCE[call.priority], asyncio.get_running_loop().create_future())
        lane = self._lane_of(call)
        lane[waiter] = None
        try:
            self._let_go()
            await waiter.turn
            yield
        finally:
            if waiter.turn.done() and not waiter.turn.cancelled() and not waiter.turn.exception():
                self._free += 1
            lane.pop(waiter, None)
            self._let_go()

    def _lane_of(self, call: Call) -> _Lane:
        return self._lanes[0 if call.effect is Effect.NOTHING else 1 + call.priority]

    def _hold(self, seconds: float) -> None:
        self._speed.hold(self._clock() + seconds)

    def _let_go(self) -> None:
        """Give their turn to those who may leave now, turn away those who would wait too long, and set the alarm."""
        now = self._clock()
        self._turn_away(now)
        while waiter := self._next(now):
            self._free -= 1
            self._speed.leaves(waiter.call, now)
            self._lane_of(waiter.call).pop(waiter)
            waiter.turn.set_result(None)
        self._set_alarm(now)

    def _next(self, now: float) -> _Waiter | None:
        for rank, lane in enumerate(self._lanes):
            if self._free <= (self._kept_for_people if rank == 2 else 0):
                break
            if rank and self._speed.any_message > now:
                break
            for waiter in lane:
                if not waiter.turn.done() and self._speed.earliest(waiter.call) <= now:
                    return waiter
        return None

    def _turn_away(self, now: float) -> None:
        """The first of a lane came first, so it is also the first to lose patience."""
        held = self._speed.held_until
        for lane in self._lanes:
            while lane and (waiter := next(iter(lane))).until <= max(now, held):
                lane.pop(waiter)
                if not waiter.turn.done():
                    waiter.turn.set_exception(PaceFull(timedelta(seconds=max(held - now, 1.0))))

    def _set_alarm(self, now: float) -> None:
        moment = min((moment for moment in self._moments() if moment > now), default=None)
        if self._alarm and (moment is None or moment < self._alarm[0]):
            self._alarm[1].cancel()
            self._alarm = None
        if moment is not None and self._alarm is None:
            self._alarm = moment, asyncio.create_task(self._ring(moment - now), name="pace")

    def _moments(self) -> Iterator[float]:
        """When something may change for those who wait. Chats are only looked at when nothing else holds them."""
        quiet, *shown = self._lanes
        yield from (next(iter(lane)).until for lane in self._lanes if lane)
        if quiet:
            yield self._speed.held_until
        if any(shown):
            yield self._speed.any_message
            if self._speed.any_message <= self._clock():
                yield from (self._speed.earliest(waiter.call) for lane in shown for waiter in lane)

    async def _ring(self, seconds: float) -> None:
        await self._sleep(seconds)
        self._alarm = None
        self._let_go()


def _chat_of(sent: Mapping[str, Any]) -> int | str | None:
    """The chat that a call is for. A number may come as text; a group may come by its @name."""
    chat = sent.get("chat_id")
    if chat is None:
        return None
    try:
        return int(chat)
    except (TypeError, ValueError):
        return str(chat)
