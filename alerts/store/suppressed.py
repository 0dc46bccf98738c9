"""What stays of erased addresses that must not be written to again: digests that nobody can guess back.

The digest is keyed with a secret drawn once for this database: a plain digest of an address is found again by trying
addresses.
"""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select

from alerts.store.engine import Session
from alerts.store.mail_tables import SuppressedRow
from alerts.store.writing import insert_new, table_of

_suppressed = table_of(SuppressedRow)
_c = _suppressed.c
_SALT = "salt"  # the one row that is no address: its `reason` is the secret


def add(session: Session, email: str, reason: str, now: datetime) -> None:
    """Nothing happens when it is there already: the first reason stays."""
    row = {"digest": _digest(session, email, now), "reason": reason, "at": now}
    insert_new(session, SuppressedRow, [row], ["digest"], returning=["digest"])


def holds(session: Session, email: str, now: datetime) -> bool:
    """This address must not be written to."""
    query = select(_c.at).where(_c.digest == _digest(session, email, now))
    return session.execute(query).first() is not None


def remove(session: Session, email: str, now: datetime) -> bool:
    """False when it was not there."""
    there = delete(_suppressed).where(_c.digest == _digest(session, email, now))
    return session.execute(there.returning(_c.digest)).first() is not None


def _digest(session: Session, email: str, now: datetime) -> str:
    return hmac.new(_salt(session, now).encode(), email.encode(), sha256).hexdigest()


def _salt(session: Session, now: datetime) -> str:
    """Drawn by whoever comes first."""
    query = select(_c.reason).where(_c.digest == _SALT)
    known = session.execute(query).scalar()
    if known is None:
        row = {"digest": _SALT, "reason": secrets.token_hex(32), "at": now}
        insert_new(session, SuppressedRow, [row], ["digest"], returning=["digest"])
        known = session.execute(query).scalar_one()
    return str(known)
