"""Is everything working? What was read, what left, what comes next: for one person, about one structure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.model.delivery import DeliveryKind
from alerts.model.people import Group, Membership
from alerts.model.rhythm import next_moment
from alerts.services import grouping
from alerts.services.pausing import Paused, paused
from alerts.services.sources import SourceReport, report
from alerts.store import pauses
from alerts.store.engine import Session

_READY = (DeliveryKind.ALERT, DeliveryKind.CORRECTION)


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """`read_at`: the last time it answered. `trouble`: why it does not answer, in French; None while it does."""

    title: str
    read_at: datetime | None
    trouble: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """`last`: when something last left for this person, on any channel. `next_at`: when what is found now would leave.
    `waiting`: alerts and corrections ready, the first of which leaves at `first`; `reminders` have each their own day.

    `silent`: the groups of the structure that can no longer be written to.
    """

    last: datetime | None
    next_at: datetime
    waiting: int
    first: datetime | None
    paused: Paused
    reminders: int = 0
    silent: tuple[Group, ...] = ()


def sources_status(session: Session, titles: Mapping[str, str], now: datetime) -> list[SourceStatus]:
    """One for each source in `titles` (name → title), in its order; those no longer read are left out."""
    lines = report(session, now, tuple(titles))
    return [_source(line, titles[line.name]) for line in lines if line.name in titles]


def told_status(session: Session, membership: Membership, now: datetime) -> Told:
    """About this structure, for the person of this membership, who was checked."""
    to = f"person:{membership.person_id}"
    pause = paused(session, membership, now)
    waiting = pauses.waiting(session, membership.structure_id, to)
    ready = [waiting[kind] for kind in _READY if kind in waiting]
    return Told(
        pauses.last_sent(session, membership.structure_id, to),
        next_moment(membership.preference, now, paused_until=pause.until),
        sum(many for many, _ in ready),
        min((first for _, first in ready), default=None),
        pause,
        waiting[DeliveryKind.REMINDER][0] if DeliveryKind.REMINDER in waiting else 0,
        tuple(one for one in grouping.of_structure(session, membership.structure_id) if one.trouble),
    )


def names_of(sources: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Name → a title short enough for a phone: what stands before its bracket."""
    return {name: title.partition(" (")[0] for name, title in sources}


def _source(line: SourceReport, title: str) -> SourceStatus:
    never = line.last_success is None and not line.failures
    return SourceStatus(title, line.last_success, None if never else line.error)
