"""Storing what was read: new, changed or known, each notice with its opportunity; what could not be read, aside."""

from dataclasses import dataclass
from datetime import datetime

from alerts.services.linking import link
from alerts.store import notices, rejects
from alerts.store.engine import Session
from alerts.store.opportunities import take_turn
from scrapers.source import Page


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many notices were new, changed since they were last read, or known as they are; and how many unreadable."""

    new: int = 0
    changed: int = 0
    known: int = 0
    rejects: int = 0

    def plus(self, other: "Ingested") -> "Ingested":
        return Ingested(
            self.new + other.new,
            self.changed + other.changed,
            self.known + other.known,
            self.rejects + other.rejects,
        )


def ingest(session: Session, page: Page, source_name: str, now: datetime) -> Ingested:
    """Store a page in the caller's transaction. Nothing is matched here: new and changed notices wait for `match_new`.

    A notice that is read at last resolves its reject. Of a notice that comes twice in the page, the last one holds.
    """
    take_turn(session)
    given = {notice.id: notices.written(notice) for notice in page.notices}
    known = notices.known_fingerprints(session, given.keys())
    fresh = [one for one in given.values() if one.notice.id not in known]
    changed = [one for one in given.values() if known.get(one.notice.id, one.fingerprint) != one.fingerprint]
    places = link(session, [one.notice for one in (*fresh, *changed)], now)
    notices.insert_notices(session, fresh, places, now)
    notices.write_over(session, changed, places, now)
    rejects.put(session, source_name, page.rejects, now)
    rejects.resolve(session, source_name, {one.notice.publisher_id for one in given.values()}, now)
    return Ingested(len(fresh), len(changed), len(given) - len(fresh) - len(changed), len(page.rejects))
