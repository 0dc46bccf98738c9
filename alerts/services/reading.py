"""One step of the reading of a source, in the database: begin, save an answer, put a failure down, end.

Each is one transaction, and holds only while the source is still in our hands (`SourceState.turn`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from alerts.services.ingest import Ingested, ingest
from alerts.store import sources
from alerts.store.engine import Session
from alerts.store.notices import known_fingerprints
from alerts.store.sources import Pending, SourceState
from alerts.store.validators import save_validator
from scrapers.source import Page, Request, Source

LEASE = timedelta(minutes=15)  # longer than one request with all its tries


class Reply(Protocol):
    """What a fetcher gives (`scrapers.fetch.Reply`). Header names are in lower case."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def address(self) -> str: ...
    @property
    def headers(self) -> dict[str, str]: ...
    @property
    def not_modified(self) -> bool: ...


class Fetch(Protocol):
    """`scrapers.fetch.Fetcher.get`. Raises SourceError."""

    async def __call__(self, request: Request, *, source: str) -> Reply: ...


class TakenOver(Exception):
    """Another reader has the source now: what we hold must not be written."""


def begin(session: Session, source: Source, now: datetime, first: timedelta, *, force: bool) -> SourceState | None:
    """Take the source if it is due; None when it is not, or is in other hands.

    A reading that was interrupted goes on where it stopped; else one begins, from the last complete one less the
    source's overlap, or from `first` ago.
    """
    sources.make_known(session, [source.name], now)
    state = sources.claim_source(session, source.name, now, now + LEASE, force=force)
    if state is None or state.reading_until is not None:
        return state
    since = state.last_complete - source.overlap if state.last_complete else now - first
    sources.drop_all_requests(session, source.name)
    sources.push_requests(session, source.name, source.requests(since, now), first=True)
    return change(session, state, reading_until=now)


@dataclass(frozen=True, slots=True)
class Saved:
    """`whole`: nothing is left to ask after this answer, so that "it has not changed" will say all of it again."""

    state: SourceState
    ingested: Ingested
    whole: bool


def save(
    session: Session, source: Source, state: SourceState, pending: Pending, page: Page, reply: Reply, now: datetime
) -> Saved:
    """What an answer held and what is still to be asked, together: a kill repeats one request, and loses nothing."""
    seen = _last_item(state, page, now)
    state = change(session, state, next_check_at=now + LEASE, last_success=now, last_item=seen)
    done = ingest(session, page, source.name, now)
    left = _unknown(session, source, page.following)
    sources.drop_request(session, pending)
    sources.push_requests(session, source.name, left, first=False)
    if pending.first and not left and reply.status == 200:
        _keep_validator(session, source, reply, now)
    return Saved(state, done, whole=not left)


def _keep_validator(session: Session, source: Source, reply: Reply, now: datetime) -> None:
    etag, modified = reply.headers.get("etag"), reply.headers.get("last-modified")
    if etag or modified:
        save_validator(session, source.name, reply.address, etag, modified, now)


def end(session: Session, source: Source, state: SourceState, now: datetime) -> None:
    """Everything was read. What was published while we were reading belongs to the next period."""
    change(
        session,
        state,
        last_complete=state.reading_until,
        reading_until=None,
        failures=0,
        error=None,
        next_check_at=now + source.rhythm,
    )


def release(session: Session, state: SourceState, now: datetime) -> None:
    """Asked to stop in the middle: what is left is due at once."""
    change(session, state, next_check_at=now)


def change(session: Session, state: SourceState, **changes: object) -> SourceState:
    """The state as changed. Raises TakenOver (and the transaction is lost) when the source is no longer ours."""
    if not sources.update_if_mine(session, state, **changes):
        raise TakenOver(state.name)
    return replace(state, **changes)  # type: ignore[arg-type]


def _unknown(session: Session, source: Source, following: tuple[Request, ...]) -> list[Request]:
    """Less the documents that never change and that we hold: three days of overlap cost three pages of search."""
    named = {f"{source.name}:{one.unless_known}" for one in following if one.unless_known}
    held = known_fingerprints(session, named).keys()
    return [one for one in following if f"{source.name}:{one.unless_known}" not in held]


def _last_item(state: SourceState, page: Page, now: datetime) -> object:
    """The latest day of publication seen; days to come are mistakes of the publisher."""
    days = [notice.published for notice in page.notices if notice.published and notice.published <= now.date()]
    return max([*days, *([state.last_item] if state.last_item else [])], default=None)
