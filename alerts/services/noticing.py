"""A word about the service itself, owed to people: a topic that closed, somebody who joined."""

from collections.abc import Iterable
from datetime import datetime

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.services import audience, people
from alerts.store.engine import Session


def tell(
    session: Session, structure_id: str, person_ids: Iterable[int], about: str, words: tuple[str, str], now: datetime
) -> None:
    """Owe `words` (title, text) to these people, wherever they are told of this structure. `about` says what happened:
    the same thing is told once.

    Words are kept in the ledger, which outlives people: they name nobody.
    """
    channels = _channels(session, structure_id)
    owed = [
        _owed(structure_id, channel, key, about, words, now)
        for key in (f"person:{one}" for one in person_ids)
        for channel in channels.get(key, [people.TELEGRAM])  # out of reach: the message says so when it is written
    ]
    book.owe(session, owed, now)


def _owed(structure_id: str, channel: str, key: str, about: str, words: tuple[str, str], now: datetime) -> Owed:
    title, text = words
    named = f"notice:{about}:{key}" if channel == people.TELEGRAM else f"notice:{about}:{channel}:{key}"
    said: dict[str, object] = {"title": title, "text": text}
    return Owed(structure_id, channel, DeliveryKind.NOTICE, said, named, now, recipient=key, rank=Rank.SOON)


def _channels(session: Session, structure_id: str) -> dict[str, list[str]]:
    """Recipient key → the channels on which they are told of the structure."""
    found: dict[str, list[str]] = {}
    for one in audience.recipients_of(session, [structure_id]).get(structure_id, ()):
        found.setdefault(one.recipient.key, []).append(one.recipient.channel)
    return found


def who_answers_for(session: Session, structure_id: str, first: int | None) -> list[int]:
    """Person `first` when they are still of this structure; otherwise its managers."""
    team = people.team_of(session, structure_id)
    if any(person.id == first for person, _ in team) and first is not None:
        return [first]
    return [person.id for person, _ in people.managers(team)]
