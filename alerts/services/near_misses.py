"""What structures nearly had: every open opportunity judged again when somebody asks, since none of it is kept."""

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import Answer
from alerts.services.effective import effective
from alerts.services.telling import Judge, answerable
from alerts.store import matches, notices
from alerts.store.engine import Database, Session
from alerts.store.notices import Stored
from scrapers.notice import Notice

logger = logging.getLogger(__name__)

BATCH = 200
# What a structure may stretch or look at all the same; another trade, a word it refuses or a right it has not, less so.
WITHIN_REACH = frozenset({Criterion.PLACE, Criterion.AMOUNT, Criterion.TIME, Criterion.WORDS, Criterion.WANT})
OUT_OF_REACH = (Criterion.TRADE, Criterion.EXCLUDED, Criterion.ELIGIBILITY)
ANSWERS = (Answer.YES, Answer.CHECK, Answer.NO)

Rank = tuple[int, int, int, int]


def near_misses(
    database: Database, judge: Judge, since: date, now: datetime, *, keep: int = 3
) -> dict[str, list[Match]]:
    """Structure id → its near misses among the open opportunities with a notice published since then, best first.

    At most `keep` a structure, one an opportunity, and never one that it was told of or that concerns it in full.
    `judge` must give near misses (`bot.wiring.judge_of`). Reads only, a batch at a time.
    """
    with database.read() as session:
        ids = notices.open_opportunities(session, since)
    best: dict[str, list[tuple[Rank, Match]]] = {}
    for start in range(0, len(ids), BATCH):
        with database.read() as session:
            groups = notices.of_opportunities(session, ids[start : start + BATCH])
            told = matches.structures_told(session, groups.keys())
        for opportunity, group in groups.items():
            for rank, match in _near(group, judge, told.get(opportunity, ()), now):
                ranked = best.setdefault(match.structure_id, [])
                ranked.append((rank, match))
                ranked.sort(key=lambda pair: (pair[0], pair[1].notice_id))
                del ranked[keep:]
    return {structure: [match for _, match in ranked] for structure, ranked in sorted(best.items()) if ranked}


def notices_of(session: Session, found: Iterable[Match]) -> dict[str, Notice]:
    """Notice id → the notice that each of these speaks of."""
    return notices.load_notices(session, {one.notice_id for one in found})


def _near(group: list[Stored], judge: Judge, told: Collection[str], now: datetime) -> Iterator[tuple[Rank, Match]]:
    """One a structure, by the better of the copies; nothing for those that were told or that a copy concerns."""
    found = [pair for line in _lines(group) for pair in _judged(line, judge, now)]
    concerned = {match.structure_id for _, match in found if not match.near_miss}.union(told)
    seen: set[str] = set()
    for rank, match in sorted(found, key=lambda pair: (pair[0], pair[1].notice_id)):
        if match.structure_id not in concerned and match.structure_id not in seen:
            seen.add(match.structure_id)
            yield rank, match


def _lines(group: list[Stored]) -> list[list[Notice]]:
    """The notices of each source."""
    return [
        [one.notice for one in group if one.notice.source == source]
        for source in dict.fromkeys(one.notice.source for one in group)
    ]


def _judged(line: list[Notice], judge: Judge, now: datetime) -> list[tuple[Rank, Match]]:
    try:
        held = effective(line, judge.read)
        if held is None or not answerable(held, "cancelled" if held.facts.cancelled else None):
            return []
        return [(_rank(one, held.notice), one) for one in judge.matches(held.notice, held.readings, now)]
    except Exception:  # a fault of ours in one notice: the others are looked at all the same
        logger.exception("notice %s cannot be matched", line[0].id)
        return []


def _rank(match: Match, notice: Notice) -> Rank:
    """What is within reach first; then the surest answer, the fewest doubts, the latest publication."""
    missed = next((one.criterion for one in match.reasons if one.verdict is Verdict.AGAINST), None)
    reach = 0 if missed is None or missed in WITHIN_REACH else 1 + OUT_OF_REACH.index(missed)
    doubts = sum(one.verdict is Verdict.CHECK for one in match.reasons)
    return reach, ANSWERS.index(match.answer), doubts, -(notice.published.toordinal() if notice.published else 0)
