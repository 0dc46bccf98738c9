"""What a change of an opportunity owes: « avant → après » to those who heard of it, and what hangs on its deadline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alerts.model.delivery import Owed
from alerts.model.people import Recipient
from alerts.model.response import KEEPING
from alerts.services import owing, reminding
from alerts.services.audience import Listener
from alerts.services.owing import Closings
from alerts.services.telling import Decision
from alerts.store import deliveries
from alerts.store.engine import Session
from alerts.store.matches import Followed

Told = Mapping[str, Sequence[Followed]]
"""Opportunity id → the matches that it had before."""


def owed(
    session: Session, decisions: Sequence[Decision], told_before: Told, listeners: owing.Audience, closings: Closings
) -> list[Owed]:
    """To those who were told before this round: those who are told in it are told what holds now.

    So are those whose alert has not begun to leave: it is written when it leaves.
    """
    pairs = [
        (one, told)
        for one in decisions
        if one.changes
        for told in told_before.get(one.stored.opportunity_id, ())
        if told.structure_id in listeners
    ]
    begun = _begun(session, pairs, listeners)
    found: list[Owed] = []
    for one, told in pairs:
        notice = one.stored.notice
        heard = [who for who in listeners[told.structure_id] if begun.of(told, who)]
        closes = closings.of(notice.id, one.facts, told.match)
        found += owing.corrections(notice, one.stored.version, one.changes, told, heard, closes, closings.now)
    return found


def follow_deadlines(session: Session, touched: Mapping[str, Decision], told_before: Told, closings: Closings) -> None:
    """A deadline that moved moves the reminders that hang on it, and the alerts that still wait.

    `touched`: opportunity id → the last decision on it. To be called once opportunities are written.
    """
    moved = [key for key, one in touched.items() if key in told_before or one.closed]
    reminding.after_correction(session, moved, closings.now)
    closes = {
        told.id: closings.of(touched[key].stored.notice.id, touched[key].facts, told.match)
        for key, followed in told_before.items()
        for told in followed
    }
    owing.redate_alerts(session, closes, closings.now)


@dataclass(frozen=True, slots=True)
class _Begun:
    """Whose alert has begun to leave: by match; by key for those owed before people had theirs, that hold no match."""

    by_match: Mapping[tuple[int, Recipient], bool]
    waiting: frozenset[tuple[int, Recipient]]

    def of(self, told: Followed, who: Listener) -> bool:
        """Whoever joined later never had one: they hear of what the structure keeps. A folder always had its own."""
        if (told.id, who.recipient) in self.waiting:
            return False
        never = not who.recipient.key or told.status in KEEPING
        return self.by_match.get((told.id, who.recipient), never)


def _begun(session: Session, pairs: Sequence[tuple[Decision, Followed]], listeners: owing.Audience) -> _Begun:
    keys = {
        owing.alert_key(one.stored.opportunity_id, told.structure_id, who.recipient): (told.id, who.recipient)
        for one, told in pairs
        for who in listeners[told.structure_id]
        if not who.recipient.key
    }
    waiting = frozenset(keys[key] for key in deliveries.not_begun(session, keys))
    return _Begun(deliveries.alerts_of(session, {told.id for _, told in pairs}), waiting)
