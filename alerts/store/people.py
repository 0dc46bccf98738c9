"""People, and what they are to structures."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from alerts.model.people import Membership, Person, Role, Step
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.store.engine import Session
from alerts.store.people_tables import MembershipRow, PersonRow
from alerts.store.tables import StructureRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, table_of

logger = logging.getLogger(__name__)

_people, _memberships, _structures = table_of(PersonRow), table_of(MembershipRow), table_of(StructureRow)
_p, _m, _s = _people.c, _memberships.c, _structures.c


def load_person(session: Session, person_id: int) -> Person | None:
    row = session.execute(select(*_p).where(_p.id == person_id)).first()
    return _person(row) if row else None


def person_on_telegram(session: Session, telegram_id: int) -> Person | None:
    row = session.execute(select(*_p).where(_p.telegram_id == telegram_id)).first()
    return _person(row) if row else None


def add_person(session: Session, telegram_id: int, name: str, now: datetime) -> None:
    """Nothing happens when they are there already: two messages may come at once."""
    row = {"telegram_id": telegram_id, "name": name, "created_at": now}
    insert_new(session, PersonRow, [row], ["telegram_id"], returning=["id"])


def put_person(session: Session, person_id: int, **values: object) -> None:
    """Write these columns (`name`, `current`, `blocked_at`)."""
    session.execute(update(_people).where(_p.id == person_id).values(**values))


def put_step(session: Session, person_id: int, step: Step) -> None:
    put_person(session, person_id, step=to_json(Step, step))


def delete_person(session: Session, person_id: int) -> None:
    """With their memberships."""
    session.execute(delete(_people).where(_p.id == person_id))


def memberships_of_person(session: Session, person_id: int) -> list[tuple[Membership, Structure]]:
    """In the order in which they joined."""
    query = select(_s.content, *_m).join(_memberships, _s.id == _m.structure_id)
    rows: list[Row[Any]] = list(session.execute(query.where(_m.person_id == person_id).order_by(_m.id)))
    return [(_membership(row), from_json(Structure, row.content)) for row in rows]


def memberships_of_structure(session: Session, structure_id: str) -> list[tuple[Person, Membership]]:
    """In the order in which they joined."""
    query = select(*_m).where(_m.structure_id == structure_id).order_by(_m.id)
    held = [_membership(row) for row in session.execute(query)]
    people = select(*_p).join(_memberships, _m.person_id == _p.id).where(_m.structure_id == structure_id)
    known = {row.id: _person(row) for row in session.execute(people)}
    return [(known[one.person_id], one) for one in held]


def load_membership(session: Session, membership_id: int) -> Membership | None:
    row = session.execute(select(*_m).where(_m.id == membership_id)).first()
    return _membership(row) if row else None


def membership_in(session: Session, person_id: int, structure_id: str) -> Membership | None:
    query = select(*_m).where(_m.person_id == person_id, _m.structure_id == structure_id)
    row = session.execute(query).first()
    return _membership(row) if row else None


def add_membership(session: Session, person_id: int, structure_id: str, role: Role, now: datetime) -> bool:
    """False when this person was in this structure already: their role stays what it was."""
    row = {
        "person_id": person_id,
        "structure_id": structure_id,
        "role": role.value,
        "preference": to_json(Preference, Preference()),
        "created_at": now,
    }
    return bool(insert_new(session, MembershipRow, [row], ["person_id", "structure_id"], returning=["id"]))


def put_role(session: Session, membership_id: int, role: Role) -> None:
    session.execute(update(_memberships).where(_m.id == membership_id).values(role=role.value))


def put_preference(session: Session, membership_id: int, preference: Preference) -> None:
    text = to_json(Preference, preference)
    session.execute(update(_memberships).where(_m.id == membership_id).values(preference=text))


def put_pause(session: Session, membership_ids: Sequence[int], until: datetime | None) -> None:
    session.execute(update(_memberships).where(_m.id.in_(membership_ids)).values(paused_until=until))


def delete_memberships(session: Session, ids: Sequence[int]) -> None:
    """Nobody's current membership is one of these any more."""
    session.execute(update(_people).where(_p.current.in_(ids)).values(current=None))
    session.execute(delete(_memberships).where(_m.id.in_(ids)))


def hold_structure(session: Session, structure_id: str) -> bool:
    """Nobody else changes its team until the end of the transaction. False when there is no such structure.

    The lock lets those through who only write messages for it.
    """
    query = select(_s.id).where(_s.id == structure_id).with_for_update(key_share=True)
    return session.execute(query).first() is not None


def _person(row: Row[Any]) -> Person:
    return Person(row.id, row.telegram_id, row.name, row.created_at, row.current, _step(row), row.blocked_at)


def _step(row: Row[Any]) -> Step:
    """Nothing under way when it cannot be read: it must not shut the chat to them for good."""
    try:
        return from_json(Step, row.step) if row.step else Step()
    except ValueError:
        logger.error("the step of person %d cannot be read: they begin again", row.id)
        return Step()


def _membership(row: Row[Any]) -> Membership:
    preference = from_json(Preference, row.preference)
    return Membership(row.id, row.person_id, row.structure_id, Role(row.role), preference, row.paused_until)
