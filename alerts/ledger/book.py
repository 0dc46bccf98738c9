"""The ledger: every message owed to someone, from its cause to its outcome.

`owe` writes in the caller's transaction, next to the cause: both are there or neither. A claimed row is on loan until
its lease ends: whoever dies with it in hand loses it to the next worker. At least once, never lost; a double needs a
crash between a sending and its settling (docs/decisions/0006-ledger.md).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from alerts.model.delivery import Claimed, Later, Moved, Outcome, Owed, Refused, Sent, Unreachable
from alerts.store import deliveries
from alerts.store.engine import Session


def owe(session: Session, owed: Sequence[Owed], now: datetime) -> int:
    """Owe these messages; how many are new. What was owed once, under its `dedupe_key`, is never owed again."""
    return deliveries.insert_owed(session, owed, now)


def claim(session: Session, now: datetime, *, n: int, lease: timedelta) -> list[Claimed]:
    """Up to `n` messages that are due, ours until `now + lease`, oldest first."""
    return deliveries.claim_due(session, now, n, lease)


def renew(session: Session, claimed: Claimed, now: datetime, *, lease: timedelta) -> bool:
    """Before each sending: False when the lease ended and another worker has the row. Then do not send."""
    return deliveries.renew_lease(session, claimed, now + lease)


def settle(session: Session, claimed: Claimed, outcome: Outcome, now: datetime) -> bool:
    """Write what became of it. False when the row was no longer ours: somebody else's word stands."""
    match outcome:
        case Sent(receipt):
            return deliveries.finish(session, claimed, now, outcome="sent", receipt=receipt, reason=None)
        case Refused(reason) | Unreachable(reason):
            return deliveries.finish(session, claimed, now, outcome="refused", receipt=None, reason=reason)
        case Moved(address):
            return deliveries.postpone(session, claimed, now, f"adresse devenue {address}")
        case Later(at, why):
            return deliveries.postpone(session, claimed, at, why)
        case _:
            assert_never(outcome)
