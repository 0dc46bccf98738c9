"""What a beat calls: read what is due, match what is new, deliver what is owed. Each is safe to repeat at any time."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from alerts.ledger.drain import Drained, drain
from alerts.model.delivery import Claimed, Outcome
from alerts.services import structures
from alerts.services.match_new import Matched, match_new
from alerts.services.read_source import Reading, read_source, side_by_side
from bot.wiring import House, judge_of
from scrapers.fetch import Fetcher

Stop = Callable[[], bool]


def never() -> bool:
    """Nobody asks to stop."""
    return False


async def read_due(
    house: House,
    fetcher: Fetcher,
    *,
    force: bool = False,
    first: timedelta | None = None,
    stop: Stop = never,
    progress: Callable[[Reading], None] = lambda _reading: None,
) -> list[Reading]:
    """Every source that is due, side by side (all of them if `force`). A source in trouble never stops another."""
    calls = [
        read_source(
            house.database,
            source,
            fetcher.get,
            house.clock,
            first=first or house.first_days(source),
            force=force,
            validators=fetcher.validators,
            progress=progress,
            stop=stop,
        )
        for source in house.sources
    ]
    return await side_by_side(calls, [source.name for source in house.sources])


async def match_waiting(
    house: House, *, stop: Stop = never, progress: Callable[[Matched], None] = lambda _matched: None
) -> Matched:
    """Every notice that waits, against the structures as they are now."""
    known = await house.database.reading(structures.list_structures)
    judge = await asyncio.to_thread(judge_of, tuple(known))
    return await asyncio.to_thread(match_new, house.database, judge, house.clock, stop=stop, progress=progress)


async def deliver_due(
    house: House,
    *,
    stop: Stop = never,
    progress: Callable[[Claimed, Outcome], None] = lambda _claimed, _outcome: None,
) -> Drained:
    """Every message that is due now."""
    ledger = house.settings.ledger
    return await drain(
        house.database,
        house.channels,
        house.compose(),
        house.clock,
        batch=ledger.batch,
        lease=timedelta(seconds=ledger.lease_seconds),
        stop=stop,
        progress=progress,
    )
