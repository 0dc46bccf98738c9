"""From decisions to rows of the ledger: for whom, and when it leaves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.ledger import book
from alerts.messages.change import Change
from alerts.messages.deadline import believable
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.model.match import Match
from alerts.model.people import Recipient
from alerts.model.response import KEEPING, ResponseStatus
from alerts.model.rhythm import next_moment, soonest
from alerts.services import digesting, reminding
from alerts.services.audience import Listener
from alerts.services.held_back import HELD_BACK, PAUSED, QUIET
from alerts.store import deliveries, digests, network_recipients, recipients
from alerts.store.deliveries import Waiting
from alerts.store.engine import Session
from alerts.store.matches import Followed
from scrapers.notice import Notice

__all__ = ["HELD_BACK", "PAUSED", "QUIET", "Closings", "alert_due", "alert_key", "alerts", "corrections"]
__all__ += ["redate", "redate_alerts"]

Audience = Mapping[str, Sequence[Listener]]
"""Structure id → whom it is told to. A structure that is no longer there owes nothing."""

PRESSING = timedelta(days=7)  # what closes sooner leaves before the rest
_CARRIED = frozenset(
    {DeliveryKind.ALERT, DeliveryKind.CORRECTION, DeliveryKind.BROADCAST, DeliveryKind.RADAR, DeliveryKind.TERRITORY}
)


def alert_key(opportunity: str, structure: str, to: Recipient) -> str:
    """Under which an alert is owed once."""
    return _keyed(f"alert:{opportunity}:{structure}:{to.channel}", to)


def alerts(
    opportunity: str, found: Followed, listeners: Iterable[Listener], closes: datetime | None, now: datetime
) -> list[Owed]:
    """One alert a match and a recipient: once, whatever the number of copies.

    The message is written when it is sent, from the notices of that day: only the notice is kept as its cause, with
    the deadline that says when it should leave.
    """
    return [
        Owed(
            found.structure_id,
            one.recipient.channel,
            DeliveryKind.ALERT,
            _alert_cause(found.match.notice_id, one, closes),
            alert_key(opportunity, found.structure_id, one.recipient),
            alert_due(one, closes, now),
            one.recipient.key,
            found.id,
            _rank(closes, now),
        )
        for one in listeners
    ]


def corrections(
    notice: Notice,
    version: int,
    changes: Sequence[Change],
    told: Followed,
    listeners: Iterable[Listener],
    closes: datetime | None,
    now: datetime,
) -> list[Owed]:
    """One message a recipient and a version of the notice that corrects, with « avant → après ».

    Those who keep the opportunity come first, and wait only for the end of quiet hours. Nothing to those who refused
    it.
    """
    if told.status is ResponseStatus.REFUSED:
        return []
    cause: dict[str, object] = {"notice": notice.id, "changes": [one.to_json() for one in changes]}
    keeping = told.status in KEEPING
    return [
        Owed(
            told.structure_id,
            one.recipient.channel,
            DeliveryKind.CORRECTION,
            cause,
            _keyed(f"correction:{notice.id}:{version}:{told.structure_id}:{one.recipient.channel}", one.recipient),
            _soonest(one, now) if keeping else alert_due(one, closes, now),
            one.recipient.key,
            told.id,
            Rank.FIRST if keeping else Rank.SOON,
        )
        for one in listeners
    ]


class Closings:
    """The deadlines to count with. A crowd of structures is told of one opportunity: its facts are read once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._known: dict[tuple[str, tuple[str | None, ...]], datetime | None] = {}

    def of(self, name: str, facts: Mapping[str, Any], match: Match) -> datetime | None:
        """From the `facts` of an opportunity, known here as `name`; None without a deadline that can be believed."""
        key = (name, match.lots)
        if key not in self._known:
            deadline = reminding.known_deadline(match, facts, self.now)
            counts = deadline is not None and believable(deadline, self.now)
            self._known[key] = deadline.at.astimezone(UTC) if deadline is not None and counts else None
        return self._known[key]


def alert_due(listener: Listener, closes: datetime | None, now: datetime) -> datetime:
    """When what is found now is told to them."""
    return next_moment(listener.preference, now, closes=closes, paused_until=listener.paused_until)


