"""How the sources are doing, and the second reading of what could not be read."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alerts.services.ingest import Ingested, ingest
from alerts.store import notices, rejects, sources
from alerts.store.engine import Database, Session
from alerts.store.rejects import Kept
from scrapers.errors import NoticeUnreadable, SourceError
from scrapers.source import Page, Source

logger = logging.getLogger(__name__)

NEVER_READ = "jamais lue"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One line of `vigie sources`. `lag`: since the end of the last period read whole. `error` is a French sentence.

    `pending`: requests left of an interrupted reading. `rejects`: notices kept aside; `troubles`: notices read but not
    matched, by a fault of ours.
    """

    name: str
    last_success: datetime | None
    last_complete: datetime | None
    last_item: date | None
    lag: timedelta | None
    next_try: datetime | None
    failures: int
    error: str | None
    pending: int
    rejects: int
    troubles: int


def report(session: Session, now: datetime, names: Sequence[str] = ()) -> list[SourceReport]:
    """One line a source: those of `names` first, in their order, even never read, then those read in the past."""
    known = sources.states(session)
    pending, aside = sources.count_pending(session), rejects.count_unread(session)
    troubles = notices.count_troubles(session)
    lines = []
    for name in dict.fromkeys((*names, *sorted(known))):
        state = known.get(name)
        last = state.last_complete if state else None
        lines.append(
            SourceReport(
                name,
                state.last_success if state else None,
                last,
                state.last_item if state else None,
                now - last if last else None,
                state.next_check_at if state else None,
                state.failures if state else 0,
                state.error if state else NEVER_READ,
                pending.get(name, 0),
                aside.get(name, 0),
                troubles.get(name, 0),
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class Retried:
    """What a second reading gave: rejects read at last, and those still unreadable with their reason."""

    read: int
    still: tuple[tuple[str, str], ...]  # (source:publisher's id, reason)
    ingested: Ingested
    matched_again: int  # notices that could not be matched, and will be tried again


def retry_rejects(
    database: Database, catalogue: Mapping[str, Source], now: datetime, source: str | None = None
) -> Retried:
    """Read again the bytes of every reject (of one source, or all), one transaction each."""
    with database.read() as session:
        waiting = rejects.unread(session, source)
    total, still = Ingested(), []
    for reject_id in waiting:
        with database.write() as session:
            outcome = _retry(session, catalogue, reject_id, now)
        if isinstance(outcome, Ingested):
            total = total.plus(outcome)
        else:
            still.append(outcome)
    with database.write() as session:
        again = notices.forget_troubles(session, source)
    return Retried(len(waiting) - len(still), tuple(still), total, again)


def _retry(
    session: Session, catalogue: Mapping[str, Source], reject_id: int, now: datetime
) -> Ingested | tuple[str, str]:
    """What was read at last, or (source:publisher's id, reason)."""
    kept = rejects.load(session, reject_id)
    if kept is None:  # removed meanwhile
        return Ingested()
    page = _reread(catalogue.get(kept.source), kept)
    if isinstance(page, str):
        rejects.tell_again(session, kept.id, page)
        return f"{kept.source}:{kept.publisher_id or '?'}", page
    done = ingest(session, page, kept.source, now)
    rejects.resolve_one(session, kept.id, now)
    return done


def _reread(source: Source | None, kept: Kept) -> Page | str:
    """The page, or the reason why it cannot be read."""
    if source is None:
        return "cette source n'est plus dans le catalogue"
    try:
        page = source.reread(kept.content)
    except SourceError as error:
        return error.sentence
    except NoticeUnreadable as error:
        return error.reason
    except Exception as error:  # a fault of ours in one notice: the others must not wait for its repair
        logger.exception("reject %s of %s cannot be read", kept.id, kept.source)
        return f"erreur inattendue ({type(error).__name__}) ; le journal en dit plus"
    return page.rejects[0].reason if page.rejects else page
