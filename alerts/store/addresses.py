"""E-mail addresses: asked for, confirmed, in trouble, gone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, delete, literal, or_, select, update

from alerts.store.engine import Session
from alerts.store.mail_tables import AddressRow
from alerts.store.people_tables import PersonRow
from alerts.store.tables import DeliveryRow
from alerts.store.values import to_json
from alerts.store.writing import insert_into, parts, table_of

_addresses, _people, _deliveries = table_of(AddressRow), table_of(PersonRow), table_of(DeliveryRow)
_a, _p, _d = _addresses.c, _people.c, _deliveries.c

EMAIL = "email"
ADDRESS = "address:"  # begins the key of a recipient: see alerts.model.people.Recipient


@dataclass(frozen=True, slots=True)
class Address:
    """`person_id` is None until somebody confirmed it. `trouble`: why nothing is sent there, in French; None while it
    is. `proof` is JSON (`alerts.services.subscribing.Proof`). `generation` is in the addresses of their calendar."""

    id: int
    email: str
    person_id: int | None
    confirmed_at: datetime | None
    trouble: str | None
    generation: int
    asked_at: datetime
    proof: str | None
    trouble_at: datetime | None

    @property
    def works(self) -> bool:
        """Somebody's, and mail goes there."""
        return self.person_id is not None and self.confirmed_at is not None and self.trouble is None


@dataclass(frozen=True, slots=True)
class Which:
    """One address: by its number, or by whose it is."""

    address_id: int | None = None
    person_id: int | None = None

    def clause(self) -> ColumnElement[bool]:
        return _a.id == self.address_id if self.address_id is not None else _a.person_id == self.person_id


def load(session: Session, address_id: int) -> Address | None:
    return _one(session, _a.id == address_id)


def of_email(session: Session, email: str) -> Address | None:
    """`email` as `alerts.services.addresses.normal` writes it."""
    return _one(session, _a.email == email)


def of_person(session: Session, person_id: int) -> Address | None:
    return _one(session, _a.person_id == person_id)


def hold(session: Session, address_id: int, person_id: int | None) -> dict[int, Address]:
    """By id: this address, and the one of this person, which nobody else changes until the end of the transaction."""
    which = _a.id == address_id if person_id is None else or_(_a.id == address_id, _a.person_id == person_id)
    query = select(*_a).where(which).order_by(_a.id).with_for_update()
    return {row.id: _address(row) for row in session.execute(query)}


def is_there(session: Session, person_id: int) -> bool:
    """Somebody who was not erased."""
    return session.execute(select(_p.id).where(_p.id == person_id)).first() is not None


def take_turn_of(session: Session, person_id: int) -> bool:
    """Whoever changes what is theirs by e-mail, unites or erases them waits until the end of the transaction. Taken
    before their addresses, tokens and messages. False when they were erased."""
    query = select(_p.id).where(_p.id == person_id).with_for_update(key_share=True)
    return session.execute(query).first() is not None


def ask(session: Session, email: str, now: datetime) -> Address:
    """The address, known or new, asked for now."""
    new = insert_into(session, _addresses).values(email=email, asked_at=now, score=0, generation=1)
    asked = new.on_conflict_do_update(index_elements=["email"], set_={"asked_at": now}).returning(*_a)
    return _address(session.execute(asked).one())


def confirm(session: Session, address_id: int, person_id: int, proof: str, generation: int, now: datetime) -> None:
    """It is theirs from now on, and works."""
    values = {"person_id": person_id, "confirmed_at": now, "proof": proof, "generation": generation, **_WELL}
    session.execute(update(_addresses).where(_a.id == address_id).values(**values))


def add_person(session: Session, now: datetime) -> int:
    """Somebody who is not on Telegram. Their number."""
    new = insert_into(session, _people).values(name="", created_at=now)
    return int(session.execute(new.returning(_p.id)).scalar_one())


def mark_trouble(
    session: Session, which: Which, reason: str, now: datetime, *, since: datetime | None = None
) -> Address | None:
    """Nothing is sent there any more. The address, when it worked until now; None when nothing changed.

    `since`: what failed left then; an address confirmed later is another one, and keeps working.
    """
    chosen = [which.clause(), _a.trouble.is_(None)]
    if since is not None:
        chosen.append(or_(_a.confirmed_at.is_(None), _a.confirmed_at <= since))
    marked = update(_addresses).where(*chosen).values(trouble=reason, trouble_at=now)
    row = session.execute(marked.returning(*_a)).first()
    return _address(row) if row else None


