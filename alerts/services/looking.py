"""What is seen in territories: each opportunity is read once, and again when a notice of it changes.

Reading is done outside of any transaction; what was read is written in short ones. A kill loses a batch, which is read
again.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime

from alerts.network.observing import Copy, Describe, observed
from alerts.network.seen import SeenOpportunity
from alerts.services.effective import Read, effective
from alerts.store import notices, opportunities, seen
from alerts.store.engine import Database
from alerts.store.notices import Stored
from alerts.store.seen import Look
from scrapers.notice import Notice, NoticeKind

logger = logging.getLogger(__name__)

BATCH = 200


def look(
    database: Database,
    read: Read,
    describe: Describe,
    now: datetime,
    stop: Callable[[], bool] = lambda: False,
    *,
    batch: int = BATCH,
) -> int:
    """Look at what is new or changed, until nothing is left or `stop()` says so; how many opportunities were read.

    Safe to repeat, and for several workers at once: a second look at the same notices changes nothing.
    """
    total, after = 0, ""
    while not stop():
        with database.read() as session:
            found = seen.to_look_at(session, batch, after)
            today, known = seen.versions_today(session, found), seen.versions_seen(session, found)
            stale = [one for one in found if one in today and today[one] != known.get(one)]
            groups = notices.of_opportunities(session, stale)
        if not found:
            break
        looks = [Look(one, today[one], _look(one, groups[one], read, describe, now)) for one in stale]
        appeared = {one: _appeared(groups[one], now) for one in stale}
        with database.write() as session:
            opportunities.take_turn(session)  # nobody merges them meanwhile
            seen.keep(session, looks, appeared, now)
        total, after = total + len(looks), found[-1]
    return total


def _look(
    opportunity_id: str, group: list[Stored], read: Read, describe: Describe, now: datetime
) -> SeenOpportunity | None:
    try:
        held = [one.notice for one in group]
        copies = [copy for source in dict.fromkeys(one.source for one in held) for copy in _copies(held, source, read)]
        awards = [Copy(one, read(one)) for one in held if one.kind is NoticeKind.AWARD]
        return observed(opportunity_id, copies, awards, _appeared(group, now), describe)
    except Exception:  # a fault of ours in one notice: the others are looked at all the same
        logger.exception("notice %s cannot be looked at", group[0].notice.id)
        return None


def _copies(held: list[Notice], source: str, read: Read) -> list[Copy]:
    """What a source says today: one, or none when it only told of an award."""
    line = effective((one for one in held if one.source == source), read)
    return [Copy(line.notice, line.readings, line.facts.cancelled)] if line is not None else []


def _appeared(group: list[Stored], now: datetime) -> date:
    """The first day of publication; today, when no notice has a date."""
    return min((one.notice.published for one in group if one.notice.published), default=now.date())
