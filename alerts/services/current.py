"""What is open now, read and described once, and kept in memory: thousands of opportunities for one structure.

The index answers « who does this notice concern »; here one structure, often a draft that is saved nowhere, is put
before every opportunity. The oracle does it, the places looked at first: see `tests/alerts/services/test_current.py`.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from alerts.matching import oracle
from alerts.matching.document import Document, LotFacts, Words
from alerts.matching.reasons import place
from alerts.matching.words import Text
from alerts.model.match import Match, Verdict
from alerts.model.reading import Answer, LotReading
from alerts.model.structure import Structure
from alerts.services.effective import Effective, Read, effective
from alerts.services.preview import ENOUGH_DAYS, Found, Preview
from alerts.services.telling import answerable
from alerts.store import current, notices
from alerts.store.current import Standing
from alerts.store.engine import Database
from alerts.store.notices import Stored
from scrapers.notice import Lot, Notice

logger = logging.getLogger(__name__)

Describe = Callable[[Notice, tuple[LotReading, ...]], Document]

DAYS = 30  # what a volume is counted over
LOOKED_BACK = timedelta(days=90)  # older calls that may still be open
MOST = 20_000  # opportunities kept; beyond, the oldest are left out
BATCH = 200
URGENT = timedelta(days=7)
STRAY = 0.02  # the few oldest of the last days say nothing of when we began to read
_ANSWERS = (Answer.YES, Answer.CHECK, Answer.NO)


@dataclass(frozen=True, slots=True)
class _Line:
    """What one source says today, without its long texts, and the document that is matched."""

    notice: Notice
    document: Document
    answerable: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """An opportunity. Without lines: read, and nothing to match in it."""

    id: str
    standing: Standing
    lines: tuple[_Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """An opportunity that can be answered, by the first of its sources that says so."""

    opportunity_id: str
    notice: Notice
    document: Document


class Current:
    """The opportunities of the last 30 days and those still open. For several threads at once."""

    def __init__(self, database: Database, read: Read, describe: Describe, most: int = MOST) -> None:
        self._database, self._read, self._describe, self._most = database, read, describe, most
        self._refreshing = Lock()
        self._held: dict[str, _Held] = {}  # replaced whole: who reads it is never disturbed
        self._began: datetime | None = None

    @property
    def warm(self) -> bool:
        """False until the first `refresh` has ended."""
        return self._began is not None

    def __len__(self) -> int:
        """How many opportunities can be matched."""
        return sum(bool(one.lines) for one in self._held.values())

    def refresh(self, now: datetime) -> int:
        """Read what changed since the last time; how many opportunities were read. One thread at a time, the others
        wait for it. The first time takes about two milliseconds a notice."""
        with self._refreshing:
            with self._database.read() as session:
                standing = current.standing_since(session, (now - LOOKED_BACK).date())
            kept, stale = self._sorted_out(standing)
            for start in range(0, len(stale), BATCH):
                kept.update(self._read_again(stale[start : start + BATCH], standing, now))
            self._held = self._newest(kept)
            self._began = _began(self._held.values(), now)
            return len(stale)

    def matching(self, structure: Structure, now: datetime) -> list[Found]:
        """What is open today and concerns this structure, best first: what closes within a week, then the surest."""
        found = (_found(one, structure, now) for one in self._held.values() if _open(one))
        return sorted((one for one in found if one), key=lambda one: _rank(one, now))

    def opened(self) -> list[Opened]:
        """All that can be answered, whomever it concerns; deadlines may have passed since the last `refresh`."""
        return [
            Opened(one.id, line.notice, line.document)
            for one in self._held.values()
            if _open(one)
            for line in [line for line in one.lines if line.answerable][:1]
        ]

    def preview(self, structure: Structure, now: datetime) -> Preview:
        """What this profile would bring, saved or not. Until `warm`, nothing is known."""
        began, held = self._began, self._held
        if began is None:
            return Preview((), None, 0, 0)
        days = min(DAYS, (now - began).days + 1)
        since, seen, found = now - timedelta(days=DAYS), 0, list[Found]()
        for one in held.values():
            today = _found(one, structure, now) if _open(one) else None
            if today:
                found.append(today)
            if one.standing.appeared >= since:  # time only closes: what concerns it now did so when it appeared
                seen += bool(today or _found(one, structure, min(one.standing.appeared, now)))
        per_week = seen * 7 / days if days >= ENOUGH_DAYS else None
        return Preview(tuple(sorted(found, key=lambda one: _rank(one, now))), per_week, seen, days)

    def _sorted_out(self, standing: dict[str, Standing]) -> tuple[dict[str, _Held], list[str]]:
        """What is known as it is today, and the ids of what must be read."""
        kept: dict[str, _Held] = {}
        stale: list[str] = []
        for opportunity, now in standing.items():
            before = self._held.get(opportunity)
            if before is not None and before.standing.versions == now.versions:
                kept[opportunity] = before if before.standing == now else replace(before, standing=now)
            else:
                stale.append(opportunity)
        return kept, stale

    def _read_again(self, ids: list[str], standing: dict[str, Standing], now: datetime) -> Iterator[tuple[str, _Held]]:
        with self._database.read() as session:
            groups = notices.of_opportunities(session, ids)
        for opportunity, group in groups.items():
            one = _Held(opportunity, standing[opportunity], self._lines(group))
            yield opportunity, one if _worth_keeping(one, now) else replace(one, lines=())

    def _lines(self, group: list[Stored]) -> tuple[_Line, ...]:
        try:
            lines = (
                effective((one.notice for one in group if one.notice.source == source), self._read)
                for source in dict.fromkeys(one.notice.source for one in group)
            )
            return tuple(self._line(held) for held in lines if held is not None)
        except Exception:  # a fault of ours in one notice: the others are looked at all the same
            logger.exception("notice %s cannot be described", group[0].notice.id)
            return ()

    def _line(self, held: Effective) -> _Line:
        document = self._describe(held.notice, held.readings)
        light = replace(held.notice, passages=(), lots=tuple(_light(lot) for lot in held.notice.lots))
        open_to_answers = answerable(held, "cancelled" if held.facts.cancelled else None)
        return _Line(light, replace(document, lots=tuple(_slim(lot) for lot in document.lots)), open_to_answers)

    def _newest(self, held: dict[str, _Held]) -> dict[str, _Held]:
        """Within bounds: the oldest keep their place, without their texts."""
        full = [one for one in held.values() if one.lines]
        if len(full) <= self._most:
            return held
        logger.warning("%d opportunities are kept in memory, out of %d", self._most, len(full))
        oldest = sorted(full, key=lambda one: (one.standing.appeared, one.id))[: len(full) - self._most]
        return held | {one.id: replace(one, lines=()) for one in oldest}


def _light(lot: Lot) -> Lot:
    return replace(lot, passages=())


def _slim(lot: LotFacts) -> LotFacts:
    """Without the sets of words, which only the index asks for: ten times the memory of the texts."""
    title, body, elsewhere = (_without_tokens(words) for words in (lot.title, lot.body, lot.elsewhere))
    return replace(lot, title=title, body=body, elsewhere=elsewhere)


def _without_tokens(words: Words) -> Words:
    some = frozenset(next(iter(words.text.tokens), "").split())  # one is enough to know that there are words
    return Words(Text(words.text.words, some), words.trades, words.labelled)


def _worth_keeping(one: _Held, now: datetime) -> bool:
    """Recent, or with a lot that can still be answered."""
    recent = one.standing.appeared >= now - timedelta(days=DAYS)
    lots = [lot for line in one.lines for lot in line.document.lots]
    return recent or (_open(one) and any(lot.deadline and not lot.passed(now) for lot in lots))


def _open(one: _Held) -> bool:
    return one.standing.closed is None


def _found(one: _Held, structure: Structure, at: datetime) -> Found | None:
    """By the better of the copies of its sources."""
    best: Found | None = None
    for line in one.lines:
        match = _match(structure, line, at)
        if match is not None and (best is None or _sureness(match) < _sureness(best.match)):
            best = Found(one.id, line.notice, match)
    return best


def _match(structure: Structure, line: _Line, at: datetime) -> Match | None:
    """`oracle.match` without near misses, and without asking it about what is surely elsewhere."""
    if not line.answerable or not any(_within_reach(structure, lot, line.document) for lot in line.document.lots):
        return None
    return oracle.match(structure, line.document, at, near_misses=False)


def _within_reach(structure: Structure, lot: LotFacts, document: Document) -> bool:
    return any(
        criteria.territory.whole_france
        or place.reason(criteria.territory, lot.where, document.france).verdict is not Verdict.AGAINST
        for criteria in structure.activities
    )


def _sureness(match: Match) -> tuple[int, int]:
    return _ANSWERS.index(match.answer), sum(reason.verdict is Verdict.CHECK for reason in match.reasons)


def _rank(found: Found, now: datetime) -> tuple[bool, tuple[int, int], datetime, str]:
    lots = [lot for lot in found.notice.lots if lot.id in found.match.lots]
    deadlines = [deadline.at for lot in lots if (deadline := lot.deadline or found.notice.deadline)]
    ahead = min((at for at in deadlines if at > now), default=datetime.max.replace(tzinfo=UTC))
    return ahead - now > URGENT, _sureness(found.match), ahead, found.opportunity_id


def _began(held: Iterable[_Held], now: datetime) -> datetime:
    """Since when notices are read, as far as the last days tell."""
    since = now - timedelta(days=DAYS)
    recent = sorted(one.standing.appeared for one in held if since <= one.standing.appeared <= now)
    return recent[int(len(recent) * STRAY)] if recent else now
