"""Digests in the ledger: one row for each period of a rhythm, due with the alerts that it gathers.

`next_moment` says when both leave; what presses leaves before, alone, and is settled by then. Who changes their rhythm,
their pause or their channels is owed the digest of the new moment, and no longer that of the old one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.model.people import Recipient
from alerts.model.preference import Rhythm
from alerts.model.rhythm import next_moment, zone_of
from alerts.services.held_back import HELD_BACK, STOPPED
from alerts.store import digests, recipients, structures
from alerts.store.digests import WaitingDigest
from alerts.store.engine import Database, Session
from alerts.store.recipients import Listener

EMAIL = "email"
PAGE = 500  # structures a transaction
GATHERING = frozenset({Rhythm.MORNING, Rhythm.WEEK})
NO_LONGER = "le rythme, la pause ou les canaux ont changé : le récapitulatif part à un autre moment, ou ne part plus"


def owe_digests(database: Database, now: datetime) -> int:
    """Owe to everybody whose rhythm gathers, by e-mail, the digest of its next moment; how many are new.

    Safe to repeat, and to run on several machines: call it every hour. A page of structures that is in step costs a
    few reads and no write.
    """
    owed, after = 0, ""
    while True:
        with database.read() as session:
            page = digests.structures_by_mail(session, after, PAGE)
            behind = page and _steps(session, page, recipients.listeners_of(session, page), now)
        if behind:
            with database.write() as session:
                owed += in_step(session, page, now)
        if len(page) < PAGE:
            return owed
        after = page[-1]


def in_step(session: Session, structure_ids: Collection[str], now: datetime) -> int:
    """Put the digests of these structures in step with the rhythms, pauses and channels of today; how many are new.

    Those that nobody is owed any more are settled, those settled by such a change and due again wait again, those whose
    hour changed move. What is due, or in the hands of a worker, is left alone.
    """
    held = structures.channels_of(session, structure_ids)
    steps = _steps(session, held.keys(), recipients.listeners_of(session, held.keys()), now)
    if steps is None:
        return 0
    digests.end_digests(session, steps.unwanted, NO_LONGER, now)
    digests.move_digests(session, steps.moved)
    digests.revive_digests(session, {one.dedupe_key: one.due_at for one in steps.missing}, NO_LONGER)
    return book.owe(session, steps.missing, now)


def next_digest(listener: Listener, now: datetime) -> datetime | None:
    """When their next digest leaves; None for those who have none."""
    if not gathers(listener):
        return None
    return next_moment(listener.preference, now, paused_until=listener.paused_until)


def gathers(listener: Listener) -> bool:
    """True for those who are told a digest: by e-mail, in a rhythm that gathers, and who asked for no silence."""
    stopped = listener.paused_until is not None and listener.paused_until >= STOPPED
    return listener.recipient.channel == EMAIL and listener.preference.rhythm in GATHERING and not stopped


def digest_key(structure_id: str, listener: Listener, at: datetime) -> str:
    """One a day of the recipient's own calendar: the day is that of the moment it is owed for."""
    day = at.astimezone(zone_of(listener.preference)).date()
    return f"digest:{structure_id}:{listener.recipient.key}:{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class _Steps:
    """What keeps the ledger from being in step."""

    missing: Sequence[Owed]
    unwanted: Sequence[WaitingDigest]
    moved: Sequence[tuple[WaitingDigest, datetime]]


def _steps(
    session: Session, structure_ids: Collection[str], audience: Mapping[str, Sequence[Listener]], now: datetime
) -> _Steps | None:
    """None when there is nothing to do."""
    wanted = {one.dedupe_key: one for one in _wanted(audience, now)}
    people = {one.recipient.key for told in audience.values() for one in told if one.recipient.key}
    waiting = digests.waiting_digests(session, people, HELD_BACK)
    free = [one for one in _of(structure_ids, waiting.values()) if one.held_back and one.next_at > now]
    unwanted = [one for one in free if one.dedupe_key not in wanted]
    moved = [
        (one, due) for one in free if one.dedupe_key in wanted and (due := wanted[one.dedupe_key].due_at) != one.next_at
    ]
    known = waiting.keys() | digests.ended(session, wanted.keys() - waiting.keys(), NO_LONGER)
    missing = [one for key, one in wanted.items() if key not in known]
    return _Steps(missing, unwanted, moved) if missing or unwanted or moved else None


def _of(structure_ids: Collection[str], found: Iterable[WaitingDigest]) -> Iterator[WaitingDigest]:
    chosen = frozenset(structure_ids)
    return (one for one in found if one.structure_id in chosen)


def _wanted(audience: Mapping[str, Sequence[Listener]], now: datetime) -> Iterator[Owed]:
    for structure, told in audience.items():
        for one in told:
            at = next_digest(one, now)
            if at is not None:
                yield _owed(structure, one, at)


def _owed(structure_id: str, listener: Listener, at: datetime) -> Owed:
    to: Recipient = listener.recipient
    key = digest_key(structure_id, listener, at)
    return Owed(structure_id, to.channel, DeliveryKind.DIGEST, {}, key, at, to.key, None, Rank.USUAL)
