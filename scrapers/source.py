"""The contract of a source: which requests to make, and how to read each answer.

A source does no input or output. The reading loop (`alerts.services.read_source`) keeps the requests still to be made
in the database, next to the notices already stored: a kill in the middle loses nothing and repeats one request.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from scrapers.notice import Notice
from scrapers.storable import storable


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, plain enough to be stored as JSON.

    `step` says what its answer is, to the source that made it ("page", "xml"…); `memory` carries what the source
    needs to go on (offsets, tokens, what the search already told of a notice). `unless_known` is the publisher's id of
    a notice that never changes once published: the request is not made when that notice is held already.
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    json: dict[str, object] | None = None  # a POST when present
    step: str = "page"
    memory: dict[str, str] = field(default_factory=dict)
    unless_known: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A notice that could not be read, kept with its bytes for a second reading."""

    source: str
    publisher_id: str | None
    reason: str  # French sentence
    content: bytes

    def __post_init__(self) -> None:
        """A reason often quotes what could not be read: what no database takes is left out of it."""
        object.__setattr__(self, "reason", storable(self.reason))
        if self.publisher_id is not None:
            object.__setattr__(self, "publisher_id", storable(self.publisher_id))


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer held: notices, rejects, and the requests that follow from it."""

    notices: tuple[Notice, ...] = ()
    rejects: tuple[Reject, ...] = ()
    following: tuple[Request, ...] = ()


class Source(Protocol):
    """One publisher. `rhythm` is the pause between two readings, `overlap` how far back each reading looks again."""

    name: str
    title: str
    home: str
    licence: str
    rhythm: timedelta
    overlap: timedelta

    def requests(self, since: datetime, now: datetime) -> tuple[Request, ...]:
        """The first requests of a reading of everything published from `since` to `now` (both aware)."""

    def read(self, request: Request, body: bytes) -> Page:
        """Read one answer. Raises SourceChanged when the answer as a whole is not what this source sends."""

    def refused(self, request: Request, status: int, body: bytes) -> tuple[Request, ...] | None:
        """What to ask instead after a 4xx (bisecting a refused field…), or None when it is an error."""

    def reread(self, content: bytes) -> Page:
        """Read again the bytes of one `Reject`."""
