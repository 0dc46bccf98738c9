"""A word about the service itself, owed to people: a topic that closed, somebody who joined."""

from collections.abc import Iterable
from datetime import datetime

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.services import people
from alerts.store.engine import Session


def tell(
    session: Session, structure_id: str, person_ids: Iterable[int], about: str, words: tuple[str, str], now: datetime
) -> None:
    """Owe `words` (title, text) to these people. `about` says what happened: the same thing is told once.

    Words are kept in the ledger, which outlives people: they name nobody.
    """
    title, text = words
    owed = [
        Owed(
            structure_id,
            people.TELEGRAM,
            DeliveryKind.NOTICE,
            {"title": title, "text": text},
            f"notice:{about}:person:{one}",
            now,
            recipient=f"person:{one}",
            rank=Rank.SOON,
        )
        for one in person_ids
    ]
    book.owe(session, owed, now)


def who_answers_for(session: Session, structure_id: str, first: int | None) -> list[int]:
    """Person `first` when they are still of this structure; otherwise its managers."""
    team = people.team_of(session, structure_id)
    if any(person.id == first for person, _ in team) and first is not None:
        return [first]
    return [person.id for person, _ in people.managers(team)]