def in_trouble(session: Session, which: Which) -> bool:
    found = _one(session, which.clause())
    return found is not None and found.trouble is not None


def clear_trouble(session: Session, address_id: int) -> bool:
    """A message arrived there. False when it was not in trouble."""
    well = update(_addresses).where(_a.id == address_id, _a.trouble.is_not(None)).values(**_WELL)
    return session.execute(well.returning(_a.id)).first() is not None


def add_point(session: Session, address_id: int, day: date) -> int | None:
    """One more day with a refusal that may pass; the score. A day counts once: None when it was counted already."""
    fresh = or_(_a.scored_on.is_(None), _a.scored_on < day)
    more = update(_addresses).where(_a.id == address_id, fresh).values(score=_a.score + 1, scored_on=day)
    return session.execute(more.returning(_a.score)).scalar()


def reset_score(session: Session, address_id: int) -> None:
    session.execute(update(_addresses).where(_a.id == address_id).values(score=0, scored_on=None))


def renew_generation(session: Session, person_id: int) -> int | None:
    """The new one; None for somebody who has no address."""
    more = update(_addresses).where(_a.person_id == person_id).values(generation=_a.generation + 1)
    return session.execute(more.returning(_a.generation)).scalar()


def delete_address(session: Session, address_id: int) -> None:
    """With what was sent to it before it was anybody's."""
    session.execute(delete(_deliveries).where(_d.recipient == f"{ADDRESS}{address_id}"))
    session.execute(delete(_addresses).where(_a.id == address_id))


def delete_sent_before(session: Session, moment: datetime) -> int:
    """What was sent to addresses as such (confirmations, links) and ended before then; how many messages."""
    old = (_d.recipient.startswith(ADDRESS), _d.settled_at < moment)
    return len(session.execute(delete(_deliveries).where(*old).returning(_d.id)).all())


def delete_unconfirmed(session: Session, asked_before: datetime) -> int:
    """Those that are nobody's, with what was sent to them; how many they are."""
    old = (_a.person_id.is_(None), _a.confirmed_at.is_(None), _a.asked_at < asked_before)
    gone = list(session.execute(delete(_addresses).where(*old).returning(_a.id)).scalars())
    for some in parts(gone):
        keys = [f"{ADDRESS}{one}" for one in some]
        session.execute(delete(_deliveries).where(_d.recipient.in_(keys)))
    return len(gone)


def delete_asked_by(session: Session, person_id: int) -> None:
    """The addresses that this person gave and nobody confirmed, with the messages that asked; those that somebody else
    gave too stay."""
    theirs = to_json(dict, {"person": str(person_id)})[1:-1]
    asking = (_d.recipient.startswith(ADDRESS), _d.cause.contains(theirs, autoescape=True))
    gone = session.execute(delete(_deliveries).where(*asking).returning(_d.recipient)).scalars()
    ids = {int(one.removeprefix(ADDRESS)) for one in gone}
    others = select(_d.id).where(_d.recipient == literal(ADDRESS).concat(cast(_a.id, String))).exists()
    session.execute(delete(_addresses).where(_a.id.in_(ids), _a.person_id.is_(None), ~others))


def end_waiting_mail(session: Session, person_id: int, structure_id: str, reason: str, now: datetime) -> int:
    """What waits to leave by e-mail to this person about this structure is refused; how many that is."""
    theirs = (_d.recipient == f"person:{person_id}", _d.channel == EMAIL, _d.structure_id == structure_id)
    ended = {"next_at": None, "settled_at": now, "outcome": "refused", "reason": reason}
    waiting = update(_deliveries).where(*theirs, _d.next_at.is_not(None)).values(**ended)
    return len(session.execute(waiting.returning(_d.id)).all())


_WELL: dict[str, Any] = {"trouble": None, "trouble_at": None, "score": 0, "scored_on": None}


def _one(session: Session, which: ColumnElement[bool]) -> Address | None:
    row = session.execute(select(*_a).where(which)).first()
    return _address(row) if row else None


def _address(row: Row[Any]) -> Address:
    return Address(
        row.id,
        row.email,
        row.person_id,
        row.confirmed_at,
        row.trouble,
        row.generation,
        row.asked_at,
        row.proof,
        row.trouble_at,
    )
