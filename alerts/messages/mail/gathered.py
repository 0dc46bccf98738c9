"""What a digest tells, gathered by whoever knows it: plain values, in the order of its sections."""

from dataclasses import dataclass
from datetime import datetime

from alerts.messages.message import Message
from alerts.messages.phone.several import Item
from alerts.model.match import Match
from alerts.model.preference import Preference
from alerts.model.reading import LotReading
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure
from scrapers.notice import Deadline, Notice

__all__ = ["Corrected", "Digest", "Item", "KeptOne", "Near", "SourceRead"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """`message` is what `alerts.messages.correction.correction_message` writes, whole; `url` the notice that corrects.

    `status`: what the structure does with it, None when it has said nothing.
    """

    match_id: int
    message: Message
    url: str | None = None
    status: ResponseStatus | None = None


@dataclass(frozen=True, slots=True)
class KeptOne:
    """One opportunity that the structure keeps: the fields of `alerts.services.lists.Item`, and its status.

    `until` is French (« date limite : … », « consultation annulée »); `over`: nobody can answer any more.
    """

    match_id: int
    title: str
    place: str
    until: str
    status: ResponseStatus
    deadline: Deadline | None = None
    over: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A near miss. `match`, `notices`, `readings`: see `alerts.messages.alert`.

    `widen` is what would make it a match (« Ajouter l'Ain à votre territoire », `alerts.matching.widening`), "" when
    nothing precise would; `about` names it for the action: notice id, mark of the change.
    """

    match: Match
    notices: tuple[Notice, ...]
    readings: tuple[LotReading, ...]
    widen: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRead:
    """`title` as people know it (`alerts.messages.words.source_title`). `read_at` (aware): all that was published
    before then is read; None when it never was. `trouble`: a French sentence, None when all is well."""

    title: str
    read_at: datetime | None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """`since`: when the last digest left, None for the first one. `new` holds nothing that was refused or is over.

    What is both new and kept is told once, among the new. `near`: best first.
    """

    structure: Structure
    preference: Preference
    since: datetime | None = None
    new: tuple[Item, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    kept: tuple[KeptOne, ...] = ()
    near: tuple[Near, ...] = ()
    sources: tuple[SourceRead, ...] = ()
