"""Deliveries that came back, and the addresses they went to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update

from alerts.model.people import Recipient
from alerts.store.addresses import ADDRESS, EMAIL
from alerts.store.engine import Session
from alerts.store.mail_tables import AddressRow
from alerts.store.recipients import PERSON, number_of
from alerts.store.tables import DeliveryRow
from alerts.store.writing import table_of

_addresses, _deliveries = table_of(AddressRow), table_of(DeliveryRow)
_a, _d = _addresses.c, _deliveries.c

_SENT = select(*(_d.id, _d.recipient, _d.settled_at))
CAME_BACK = "revenu : "  # begins the reason of a delivery that was sent and came back


@dataclass(frozen=True, slots=True)
class Bounced:
    """A message sent by e-mail, and the address as it is now. `left_at`: when it was handed to the relay, None when
    that is not written down yet. `person_id` None: the address is nobody's."""

    delivery: int
    to: Recipient
    left_at: datetime | None
    address: int
    email: str
    person_id: int | None
    confirmed_at: datetime | None
    trouble: str | None
    trouble_at: datetime | None
    score: int
    scored_on: date | None


def find(session: Session, delivery_id: int) -> Bounced | None:
    """None when the message, the person or the address was erased meanwhile. The address is held until the end."""
    sent = session.execute(_SENT.where(_d.id == delivery_id, _d.channel == EMAIL)).first()
    which = _address_of(Recipient(EMAIL, sent.recipient)) if sent else None
    if sent is None or which is None:
        return None
    row = session.execute(select(*_a).where(which).with_for_update()).first()
    return _bounced(sent, row) if row else None


def mark_came_back(session: Session, delivery_id: int, why: str) -> bool:
    """In the ledger, beside its outcome. False when it was marked already: the same refusal counts once."""
    fresh = or_(_d.reason.is_(None), _d.reason.not_like(f"{CAME_BACK}%"))
    marked = update(_deliveries).where(_d.id == delivery_id, fresh).values(reason=f"{CAME_BACK}{why}")
    return session.execute(marked.returning(_d.id)).first() is not None


def on_probation(session: Session, score: int, paused_before: datetime) -> int:
    """Addresses paused by their score before then may be written to again, with one point less than what pauses.

    `scored_on` is emptied and `trouble_at` kept: that is how they are known. How many they are.
    """
    paused = (_a.trouble.is_not(None), _a.score >= score, _a.trouble_at <= paused_before)
    again = update(_addresses).where(*paused).values(trouble=None, score=score - 1, scored_on=None)
    return len(session.execute(again.returning(_a.id)).all())


def _address_of(to: Recipient) -> ColumnElement[bool] | None:
    person, address = number_of(to, PERSON), number_of(to, ADDRESS)
    if person is not None:
        return _a.person_id == person
    return None if address is None else _a.id == address


def _bounced(sent: Row[Any, Any, Any], row: Row[Any]) -> Bounced:
    return Bounced(
        sent.id,
        Recipient(EMAIL, sent.recipient),
        sent.settled_at,
        row.id,
        row.email,
        row.person_id,
        row.confirmed_at,
        row.trouble,
        row.trouble_at,
        row.score,
        row.scored_on,
    )