def redate(
    session: Session, now: datetime, *, structure_ids: Collection[str] = (), recipient: Recipient | None = None
) -> int:
    """A preference, a pause or channels changed: what waits for these people gets its new moment, and their digests are
    put in step. How many messages moved.

    Give the structures, or one person (on all their channels) or group. What is in the hands of a worker stays as it
    is. Alerts, corrections and broadcasts that wait on a channel that somebody no longer has are owed on those that
    they have.
    """
    rows = deliveries.waiting(session, HELD_BACK, structure_ids=structure_ids, to=recipient)
    moved = _redate(session, [one for one in rows if one.kind is not DeliveryKind.DIGEST], {}, now)
    theirs = digests.structures_of(session, recipient) if recipient else ()
    digesting.in_step(session, {*structure_ids, *theirs}, now)
    return moved


def redate_alerts(session: Session, closes: Mapping[int, datetime | None], now: datetime) -> int:
    """Match → its new deadline: alerts that still wait may have to leave sooner. How many moved."""
    rows = deliveries.waiting(session, HELD_BACK, match_ids=closes.keys())
    return _redate(session, [one for one in rows if one.kind is DeliveryKind.ALERT], closes, now)


def _redate(session: Session, rows: Sequence[Waiting], deadlines: Mapping[int, datetime | None], now: datetime) -> int:
    audience = recipients.listeners_of(session, {one.structure_id for one in rows if one.structure_id})
    of_networks = {one.id: _told_by_network(session, one) for one in rows if one.structure_id is None}
    moved, carried = 0, list[Owed]()
    for one in rows:
        told = audience.get(one.structure_id, ()) if one.structure_id else of_networks[one.id]
        listener = next((who for who in told if who.recipient == one.to), None)
        if listener is None:  # out of reach here: the message says so when its moment comes
            others = [who for who in told if who.recipient.key == one.to.key]
            carried += [_carried(one, who, now) for who in others if one.kind in _CARRIED]
            continue
        closes = deadlines.get(one.match_id, _closes(one.cause)) if one.match_id else None
        due, rank = _due_again(one, listener, closes, now)
        cause = _alert_cause(one.cause["notice"], listener, closes) if one.kind is DeliveryKind.ALERT else one.cause
        if (due, rank, cause) != (one.next_at, one.rank, one.cause):
            deliveries.put_due(session, one, due, rank, cause)
            moved += due != one.next_at
    book.owe(session, carried, now)
    return moved


def _told_by_network(session: Session, one: Waiting) -> list[Listener]:
    """The channels on which this network reaches whoever this row is for; none for what no network says."""
    network = one.cause.get("network")
    return network_recipients.channels_of(session, network, one.to) if isinstance(network, int) else []


def _carried(one: Waiting, listener: Listener, now: datetime) -> Owed:
    """The same message, to the same person, on another of their channels: once, like the first."""
    to, closes = listener.recipient, _closes(one.cause)
    key = _keyed(f"{one.dedupe_key.removesuffix(f'{one.to.channel}:{one.to.key}')}{to.channel}", to)
    due, rank = _due_again(one, listener, closes, now)
    return Owed(one.structure_id, to.channel, one.kind, one.cause, key, due, to.key, one.match_id, rank)


def _due_again(one: Waiting, listener: Listener, closes: datetime | None, now: datetime) -> tuple[datetime, Rank]:
    """A reminder, or a word about the service, has its own day: it only comes back when it was held back."""
    match one.kind:
        case DeliveryKind.ALERT if one.next_at < now:  # its moment came: it does not wait for the next one
            return _soonest(listener, now), _rank(closes, now)
        case DeliveryKind.ALERT:
            return alert_due(listener, closes, now), _rank(closes, now)
        case DeliveryKind.CORRECTION if one.rank is not Rank.FIRST:
            return alert_due(listener, None, now), one.rank
        case DeliveryKind.CORRECTION:
            return _soonest(listener, now), one.rank
        case _:
            return (_soonest(listener, now) if one.reason else one.next_at), one.rank


def _soonest(listener: Listener, now: datetime) -> datetime:
    return soonest(listener.preference, now, paused_until=listener.paused_until)


def _rank(closes: datetime | None, now: datetime) -> Rank:
    pressing = closes is not None and now < closes < now + PRESSING
    return Rank.SOON if pressing else Rank.USUAL


def _alert_cause(notice_id: object, listener: Listener, closes: datetime | None) -> dict[str, object]:
    cause: dict[str, object] = {"notice": notice_id}
    return cause if closes is None or not listener.recipient.key else {**cause, "closes": closes.isoformat()}


def _closes(cause: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(cause["closes"]) if "closes" in cause else None


def _keyed(key: str, to: Recipient) -> str:
    """The key of what is for the structure itself is the one it had before people had their own."""
    return f"{key}:{to.key}" if to.key else key
