"""One round of the whole way of a notice, with its progress on the screen."""

from datetime import timedelta

from alerts.ledger.drain import Drained
from alerts.services.match_new import Matched
from alerts.services.read_source import Reading
from bot import jobs
from bot.cli.progress import Following
from bot.mail import mailing
from bot.telegram.assistant import sending
from bot.wiring import House, fetcher


async def one_round(house: House, first: timedelta | None = None) -> tuple[list[Reading], Matched, Drained]:
    """Read every source that is due, match what is new, deliver what is owed; with its progress on the screen."""
    with Following() as following:
        async with fetcher(house) as client:
            readings = await jobs.read_due(house, client, first=first, progress=following.reading)
        matched = await jobs.match_waiting(house, progress=following.matched)
        await jobs.owe_digests(house)
        await jobs.help_replies(house)
        await jobs.spread_broadcasts(house)
        await jobs.animate_networks(house)
        async with sending(house), mailing(house):
            drained = await jobs.deliver_due(house, progress=following.sent)
    return readings, matched, drained
