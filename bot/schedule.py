"""What beats when. A beat only asks the database what is due: a restart, or a second machine, changes nothing."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from alerts.intake.gazetteer import gazetteer
from alerts.services import addresses, bouncing, inbox, limits, tokens
from bot import jobs
from bot.mail import mailing
from bot.pages.opened import pages
from bot.telegram.assistant import assistant
from bot.wiring import House, fetcher
from scrapers.fetch import Fetcher

logger = logging.getLogger(__name__)

READING_SECONDS = 60  # between two looks at which source is due
THREADS = 12  # a slow answer or two must not hold up the notes of the inbox; the database opens 15 connections
TIDYING_SECONDS = 6 * 3600
SPREADING_SECONDS = 60  # a large network hears of a broadcast within minutes
HELPING_SECONDS = 900  # between two looks at what answers under way call for
ANIMATING_SECONDS = 900  # between two looks at what networks call for
GATHERING_SECONDS = 900  # somebody who subscribes just before their hour is not kept waiting for a week

Beat = Callable[[], Awaitable[None]]


async def serve(house: House, *, install_signals: bool = True) -> None:
    """Beat and talk until SIGTERM or SIGINT; then finish the step in hand, and leave the rest to the next start.

    Raises ChatTrouble when the chat cannot go on, CannotListen when an address is taken, RelayUnusable or KeyUnusable
    when mail cannot leave: only the host can mend those.
    """
    stopping = asyncio.Event()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "vigie"))
    if install_signals:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, stopping.set)
    async with (
        fetcher(house) as client,
        mailing(house),
        assistant(house, stopping) as routes,
        pages(house, routes),
    ):
        beats = Beats(house, client, stopping)
        asyncio.get_running_loop().run_in_executor(None, gazetteer)  # two seconds that nobody should wait for
        scheduler = scheduled(beats)
        scheduler.start()
        await stopping.wait()
        logger.info("stopping: finishing what is in hand")
        scheduler.pause()
        await beats.done()
        scheduler.shutdown()


@dataclass(slots=True)
class Beats:
    """The beats and those under way. A beat that fails is one line in the log: the next one tries again."""

    house: House
    client: Fetcher
    stopping: asyncio.Event
    under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def read_and_match(self) -> None:
        await jobs.read_due(self.house, self.client, stop=self.stopping.is_set)
        await jobs.match_waiting(self.house, stop=self.stopping.is_set)
        await jobs.refresh_current(self.house)

    async def tidy(self) -> None:
        """What is over is forgotten: links, numbers of what was heard, counts, addresses that nobody confirmed. Those
        that refused a while ago are tried again."""
        for sweep in (tokens.sweep, inbox.sweep, limits.sweep, addresses.sweep, bouncing.probe):
            await self.house.database.writing(sweep, self.house.clock())

    async def gather(self) -> None:
        """The digests to come, and what they will say of what is just beside."""
        await jobs.owe_digests(self.house)
        await jobs.look_nearby(self.house)

    async def spread_broadcasts(self) -> None:
        await jobs.spread_broadcasts(self.house, stop=self.stopping.is_set)

    async def help_replies(self) -> None:
        await jobs.help_replies(self.house)

    async def animate_networks(self) -> None:
        await jobs.animate_networks(self.house, stop=self.stopping.is_set)

    async def read_returns(self) -> None:
        await jobs.read_returns(self.house)

    async def deliver(self) -> None:
        await jobs.deliver_due(self.house, stop=self.stopping.is_set)

    def surviving(self, beat: Beat) -> Beat:
        """The beat, known while it runs, and whose failure stops nothing."""

        async def run() -> None:
            task = asyncio.current_task()
            assert task is not None  # noqa: S101
            self.under_way.add(task)
            try:
                await beat()
            except Exception:
                logger.exception("a beat failed; the next one tries again")
            finally:
                self.under_way.discard(task)

        return run

    async def done(self) -> None:
        """When the beats under way have ended."""
        await asyncio.gather(*self.under_way, return_exceptions=True)


def scheduled(beats: Beats) -> AsyncIOScheduler:
    """The scheduler, not started. Late beats run once and never pile up: by default APScheduler drops those a second
    late."""
    scheduler = AsyncIOScheduler(
        timezone="Europe/Paris",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
    )
    every = {
        beats.read_and_match: READING_SECONDS,
        beats.deliver: beats.house.settings.ledger.every_seconds,
        beats.tidy: TIDYING_SECONDS,
        beats.gather: GATHERING_SECONDS,
        beats.help_replies: HELPING_SECONDS,
        beats.spread_broadcasts: SPREADING_SECONDS,
        beats.animate_networks: ANIMATING_SECONDS,
        beats.read_returns: 60 * beats.house.settings.bounces.every_minutes,
    }
    for beat, seconds in every.items():
        scheduler.add_job(
            beats.surviving(beat), "interval", seconds=seconds, id=beat.__name__, next_run_time=beats.house.clock()
        )
    return scheduler
