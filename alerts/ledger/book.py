"""The ledger: every message owed to someone, from its cause to its outcome.

`owe` writes in the caller's transaction, next to the cause: both are there or neither. A claimed row is on loan until
its lease ends: whoever dies with it in hand loses it to the next worker. At least once, never lost; a double needs a
crash between a sending and its settling (docs/decisions/0006-ledger.md).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from alerts.ledger import reach
from alerts.model.delivery import Claimed, Later, Moved, Outcome, Owed, Refused, Sent, Unreachable
from alerts.model.people import Recipient
from alerts.store import deliveries
from alerts.store.engine import Session

MOST = 200  # of one recipient, in one go
MOVED = "la conversation a changé d'adresse"
MOVES = 3  # a recipient that moves again and again is waited for
PAUSE = timedelta(minutes=5)


def owe(session: Session, owed: Sequence[Owed], now: datetime) -> int:
    """Owe these messages; how many are new. What was owed once, under its `dedupe_key`, is never owed again."""
    return deliveries.insert_owed(session, owed, now)


def claim(session: Session, now: datetime, *, n: int, lease: timedelta) -> list[Claimed]:
    """Up to `n` messages that are due, ours until `now + lease`, by rank, then oldest first."""
    return deliveries.claim_due(session, now, n, lease)


def take_turn(session: Session) -> None:
    """Before `claim` and `claim_with`: two workers whose claims cross would tell one person's list in two."""
    deliveries.take_turn(session)


def claim_with(session: Session, to: Recipient, now: datetime, *, lease: timedelta) -> list[Claimed]:
    """What else is due for this recipient, up to 200 messages: they leave together."""
    return deliveries.claim_for(session, to, now, MOST, lease)


def with_more_due(session: Session, recipients: Collection[Recipient], now: datetime) -> list[Recipient]:
    """Of these, those for whom `claim_with` has something to take."""
    return deliveries.with_more_due(session, recipients, now)


def renew(session: Session, claimed: Sequence[Claimed], now: datetime, *, lease: timedelta) -> list[Claimed]:
    """Before each sending: those that are still ours. Another worker has the others, whose lease ended: do not send
    them."""
    ours = deliveries.renew_leases(session, claimed, now + lease)
    return [one for one in claimed if one.id in ours]


def settle(session: Session, claimed: Claimed, outcome: Outcome, now: datetime) -> bool:
    """Write what became of it. False when the row was no longer ours: somebody else's word stands."""
    return bool(settle_all(session, [claimed], outcome, now))


def settle_all(session: Session, claimed: Sequence[Claimed], outcome: Outcome, now: datetime) -> list[Claimed]:
    """The same for rows that left as one message, to one recipient; those that were still ours.

    What it says of the recipient (out of reach, moved) is written with it, for all that is owed to them.
    """
    if not claimed:
        return []
    written = _write(session, claimed, outcome, now)
    match outcome:
        case Unreachable(reason, told):
            for to in {one.to for one in claimed}:
                reach.mark_unreachable(session, to, reason, now, told=told)
        case Moved(address):
            for to in {one.to for one in claimed}:
                reach.move(session, to, address)
        case _:
            pass
    return [one for one in claimed if one.id in written]


def _write(session: Session, claimed: Sequence[Claimed], outcome: Outcome, now: datetime) -> set[int]:
    match outcome:
        case Sent(receipt):
            return deliveries.finish(session, claimed, now, outcome="sent", receipt=receipt, reason=None)
        case Refused(reason):
            return deliveries.finish(session, claimed, now, outcome="refused", receipt=None, reason=reason)
        case Unreachable(reason):
            told = reach.with_what_stays(claimed[0].to, reason)
            return deliveries.finish(session, claimed, now, outcome="refused", receipt=None, reason=told)
        case Moved():
            often = [one for one in claimed if one.attempts > MOVES]
            others = [one for one in claimed if one.attempts <= MOVES]
            back = deliveries.postpone(session, others, now, MOVED)
            return back | deliveries.postpone(session, often, now + PAUSE, MOVED)
        case Later(at, why, failed):
            return deliveries.postpone(session, claimed, at, why, failed=failed)
        case _:
            assert_never(outcome)
