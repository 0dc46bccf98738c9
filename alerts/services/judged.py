"""Judging notices that somebody brings: what they say together, opportunity by opportunity. Nobody is told."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.model.match import Match
from alerts.services.effective import effective
from alerts.services.ingest import ingest
from alerts.services.telling import Judge, answerable
from alerts.store import notices
from alerts.store.engine import Database
from alerts.store.notices import Stored
from scrapers.notice import Notice
from scrapers.source import Page

PAGE = 500


def take_in(database: Database, brought: Iterable[Notice], now: datetime) -> None:
    """Store notices of any source, so that copies and corrections find their opportunity."""
    by_source: dict[str, list[Notice]] = {}
    for notice in brought:
        by_source.setdefault(notice.source, []).append(notice)
    for source, found in by_source.items():
        for start in range(0, len(found), PAGE):
            with database.write() as session:
                ingest(session, Page(tuple(found[start : start + PAGE])), source, now)


def judged(database: Database, judge: Judge, now: datetime) -> Iterator[tuple[Notice, list[Match]]]:
    """Each opportunity as it holds after its corrections, with one match a structure: the better of its copies."""
    with database.read() as session:
        ids = notices.all_opportunities(session)
    for start in range(0, len(ids), PAGE):
        with database.read() as session:
            groups = notices.of_opportunities(session, ids[start : start + PAGE])
        for group in groups.values():
            yield from _judged(group, judge, now)


def _judged(group: list[Stored], judge: Judge, now: datetime) -> Iterator[tuple[Notice, list[Match]]]:
    best: dict[str, Match] = {}
    first: Notice | None = None
    for source in dict.fromkeys(one.notice.source for one in group):
        held = effective((one.notice for one in group if one.notice.source == source), judge.read)
        if held is None or not answerable(held, "cancelled" if held.facts.cancelled else None):
            continue
        first = first or held.notice
        for match in judge.matches(held.notice, held.readings, now):
            known = best.get(match.structure_id)
            if known is None or (known.near_miss and not match.near_miss):
                best[match.structure_id] = match
    if first is not None and best:
        yield first, [best[structure] for structure in sorted(best)]
