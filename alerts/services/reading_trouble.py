"""What becomes of a reading when an answer does not come, or cannot be read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.services.reading import LEASE, change
from alerts.store import rejects, sources
from alerts.store.engine import Session
from alerts.store.sources import Pending, SourceState
from scrapers.errors import SourceChanged, SourceError, SourceRefused, SourceUnreachable
from scrapers.source import Reject, Source

PAUSES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
LONGEST_PAUSE = timedelta(hours=6)
MOST_TRIES = 3
OF_ONE_NOTICE = frozenset({"xml", "item"})  # steps of `scrapers.sources`: TED's documents, pages of a feed's items
GONE = frozenset({404, 410})
UNFORESEEN = "erreur inattendue en lisant cette source ({kind}) ; le journal en dit plus"


def unforeseen(error: Exception) -> str:
    """What people are told of a fault that nobody foresaw."""
    return UNFORESEEN.format(kind=type(error).__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`error` is what happened to the request `pending`; `body` what had come, if anything had."""

    source: Source
    pending: Pending
    error: Exception
    body: bytes

    @property
    def sentence(self) -> str:
        if isinstance(self.error, SourceError):
            return self.error.sentence
        return unforeseen(self.error)

    @property
    def about_one_notice(self) -> bool:
        """A page of a search is needed by all that follows; the document of one notice is not."""
        return self.pending.request.step in OF_ONE_NOTICE and not self.pending.first

    @property
    def publisher_id(self) -> str | None:
        """Of that notice, when its source remembers it."""
        memory = self.pending.request.memory
        return memory.get("publisher_id") or memory.get("number")

    @property
    def set_aside_at_once(self) -> bool:
        """One notice that is gone, or is not what it should be: nobody else has to wait for it."""
        gone = isinstance(self.error, SourceRefused) and self.error.status in GONE
        return self.about_one_notice and (gone or isinstance(self.error, SourceChanged))

    @property
    def hopeless(self) -> bool:
        """Refused, unreadable or, for what may have expired, without an answer, several times."""
        silent = isinstance(self.error, SourceUnreachable)
        return self.pending.tries + 1 >= MOST_TRIES and (self.may_have_expired or not silent)

    @property
    def may_have_expired(self) -> bool:
        """A page further on is asked for by a token, which some sites answer with a 500 once it is too old.

        First requests and documents have addresses that last: when there is no answer, they are worth waiting for.
        """
        return not self.pending.first and not self.about_one_notice


def set_aside(session: Session, state: SourceState, trouble: Trouble, now: datetime) -> None:
    """The notice is kept with what came; the reading goes on."""
    change(session, state, next_check_at=now + LEASE, last_success=now)
    kept = Reject(trouble.source.name, trouble.publisher_id, trouble.sentence, trouble.body)
    rejects.put(session, trouble.source.name, [kept], now)
    sources.drop_request(session, trouble.pending)


def put_down(session: Session, state: SourceState, trouble: Trouble, now: datetime) -> datetime:
    """The source will be tried again later, and other sources know nothing of it; when it will be.

    What is left to ask is kept, except when it is hopeless (a token that expired, an answer that is always broken):
    the next reading then starts over, from the last complete one; notices that are held are not asked for again.
    """
    failures = state.failures + 1
    again = now + pause_after(failures, trouble.error)
    change(session, state, failures=failures, error=trouble.sentence, next_check_at=again)
    if trouble.hopeless:
        sources.drop_all_requests(session, trouble.source.name)
        change(session, state, reading_until=None)
    else:
        sources.count_try(session, trouble.pending)
    return again


def not_begun(session: Session, source: Source, error: Exception, now: datetime, *, force: bool) -> datetime | None:
    """Its first requests could not be made: told, and tried again later; None when others have the source."""
    sources.make_known(session, [source.name], now)
    state = sources.claim_source(session, source.name, now, now + LEASE, force=force)
    if state is None:
        return None
    again = now + pause_after(state.failures + 1, error)
    change(session, state, failures=state.failures + 1, error=unforeseen(error), next_check_at=again)
    return again


def pause_after(failures: int, error: Exception) -> timedelta:
    """Longer after each failure in a row, and never shorter than the source asked."""
    pause = PAUSES[failures - 1] if failures <= len(PAUSES) else LONGEST_PAUSE
    asked = error.retry_after if isinstance(error, SourceUnreachable) else None
    return max(pause, timedelta(seconds=asked or 0))
