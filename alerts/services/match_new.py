"""Matching what is new: each notice that was read is dealt with once, and every message it calls for is owed.

Reading and matching are done outside of any transaction; what they decide is written in one, with the matches, the
messages owed and the notices dealt with: all of it or nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.ledger import book
from alerts.model.delivery import Owed
from alerts.model.match import Match
from alerts.services import audience, correcting, owing
from alerts.services.owing import Closings
from alerts.services.telling import Decision, Judge, decide
from alerts.store import matches, notices, opportunities
from alerts.store.engine import Database, Session
from alerts.store.matches import Followed
from alerts.store.notices import Stored
from alerts.store.opportunities import Opportunity

logger = logging.getLogger(__name__)

BATCH = 200


@dataclass(frozen=True, slots=True)
class Matched:
    """What was done: notices dealt with, new matches, messages owed (alerts, then corrections).

    `troubles`: notices that could not be read or matched; they are kept, and said by `vigie sources`.
    """

    notices: int = 0
    matches: int = 0
    alerts: int = 0
    corrections: int = 0
    troubles: int = 0

    def plus(self, other: "Matched") -> "Matched":
        return Matched(
            self.notices + other.notices,
            self.matches + other.matches,
            self.alerts + other.alerts,
            self.corrections + other.corrections,
            self.troubles + other.troubles,
        )


def match_new(
    database: Database,
    judge: Judge,
    now: Callable[[], datetime],
    *,
    batch: int = BATCH,
    progress: Callable[[Matched], None] = lambda _matched: None,
    stop: Callable[[], bool] = lambda: False,
) -> Matched:
    """Deal with every notice that waits, `batch` at a time, until none is left or `stop()` says so.

    Several workers may do this at once: what another has dealt with meanwhile is left as it is.
    """
    total = Matched()
    while not stop():
        with database.read() as session:
            work = _take(session, batch)
        if not work.waiting:
            break
        decisions, troubles = _decide(work, judge, now())
        with database.write() as session:
            done = _write(session, work, decisions, now())
            for stored, why in troubles:
                notices.note_trouble(session, stored.notice.id, stored.version, why)
        total = total.plus(replace(done, troubles=len(troubles)))
        progress(total)
    return total


@dataclass(slots=True)
class _Work:
    """Notices that wait, with all that is known of their opportunities."""

    waiting: list[Stored]
    groups: dict[str, list[Stored]]
    opportunities: dict[str, Opportunity]


def _take(session: Session, batch: int) -> _Work:
    waiting = notices.next_to_match(session, batch)
    ids = {one.opportunity_id for one in waiting}
    groups = notices.of_opportunities(session, notices.shared_opportunities(session, ids))
    return _Work(waiting, groups, opportunities.load_opportunities(session, ids))


def _decide(work: _Work, judge: Judge, now: datetime) -> tuple[list[Decision], list[tuple[Stored, str]]]:
    """In the order of publication; what one notice changes of its opportunity is known to the next."""
    known = dict(work.opportunities)
    decisions, troubles = [], []
    for one in work.waiting:
        before = known[one.opportunity_id]
        try:
            decision = decide(one, work.groups.get(one.opportunity_id, [one]), before, judge, now)
        except Exception as error:  # a fault of ours in one notice: the others must not wait for its repair
            logger.exception("notice %s cannot be matched", one.notice.id)
            troubles.append((one, f"{type(error).__name__}: {error}"[:500]))
            continue
        known[before.id] = replace(before, facts=decision.facts, closed=decision.closed)
        decisions.append(decision)
    return decisions, troubles


def _write(session: Session, work: _Work, decided: list[Decision], now: datetime) -> Matched:
    opportunities.take_turn(session)
    decisions = _still_true(session, work, decided)
    touched = {one.stored.opportunity_id: one for one in decisions}  # the last decision on each holds
    told_before = matches.followed(session, [one.stored.opportunity_id for one in decisions if one.changes])
    told = {one.structure_id for followed in told_before.values() for one in followed}
    listeners = audience.recipients_of(session, _concerned(decisions) | told)
    closings = Closings(now)
    new, owed_alerts = _write_matches(session, decisions, listeners, closings)
    owed_corrections = book.owe(session, correcting.owed(session, decisions, told_before, listeners, closings), now)
    opportunities.put_opportunities(
        session,
        [replace(work.opportunities[key], facts=one.facts, closed=one.closed) for key, one in touched.items()],
    )
    correcting.follow_deadlines(session, touched, told_before, closings)
    notices.mark_matched(session, [(one.stored.notice.id, one.stored.version) for one in decisions], now)
    return Matched(len(decisions), new, owed_alerts, owed_corrections)


def _still_true(session: Session, work: _Work, decided: list[Decision]) -> list[Decision]:
    """Without those that another worker dealt with, or whose ground has moved: these wait for the next round."""
    waiting = notices.still_to_match(session, [one.stored.notice.id for one in decided])
    today = opportunities.load_opportunities(session, work.opportunities.keys())
    return [
        one
        for one in decided
        if waiting.get(one.stored.notice.id) == (one.stored.opportunity_id, one.stored.version)
        and today.get(one.stored.opportunity_id) == work.opportunities[one.stored.opportunity_id]
    ]


def _concerned(decisions: list[Decision]) -> set[str]:
    return {match.structure_id for one in decisions for match in one.matches}


def _write_matches(
    session: Session, decisions: list[Decision], listeners: owing.Audience, closings: Closings
) -> tuple[int, int]:
    """New matches, each with the alerts it owes; how many of both."""
    found: dict[tuple[str, str], tuple[Match, Decision]] = {}
    for one in decisions:
        for match in one.matches:
            if match.structure_id in listeners:
                found.setdefault((match.structure_id, one.stored.opportunity_id), (match, one))
    now = closings.now
    new = matches.insert_matches(session, [(key[1], match) for key, (match, _) in found.items()], now)
    owed: list[Owed] = []
    for key, (match, one) in found.items():
        if key in new:
            closes = closings.of(one.stored.notice.id, one.facts, match)
            owed += owing.alerts(key[1], Followed(new[key], match), listeners[key[0]], closes, now)
    return len(new), book.owe(session, owed, now)
