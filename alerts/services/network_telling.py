"""Telling people of a network what happens to it, as words about the service: each through a structure of theirs."""

from collections.abc import Collection, Iterable
from datetime import datetime

from alerts.services import noticing, people
from alerts.store import people as known
from alerts.store.engine import Session

Words = tuple[str, str]  # title, text: kept in the ledger, which outlives people, they name nobody


def tell_people(session: Session, person_ids: Iterable[int], about: str, words: Words, now: datetime) -> None:
    """Where they are told of their current structure, else of their first one. Somebody who is of no structure has
    nowhere to be told: they read it in their list of networks."""
    for one in dict.fromkeys(person_ids):
        person = known.load_person(session, one)
        spoken_of = people.current_of(session, person) if person else None
        if spoken_of is not None:
            noticing.tell(session, spoken_of[1].id, [one], about, words, now)


def tell_managers(
    session: Session, structure_id: str, about: str, words: Words, now: datetime, *, but: Collection[int] = ()
) -> None:
    """Those who manage this structure. `but`: who did it, or is told otherwise."""
    managers = [one.id for one, _ in people.managers(people.team_of(session, structure_id)) if one.id not in but]
    noticing.tell(session, structure_id, managers, about, words, now)
