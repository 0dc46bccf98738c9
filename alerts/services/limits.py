"""How often something may be done: counted in the database, so that all machines count together."""

from datetime import datetime, timedelta
from hashlib import sha256

from alerts.store import rates
from alerts.store.engine import Session

LONGEST = timedelta(days=2)  # no limit counts over more than that


def allow(session: Session, what: str, who: str, most: int, within: timedelta, now: datetime) -> bool:
    """Once more is counted; True unless that is more than `most` since the period of `within` began.

    `who` (an e-mail address, the address of a machine) is kept as a digest only, and for two days at most.
    """
    key = f"{what}:{sha256(who.encode(errors='replace')).hexdigest()}"
    return rates.count_one_more(session, key, within, now) <= most


def sweep(session: Session, now: datetime) -> int:
    """Forget the periods that are over; how many. Call it once a day, or whenever."""
    return rates.delete_begun_before(session, now - LONGEST)
