"""Emptying the ledger: claim, write the message, send it, settle. One worker or many, on one machine or several."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.channels.channel import Channel, Letter
from alerts.ledger import book
from alerts.model.delivery import Claimed, Later, Outcome, Refused, Sent
from alerts.store.engine import Database

logger = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(minutes=2)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
DAILY = timedelta(days=1)
LAST_ATTEMPT = 12  # about eight days of trying
GIVEN_UP = "abandonné après {attempts} essais ; dernière erreur : {error}"


Compose = Callable[[Claimed], Letter | Refused]
"""Writes the message of a row, reading the database: called in a thread. Refused: there is nothing left to say."""


@dataclass(frozen=True, slots=True)
class Drained:
    """What one call of `drain` did. `lost_to_others`: rows whose lease had ended, left to whoever has them now."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    lost_to_others: int = 0

    def plus(self, outcome: Outcome | None) -> "Drained":
        return Drained(
            self.sent + isinstance(outcome, Sent),
            self.later + isinstance(outcome, Later),
            self.refused + isinstance(outcome, Refused),
            self.lost_to_others + (outcome is None),
        )


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
) -> Drained:
    """Send everything that is due, until nothing is or `stop()` says so (looked at between two messages).

    Nothing is lost whatever happens: an unforeseen exception is a Later with growing pauses and a line in the log;
    rows in hand when the process dies are due again when their lease ends.
    """
    done = Drained()
    desk = _Desk(database, channels, compose, now, lease, worker)
    while not stop():
        claimed = await database.writing(book.claim, now(), n=batch, lease=lease)
        if not claimed:
            break
        for one in claimed:
            if stop():
                await desk.give_back(one)
                continue
            outcome = await desk.deal_with(one)
            done = done.plus(outcome)
            if outcome is not None:
                progress(one, outcome)
    return done


@dataclass(frozen=True, slots=True)
class _Desk:
    """What dealing with one row needs."""

    database: Database
    channels: Mapping[str, Channel]
    compose: Compose
    now: Callable[[], datetime]
    lease: timedelta
    worker: str

    async def deal_with(self, claimed: Claimed) -> Outcome | None:
        """Send one row and settle it; None when it was no longer ours."""
        if not await self.database.writing(book.renew, claimed, self.now(), lease=self.lease):
            return None
        try:
            outcome = await self._send(claimed)
        except Exception as error:
            outcome = self._after(error, claimed)
        settled = await self.database.writing(book.settle, claimed, outcome, self.now())
        return outcome if settled else None

    async def give_back(self, claimed: Claimed) -> None:
        """A row claimed and not begun is due again at once."""
        await self.database.writing(book.settle, claimed, Later(self.now(), "arrêt demandé"), self.now())

    async def _send(self, claimed: Claimed) -> Outcome:
        channel = self.channels.get(claimed.channel)
        if channel is None:
            return Later(self.now() + DAILY, f"canal « {claimed.channel} » non configuré")
        letter = await asyncio.to_thread(self.compose, claimed)
        if isinstance(letter, Refused):
            return letter
        # Past the lease another worker may send it too: a channel that hangs is cut before that.
        async with asyncio.timeout(self.lease.total_seconds()):
            outcome = await channel.send(letter, claimed)
        return _not_at_once(outcome, self.now())

    def _after(self, error: Exception, claimed: Claimed) -> Outcome:
        logger.exception("delivery %s, attempt %s, worker %s", claimed.id, claimed.attempts, self.worker or "-")
        told = f"{type(error).__name__}: {error}"[:500]
        if claimed.attempts >= LAST_ATTEMPT:
            return Refused(GIVEN_UP.format(attempts=claimed.attempts, error=told))
        return Later(self.now() + pause_after(claimed.attempts), told)


def _not_at_once(outcome: Outcome, now: datetime) -> Outcome:
    """A channel that says "later" and means now would be asked again without end."""
    if isinstance(outcome, Later) and outcome.at <= now:
        return Later(now + BACK_OFF[0], outcome.why)
    return outcome


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the failure of attempt number `attempts` (from 1)."""
    return BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else DAILY
