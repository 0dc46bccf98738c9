"""Reading a source: the requests that are left, one after the other, each answer saved with what is left to ask."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from alerts.services import reading, reading_trouble
from alerts.services.ingest import Ingested
from alerts.services.reading import Fetch, Reply, TakenOver
from alerts.services.reading_trouble import Trouble, unforeseen
from alerts.store import sources
from alerts.store.engine import Database
from alerts.store.sources import Pending, SourceState
from scrapers.errors import SourceError, SourceRefused
from scrapers.source import Page, Source

logger = logging.getLogger(__name__)

FIRST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one call of `read_source` did. `taken` is False when the source was not due, or was in other hands.

    `complete`: the whole period was read. `error` is a French sentence, `next_try` when the source will be tried again.
    """

    source: str
    taken: bool = True
    complete: bool = False
    ingested: Ingested = field(default_factory=Ingested)
    requests: int = 0
    error: str | None = None
    next_try: datetime | None = None


Progress = Callable[[Reading], None]


async def read_source(
    database: Database,
    source: Source,
    fetch: Fetch,
    now: Callable[[], datetime],
    *,
    first: timedelta = FIRST,
    force: bool = False,
    validators: MutableMapping[str, Any] | None = None,
    progress: Progress = lambda _reading: None,
    stop: Callable[[], bool] = lambda: False,
) -> Reading:
    """Read `source` if it is due (or anyway, if `force`), to the end of its period or to the first trouble.

    `first`: how far back the very first reading goes. `validators` are those of the fetcher: the entry of an answer
    that could not be saved, or that others follow, is taken out. Never raises SourceError: the trouble is kept in the
    source's state, with the time of the next try, and told in the result.
    """
    try:
        state = await database.writing(reading.begin, source, now(), first, force=force)
    except Exception as error:
        logger.exception("%s: the reading cannot begin", source.name)
        again = await database.writing(reading_trouble.not_begun, source, error, now(), force=force)
        return Reading(source.name, error=unforeseen(error), next_try=again)
    if state is None:
        return Reading(source.name, taken=False)
    reader = _Reader(database, source, fetch, now, validators if validators is not None else {}, state)
    try:
        while await reader.step(stop):
            progress(reader.so_far())
    except TakenOver:
        logger.warning("%s: another reader took over", source.name)
    return reader.so_far()


async def read_all(
    database: Database,
    chosen: Sequence[Source],
    fetch: Fetch,
    now: Callable[[], datetime],
    *,
    first_of: Callable[[Source], timedelta] = lambda _source: FIRST,
    **options: Any,
) -> list[Reading]:
    """Every source that is due, at the same time; `options` are those of `read_source`. None stops another."""
    calls = [read_source(database, source, fetch, now, first=first_of(source), **options) for source in chosen]
    return await side_by_side(calls, [source.name for source in chosen])


async def side_by_side(calls: Iterable[Awaitable[Reading]], names: Sequence[str]) -> list[Reading]:
    """The readings of these sources, at the same time. One that breaks is logged and told: the others go on."""
    results = await asyncio.gather(*calls, return_exceptions=True)
    return [_told(name, result) for name, result in zip(names, results, strict=True)]


def _told(name: str, result: Reading | BaseException) -> Reading:
    """The reading, or what stopped it; an order to stop (cancelled task, keyboard) is obeyed."""
    if isinstance(result, Reading):
        return result
    if not isinstance(result, Exception):
        raise result
    logger.error("%s: the reading broke", name, exc_info=result)
    return Reading(name, error=unforeseen(result))


@dataclass(slots=True)
class _Reader:
    """A source in hand, and what was read of it so far."""

    database: Database
    source: Source
    fetch: Fetch
    now: Callable[[], datetime]
    validators: MutableMapping[str, Any]
    state: SourceState
    ingested: Ingested = field(default_factory=Ingested)
    requests: int = 0
    complete: bool = False
    error: str | None = None
    next_try: datetime | None = None

    def so_far(self) -> Reading:
        return Reading(self.source.name, True, self.complete, self.ingested, self.requests, self.error, self.next_try)

    async def step(self, stop: Callable[[], bool]) -> bool:
        """Make one request; False when there is nothing more to do now."""
        if stop():
            await self.database.writing(reading.release, self.state, self.now())
            return False
        pending = await self.database.reading(sources.next_request, self.source.name)
        if pending is None:
            await self.database.writing(reading.end, self.source, self.state, self.now())
            self.complete = True
            return False
        return await self._ask(pending)

    async def _ask(self, pending: Pending) -> bool:
        reply: Reply | None = None
        try:
            self.requests += 1
            reply = await self.fetch(pending.request, source=self.source.name)
            page = await asyncio.to_thread(self._page, pending, reply)
            await self._save(pending, page, reply)
        except TakenOver:
            raise
        except Exception as error:
            return await self._trouble(Trouble(self.source, pending, error, reply.body if reply else b""), reply)
        return True

    async def _save(self, pending: Pending, page: Page, reply: Reply) -> None:
        try:
            saved = await self.database.writing(reading.save, self.source, self.state, pending, page, reply, self.now())
        except BaseException:
            self.validators.pop(reply.address, None)  # or a 304 would hide what was not stored
            raise
        if not saved.whole:
            self.validators.pop(reply.address, None)  # or a 304 would hide the pages that follow
        self.state, self.ingested = saved.state, self.ingested.plus(saved.ingested)

    def _page(self, pending: Pending, reply: Reply) -> Page:
        """What the answer holds. Raises SourceError."""
        if reply.not_modified:
            return Page()
        if not 400 <= reply.status < 500:
            return self.source.read(pending.request, reply.body)
        instead = self.source.refused(pending.request, reply.status, reply.body)
        if instead is None:
            words = f"la source a refusé la demande (erreur {reply.status})"
            raise SourceRefused(self.source.name, reply.address, words, status=reply.status)
        return Page(following=instead)

    async def _trouble(self, trouble: Trouble, reply: Reply | None) -> bool:
        """Log it, keep what is needed; True when the reading goes on."""
        foreseen = isinstance(trouble.error, SourceError)
        logger.warning("%s: %s", self.source.name, trouble.error, exc_info=None if foreseen else trouble.error)
        if reply is not None:
            self.validators.pop(reply.address, None)
        if trouble.set_aside_at_once or (trouble.about_one_notice and trouble.hopeless):
            await self.database.writing(reading_trouble.set_aside, self.state, trouble, self.now())
            self.ingested = self.ingested.plus(Ingested(rejects=1))
            return True
        again = await self.database.writing(reading_trouble.put_down, self.state, trouble, self.now())
        self.error, self.next_try = trouble.sentence, again
        return False
