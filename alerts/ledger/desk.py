"""Serving one recipient: write what is due to them, send it, settle it, one message after the other."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.channels.channel import Channel, Letter, Style
from alerts.ledger import book
from alerts.model.delivery import Claimed, Later, Moved, Outcome, Refused, Sent, Unreachable
from alerts.store.engine import Database

logger = logging.getLogger(__name__)

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
DAILY = timedelta(days=1)
LAST_ATTEMPT = 12  # about eight days of trying
GIVEN_UP = "abandonné après {attempts} essais ; dernière erreur : {error}"
STOPPING = "arrêt demandé"
SHARED = "une partie du message est partie d'ailleurs"

Written = list[tuple[list[Claimed], Letter | Refused | Later]]
Compose = Callable[[Sequence[Claimed]], Written]
"""Writes the messages of rows that are due to one recipient: a partition of them, in the order in which they leave.

Called in a thread; several at a time, for different recipients. Refused: there is nothing left to say. Later: this is
not the moment. A channel of pages gives its rows one by one.
"""


@dataclass(frozen=True, slots=True)
class Drained:
    """What one call of `drain` did, in rows. `lost_to_others`: those whose lease had ended, left to whoever has them
    now."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    lost_to_others: int = 0

    def plus(self, outcome: Outcome | None) -> "Drained":
        return Drained(
            self.sent + isinstance(outcome, Sent),
            self.later + isinstance(outcome, Later | Moved),
            self.refused + isinstance(outcome, Refused | Unreachable),
            self.lost_to_others + (outcome is None),
        )


@dataclass(slots=True)
class Tally:
    """Counts, and tells `progress`, what becomes of each row."""

    progress: Callable[[Claimed, Outcome], None]
    done: Drained = Drained()

    def add(self, rows: Sequence[Claimed], outcome: Outcome | None) -> None:
        for one in rows:
            self.done = self.done.plus(outcome)
            if outcome is not None:
                self.progress(one, outcome)


@dataclass(frozen=True, slots=True)
class Desk:
    """What serving a recipient needs."""

    database: Database
    channels: Mapping[str, Channel]
    compose: Compose
    now: Callable[[], datetime]
    lease: timedelta
    worker: str
    stop: Callable[[], bool]
    tally: Tally

    async def deal_with(self, rows: list[Claimed]) -> None:
        """All the rows of one recipient on one channel."""
        channel = self.channels.get(rows[0].channel)
        if channel is None:
            why = f"canal « {rows[0].channel} » non configuré"
            await self._settle(rows, Later(self.now() + DAILY, why))
        elif channel.style is not Style.PAGE:
            await self._serve(channel, rows)
        else:
            for one in rows:
                await self._serve(channel, [one])

    async def _serve(self, channel: Channel, rows: list[Claimed]) -> None:
        if self.stop():
            return await self._give_back(rows, STOPPING)
        left = await self._written(rows)
        while left:
            some, letter = left.pop(0)
            if self.stop():
                await self._give_back(some, STOPPING)
            elif not isinstance(letter, Letter):
                await self._settle(some, letter)
            elif isinstance(outcome := await self._send(channel, some, letter), Unreachable):
                self.tally.add([one for others, _ in left for one in others], outcome)  # settled with this one
                return None
        return None

    async def _written(self, rows: list[Claimed]) -> Written:
        """What fails together is tried apart, so that one row in trouble keeps the others waiting no longer."""
        try:
            return await asyncio.to_thread(self.compose, rows)
        except Exception as error:
            if len(rows) == 1:
                return [(rows, self._after(error, rows[0]))]
            sound, troubles = await self._apart(rows)
            if not troubles:
                return [([one], self._after(error, one)) for one in rows]
            return [*(await self._written(sound) if sound else ()), *troubles]

    async def _apart(self, rows: list[Claimed]) -> tuple[list[Claimed], Written]:
        """Those that can be written alone, and the others with what becomes of them."""
        sound: list[Claimed] = []
        troubles: Written = []
        for one in rows:
            try:
                await asyncio.to_thread(self.compose, [one])
                sound.append(one)
            except Exception as error:
                troubles.append(([one], self._after(error, one)))
        return sound, troubles

    async def _send(self, channel: Channel, rows: list[Claimed], letter: Letter) -> Outcome | None:
        """One letter for all of `rows`; None when it was not sent, since another worker has some of them."""
        ours = await self.database.writing(book.renew, rows, self.now(), lease=self.lease)
        if len(ours) < len(rows):
            self.tally.add([one for one in rows if one not in ours], None)
            await self._give_back(ours, SHARED)
            return None
        try:
            # Past the lease another worker may send it too: a channel that hangs is cut before that.
            async with asyncio.timeout(self.lease.total_seconds()):
                outcome = await channel.send(letter, rows[0])
        except Exception as error:
            for one in rows:
                await self._settle([one], self._after(error, one))
            return None
        await self._settle(rows, outcome)
        return outcome

    async def _settle(self, rows: list[Claimed], outcome: Outcome) -> None:
        told = _not_at_once(outcome, self.now())
        ours = await self.database.writing(book.settle_all, rows, told, self.now())
        self.tally.add(ours, told)
        self.tally.add([one for one in rows if one not in ours], None)

    async def _give_back(self, rows: list[Claimed], why: str) -> None:
        """Rows claimed and not begun are due again at once."""
        await self.database.writing(book.settle_all, rows, Later(self.now(), why), self.now())

    def _after(self, error: Exception, claimed: Claimed) -> Later | Refused:
        logger.error(
            "delivery %s, attempt %s, worker %s", claimed.id, claimed.attempts, self.worker or "-", exc_info=error
        )
        told, failures = f"{type(error).__name__}: {error}"[:500], claimed.failures + 1
        if failures >= LAST_ATTEMPT:
            return Refused(GIVEN_UP.format(attempts=failures, error=told))
        return Later(self.now() + pause_after(failures), told, failed=True)


def _not_at_once(outcome: Outcome, now: datetime) -> Outcome:
    """A channel that says "later" and means now would be asked again without end."""
    if isinstance(outcome, Later) and outcome.at <= now:
        return Later(now + BACK_OFF[0], outcome.why, outcome.failed)
    return outcome


def pause_after(failures: int) -> timedelta:
    """How long to wait after failure number `failures` (from 1)."""
    return BACK_OFF[failures - 1] if failures <= len(BACK_OFF) else DAILY
