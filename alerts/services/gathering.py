"""What a digest tells beside its news: since when, what is kept, what was nearly had, what was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts.messages.mail.gathered import KeptOne, SourceRead
from alerts.model.people import Recipient
from alerts.model.structure import Structure
from alerts.services import lists, nearby
from alerts.services.lists import Item
from alerts.services.wording import Ground
from alerts.store import digests, notices, sources
from alerts.store.engine import Session

KEPT_MOST = 40
NEAR_MOST = 3
NO_MATCH = 0  # a near miss has no number: nobody can keep it


@dataclass(frozen=True, slots=True)
class Gathered:
    """`near`: grounds of near misses, best first, that are matches of nobody."""

    since: datetime | None
    kept: tuple[KeptOne, ...]
    near: tuple[Ground, ...]
    sources: tuple[SourceRead, ...]


def gathered(
    session: Session, structure: Structure, since: datetime | None, titles: Mapping[str, str], now: datetime
) -> Gathered:
    """`titles`: source → its title as people know it, in the order in which they are told."""
    kept = lists.kept(session, structure.id, now, limit=KEPT_MOST).items
    return Gathered(
        since,
        tuple(one for item in kept if (one := _kept(item)) is not None),
        _near(session, structure, since, now),
        sources_read(session, titles),
    )


def since_last(session: Session, structure_id: str, to: Recipient, before: datetime | None = None) -> datetime | None:
    """When their last digest left (or the last one `before`), to the hour: the people of one structure, who are told
    within minutes, read the same."""
    last = digests.last_told(session, structure_id, to, before)
    return last.replace(minute=0, second=0, microsecond=0) if last else None


def sources_read(session: Session, titles: Mapping[str, str]) -> tuple[SourceRead, ...]:
    """One for each source in `titles`; those never read say so."""
    known = sources.states(session)
    found = []
    for name, title in titles.items():
        state = known.get(name)
        trouble = state.error if state and state.failures else None
        found.append(SourceRead(title, state.last_complete if state else None, trouble))
    return tuple(found)


def _near(session: Session, structure: Structure, since: datetime | None, now: datetime) -> tuple[Ground, ...]:
    found = nearby.of(session, [structure.id], now, since).get(structure.id, [])[:NEAR_MOST]
    groups = notices.of_opportunities(session, {one.opportunity_id for one in found}) if found else {}
    return tuple(Ground(structure, NO_MATCH, one.match, groups[one.opportunity_id]) for one in found)


def _kept(item: Item) -> KeptOne | None:
    if item.response is None:
        return None
    return KeptOne(
        item.match_id,
        item.title,
        item.place,
        item.until,
        item.response.status,
        item.deadline,
        item.over,
        item.url,
    )
