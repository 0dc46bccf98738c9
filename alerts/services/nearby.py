"""What structures nearly had, looked for once a day and kept for their digests."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from alerts.model.structure import Structure
from alerts.services import digesting, reminding, slots
from alerts.services.near_misses import near_misses
from alerts.services.telling import Judge
from alerts.store import digests, recipients, structures
from alerts.store import near_misses as kept
from alerts.store.engine import Database, Session
from alerts.store.near_misses import NearMiss

SLOT = "near-misses"
EVERY = timedelta(days=1)
LOOKED_BACK = timedelta(days=10)  # the week of a digest, and the days that a publisher may take
KEEP = 6  # three are told: some become matches, close, or were told before
PAGE = 500  # structures a transaction

Judging = Callable[[tuple[Structure, ...]], Judge]
"""Makes the judge of these structures, which must give near misses."""


def refresh(database: Database, judging: Judging, now: datetime) -> int | None:
    """The daily look, for the structures that are told a digest by e-mail; for how many something was found.

    None when another beat, or another machine, has done it today. Safe to call every hour.
    """
    with database.write() as session:
        if not slots.take(session, SLOT, EVERY, now):
            return None
    chosen = tuple(_who_reads(database))
    since = (now - LOOKED_BACK).date()
    found = near_misses(database, judging(chosen), since, now, keep=KEEP) if chosen else {}
    ids = sorted(found)
    for start in range(0, len(ids), PAGE):
        with database.write() as session:
            there = structures.channels_of(session, ids[start : start + PAGE])
            kept.replace_near_misses(session, {one: found[one] for one in there}, now)
    with database.write() as session:
        kept.forget_before(session, now)
    return len(found)


def of(
    session: Session, structure_ids: Collection[str], now: datetime, since: datetime | None = None
) -> dict[str, list[NearMiss]]:
    """Structure id → what it nearly had, best first, and can still be answered.

    What became a match meanwhile, or closed, is left out; so is all of a profile that changed since the last look.
    `since`: only what was read for the first time after that.
    """
    found = kept.still_near(session, structure_ids)
    return {
        structure: [one for one in ranked if (since is None or one.seen_at > since) and not _passed(one, now)]
        for structure, ranked in found.items()
    }


def _who_reads(database: Database) -> list[Structure]:
    """Structures with somebody who is told a digest."""
    with database.read() as session:
        known = {one.id: one for one in structures.all_structures(session)}
    chosen: list[Structure] = []
    after = ""
    while True:
        with database.read() as session:
            page = digests.structures_by_mail(session, after, PAGE)
            told = recipients.listeners_of(session, page)
        chosen += [known[one] for one in page if one in known and any(map(digesting.gathers, told.get(one, ())))]
        if len(page) < PAGE:
            return chosen
        after = page[-1]


def _passed(one: NearMiss, now: datetime) -> bool:
    deadline = reminding.known_deadline(one.match, one.facts, now)
    return deadline is not None and deadline.at <= now
