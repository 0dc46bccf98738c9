"""Subscribed structures: who they are today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.model.structure import Structure
from alerts.store import people, structures
from alerts.store.engine import Session


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What changed among structures, by id: new, changed, and removed."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def save_structures(session: Session, given: Sequence[Structure], now: datetime) -> Subscribed:
    """Add or write over these structures; the others stay."""
    known = {one.id: one for one in structures.all_structures(session)}
    new = [one for one in given if one.id not in known]
    changed = [one for one in given if one.id in known and known[one.id] != one]
    structures.put_structures(session, [*new, *changed], now)
    return Subscribed(tuple(one.id for one in new), tuple(one.id for one in changed), ())


def host_structures(session: Session, given: Sequence[Structure], now: datetime) -> Subscribed:
    """Those of the host's file. Once somebody manages one in the chat its profile is theirs; the host keeps saying
    where its pages go (`channels`)."""
    known = {one.id: one for one in structures.all_structures(session)}
    managed = {one.id for one in given if one.id in known and people.memberships_of_structure(session, one.id)}
    held = [replace(known[one.id], channels=one.channels) if one.id in managed else one for one in given]
    return save_structures(session, held, now)


def remove_structures(session: Session, ids: Collection[str]) -> None:
    """Forget them, with their matches and messages, sent or waiting."""
    structures.delete_structures(session, ids)


def list_structures(session: Session) -> list[Structure]:
    """In the order of their ids."""
    return structures.all_structures(session)
