"""What a beat calls: read what is due, match what is new, deliver what is owed. Each is safe to repeat at any time."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from alerts.clauses.read import read_notice
from alerts.ledger.drain import Drained, drain
from alerts.model.delivery import Claimed, Outcome
from alerts.services import (
    bouncing,
    broadcasting,
    call_waves,
    digesting,
    expiring,
    following_up,
    leading,
    looking,
    nearby,
    radar_letters,
    room_closing,
    slots,
    spreading,
    stepping,
    structures,
    territory_letters,
)
from alerts.services.awarded import owe_awards
from alerts.services.bouncing import Counts
from alerts.services.match_new import Matched, match_new
from alerts.services.read_source import Reading, read_all
from alerts.store import networks
from alerts.store.engine import Session
from bot.mail import mailbox_of
from bot.wiring import House, describe_here, judge_of
from scrapers.fetch import Fetcher

logger = logging.getLogger(__name__)

# On one machine, whatever their number. Proofs, outcomes and awards: what is owed holds for days.
HELPED_EVERY = {"reply-steps": timedelta(minutes=15), "reply-help": timedelta(hours=1)}
ANIMATED_EVERY = {"network-calls": timedelta(minutes=15), "network-letters": timedelta(hours=1)}
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
    return await read_all(
        house.database,
        house.sources,
        fetcher.get,
        house.clock,
        first_of=lambda source: first or house.first_days(source),
        force=force,
        validators=fetcher.validators,
        progress=progress,
        stop=stop,
    )


async def match_waiting(
    house: House, *, stop: Stop = never, progress: Callable[[Matched], None] = lambda _matched: None
) -> Matched:
    """Every notice that waits, against the structures as they are now."""
    known = await house.database.reading(structures.list_structures)
    judge = await asyncio.to_thread(judge_of, tuple(known))
    return await asyncio.to_thread(match_new, house.database, judge, house.clock, stop=stop, progress=progress)


async def refresh_current(house: House) -> int:
    """What is open now, as it is after the last reading; how many opportunities were read again."""
    return await asyncio.to_thread(house.current.refresh, house.clock())


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
        house.composer,
        house.clock,
        batch=ledger.batch,
        lease=timedelta(seconds=ledger.lease_seconds),
        abreast=house.settings.telegram.connections,
        stop=stop,
        progress=progress,
    )


async def owe_digests(house: House) -> int:
    """The digest of the next moment of each rhythm that gathers; how many are new."""
    return await asyncio.to_thread(digesting.owe_digests, house.database, house.clock())


async def look_nearby(house: House) -> int | None:
    """What structures nearly had, once a day; None when it was done already."""
    judging = partial(judge_of, near_misses=True)
    return await asyncio.to_thread(nearby.refresh, house.database, judging, house.clock())


async def spread_broadcasts(house: House, *, stop: Stop = never) -> int:
    """The pages of broadcasts that were confirmed and are not owed to everybody yet; how many messages are new."""
    now = house.clock()
    owed: int = await asyncio.to_thread(spreading.spread, house.database, broadcasting.grounds(now), now, stop=stop)
    return owed


async def help_replies(house: House) -> int:
    """What reply help says by itself: steps to come, proofs that end, what became of it, who won, near a network too;
    how many messages are new."""
    return await asyncio.to_thread(_help_replies, house)


def _help_replies(house: House) -> int:
    now, owed = house.clock(), 0
    with house.database.write() as session:
        steps, others = (slots.take(session, name, every, now) for name, every in HELPED_EVERY.items())
    if steps:
        owed += stepping.owe_steps(house.database, house.composer.case, now)
    for owe in (expiring.owe_endings, following_up.owe_questions, owe_awards, leading.owe_leads) if others else ():
        owed += _owed(house, owe, now)
    return owed


def _owed(house: House, owe: Callable[[Session, datetime], int], now: datetime) -> int:
    """A fault in one of them keeps the others from nothing; the next hour tries again."""
    try:
        with house.database.write() as session:
            return owe(session, now)
    except Exception:
        logger.exception("what reply help says by itself could not be owed: %s", owe.__name__)
        return 0


async def animate_networks(house: House, *, stop: Stop = never) -> int:
    """What networks say by themselves: calls for partners that go on, the radar, the letter of the month; how many
    messages are new."""
    return await asyncio.to_thread(_animate_networks, house, stop)


def _animate_networks(house: House, stop: Stop) -> int:
    now = house.clock()
    with house.database.write() as session:
        taken = {name for name, every in ANIMATED_EVERY.items() if slots.take(session, name, every, now)}
        there = any(one.approved_at is not None for one in networks.all_networks(session)) if taken else False
    if not there:
        return 0
    owed = 0
    if "network-calls" in taken:
        owed += _done(partial(call_waves.call, house.database, now))
        _done(partial(room_closing.close_over, house.database, now, house.links))
    if "network-letters" in taken:
        if not house.current.warm:  # a round that is made once and for all
            house.current.refresh(now)
        owed += _done(partial(radar_letters.owe_radars, house.database, house.current, now))
        _done(partial(looking.look, house.database, read_notice, describe_here, now, stop))
        owed += _done(partial(territory_letters.owe_letters, house.database, now))
    return owed


def _done(work: "partial[int]") -> int:
    """As `_owed`, for what opens its own sessions."""
    try:
        return work()
    except Exception:
        logger.exception("what networks say by themselves could not be owed: %s", work.func.__name__)
        return 0


async def read_returns(house: House) -> Counts | None:
    """What came back to the mailbox of returns; None without one, or when another machine reads it.

    Refusals of how we send are told to the host, in the log. Raises MailboxUnreadable.
    """
    mailbox = mailbox_of(house.settings.bounces)
    if mailbox is None:
        return None
    secret = house.settings.pages.secret.get_secret_value()
    every = timedelta(minutes=house.settings.bounces.every_minutes)
    counts = await asyncio.to_thread(
        bouncing.read_in_turn, house.database, mailbox, secret, house.links, house.clock(), every
    )
    for words in counts.refusals if counts else ():
        logger.error("mail refused for the way it is sent: %s", words)
    return counts
