"""What the stories of recipients share: people with their wishes, groups, a phone that keeps what it receives."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.channels.channel import Channel, Letter, Style
from alerts.clauses.eligibility import may_answer
from alerts.ledger.drain import Drained
from alerts.model.delivery import Claimed, DeliveryKind, Outcome, Sent
from alerts.model.people import Role
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure
from alerts.services import people as team
from alerts.services.deliver import deliver
from alerts.store import groups, people
from alerts.store.engine import Database
from alerts.store.history import entries
from tests.alerts.services.stories import ATELIERS, NOON, read

AWAKE = Preference(quiet_from=0, quiet_to=0)
WEEK = Preference(Rhythm.WEEK, hour=9, weekday=0)
MORNING = Preference(Rhythm.MORNING, hour=8)
HOUR = timedelta(hours=1)


def member(database: Database, account: int, preference: Preference = AWAKE, structure: Structure = ATELIERS) -> str:
    """Somebody of this structure: the key of the recipient they are."""
    with database.write() as session:
        person = team.meet(session, account, f"Personne {account}", NOON)
        membership = team.join(session, person.id, structure.id, Role.MANAGER, NOON)
        people.put_preference(session, membership.id, preference)
    return f"person:{person.id}"


def group(database: Database, chat: int, topic: int | None = None, structure: Structure = ATELIERS) -> str:
    """A group that is told at the usual hours: the key of the recipient it is."""
    with database.write() as session:
        by = team.meet(session, 1, "Personne 1", NOON)
        groups.add_group(session, chat, topic, structure.id, "Groupe", by.id, NOON)
        found = [one for one in groups.groups_of_structure(session, structure.id) if one.topic_id == topic]
    return f"group:{next(one.id for one in found if one.chat_id == chat)}"


def paused(database: Database, account: int, until: datetime | None) -> None:
    """In all their structures."""
    with database.write() as session:
        person = team.meet(session, account, "", NOON)
        mine = [membership.id for membership, _ in team.memberships_of(session, person.id)]
        people.put_pause(session, mine, until)


@dataclass
class Phone:
    """Keeps letters by address, in the order in which they came. `answer` says otherwise when it is not None."""

    letters: list[Letter] = field(default_factory=list)
    answer: Callable[[Letter], Outcome | None] = lambda _letter: None
    name: str = "telegram"
    style: Style = Style.CARD

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        said = self.answer(letter)
        if said is not None:
            return said
        self.letters.append(letter)
        return Sent(f"{letter.address.partition('/')[0]}/{len(self.letters)}")

    def told(self, address: str) -> list[str]:
        """The titles of what this address received."""
        return [one.message.title for one in self.letters if one.address == address]


@dataclass
class Drawer:
    """A folder that keeps nothing but titles."""

    titles: list[str] = field(default_factory=list)
    name: str = "folder"
    style: Style = Style.PAGE

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        self.titles.append(letter.message.title)
        return Sent("kept")


def sent(database: Database, phone: Phone, now: datetime = NOON, drawer: Drawer | None = None) -> Drained:
    """Everything due at that moment."""
    channels: dict[str, Channel] = {"telegram": phone, "folder": drawer or Drawer()}
    return asyncio.run(deliver(database, channels, read, may_answer, lambda: now))


def waits(database: Database, key: str, kind: DeliveryKind | None = None) -> list[tuple[datetime | None, str | None]]:
    """(when, why) of each message of this recipient that has not left, in the order in which they were owed."""
    with database.read() as session:
        found = [one for one in reversed(entries(session)) if one.recipient == key and one.outcome is None]
    return [(one.next_at, one.reason) for one in found if kind in (None, one.kind)]


def ended(database: Database, key: str) -> list[tuple[str | None, str | None]]:
    """(outcome, reason) of each message of this recipient that is settled."""
    with database.read() as session:
        found = [one for one in reversed(entries(session)) if one.recipient == key and one.outcome is not None]
    return [(one.outcome, one.reason) for one in found]
