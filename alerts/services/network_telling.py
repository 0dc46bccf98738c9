"""Telling people of a network what happens to it, as words about the service: each through a structure of theirs, or
by the network itself."""

from collections.abc import Collection, Iterable
from datetime import datetime

from alerts.ledger import reach
from alerts.services import noticing, people
from alerts.store import people as known
from alerts.store.engine import Session

Words = tuple[str, str]  # title, text: kept in the ledger, which outlives people, they name nobody


def tell_people(
    session: Session, person_ids: Iterable[int], about: str, words: Words, now: datetime, network_id: int | None = None
) -> None:
    """Where they are told of their current structure, else of their first one. An animator who is of no structure is
    told by network `network_id`; without it they read it in their list of networks."""
    for one in dict.fromkeys(person_ids):
        person = known.load_person(session, one)
        spoken_of = people.current_of(session, person) if person else None
        if spoken_of is not None:
            noticing.tell(session, spoken_of[1].id, [one], about, words, now)
        elif person is not None and network_id is not None:
            reach.tell_animators(session, network_id, about, words, now, only=one)


def tell_managers(
    session: Session, structure_id: str, about: str, words: Words, now: datetime, *, but: Collection[int] = ()
) -> None:
    """Those who manage this structure. `but`: who did it, or is told otherwise."""
    managers = [one.id for one, _ in people.managers(people.team_of(session, structure_id)) if one.id not in but]
    noticing.tell(session, structure_id, managers, about, words, now)
