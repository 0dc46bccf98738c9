"""What one notice means for those who were told of its opportunity, and for those who were not. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts.messages.change import Change, Facts, changes
from alerts.model.match import Match
from alerts.model.reading import LotReading
from alerts.services.effective import CHANGING, Effective, Read, effective
from alerts.store.notices import Stored
from alerts.store.opportunities import Opportunity
from scrapers.notice import Notice, NoticeKind

Matches = Callable[[Notice, tuple[LotReading, ...], datetime], Sequence[Match]]


@dataclass(frozen=True, slots=True)
class Judge:
    """How notices are read and matched: `alerts.clauses` and `alerts.matching`, put together by the wiring.

    `read(notice)` reads each lot; `matches(notice, readings, now)` gives matches, and near misses if the wiring asks
    for them (`alerts.services.near_misses`).
    """

    read: Read
    matches: Matches


@dataclass(frozen=True, slots=True)
class Decision:
    """`facts` and `closed` are what the opportunity keeps; `changes` is told to those who know of it already."""

    stored: Stored
    facts: Mapping[str, Any]
    closed: str | None
    matches: tuple[Match, ...] = ()
    changes: tuple[Change, ...] = ()


def decide(stored: Stored, group: Sequence[Stored], opportunity: Opportunity, judge: Judge, now: datetime) -> Decision:
    """`group`: all the notices of the opportunity, in the order of publication."""
    notice = stored.notice
    if notice.kind is NoticeKind.AWARD:
        return Decision(stored, opportunity.facts, opportunity.closed or "awarded")
    line = [one.notice for one in group if one.notice.source == notice.source]
    held = effective(line, judge.read)
    if held is None:
        return Decision(stored, opportunity.facts, opportunity.closed)
    told = _to_tell(stored, line, opportunity, held.facts)
    closed = "cancelled" if held.facts.cancelled else _reopened(opportunity, notice)
    found = judge.matches(held.notice, held.readings, now) if answerable(held, closed) else ()
    return Decision(
        stored,
        _facts_after(opportunity, notice.source, held.facts, told),
        closed,
        tuple(one for one in found if not one.near_miss),
        told,
    )


def answerable(held: Effective, closed: str | None) -> bool:
    """Not closed; and a notice of no known kind must at least have a deadline."""
    return closed is None and (held.notice.kind is not NoticeKind.OTHER or held.notice.deadline is not None)


def _reopened(opportunity: Opportunity, notice: Notice) -> str | None:
    """Closed once is closed, unless the source that had cancelled it publishes it again."""
    before = opportunity.facts.get("sources", {}).get(notice.source)
    taken_back = opportunity.closed == "cancelled" and before is not None and before["cancelled"]
    return None if taken_back else opportunity.closed


def _to_tell(stored: Stored, line: Sequence[Notice], opportunity: Opportunity, after: Facts) -> tuple[Change, ...]:
    """What changed in the line of this source, less what people were told already, through another source.

    A first notice that is read after the one that corrects it completes what we know, and changes nothing.
    """
    before = opportunity.facts.get("sources", {}).get(stored.notice.source)
    late = stored.version == 1 and stored.notice.kind not in CHANGING and line[-1] != stored.notice
    if before is None or late:
        return ()
    here = changes(Facts.from_json(before), after)
    still = changes(Facts.from_json(opportunity.facts["told"]), after) if here else ()
    news = {(one.kind, one.after) for one in still}
    return tuple(one for one in here if (one.kind, one.after) in news)


def _facts_after(opportunity: Opportunity, source: str, after: Facts, told: tuple[Change, ...]) -> Mapping[str, Any]:
    """`told` is what anyone who was told of this opportunity knows of it."""
    sources = {**opportunity.facts.get("sources", {}), source: after.to_json()}
    known = opportunity.facts.get("told")
    return {"told": after.to_json() if told or known is None else known, "sources": sources}
