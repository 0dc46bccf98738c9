"""What the stories of letters share: people with an address, and a postman who keeps what it carries."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from alerts.channels.channel import Channel, Letter, Style
from alerts.clauses.eligibility import may_answer
from alerts.ledger.drain import Drained
from alerts.links.signed import Links
from alerts.messages.message import Entry, Message
from alerts.model.delivery import Claimed, Outcome, Sent
from alerts.model.people import Role
from alerts.model.preference import BY_MAIL, Preference, Rhythm
from alerts.model.structure import Structure
from alerts.services import people as team
from alerts.services.deliver import deliver
from alerts.services.digesting import owe_digests
from alerts.store import addresses, people
from alerts.store.engine import Database
from tests.alerts.services.phones import Drawer, Phone
from tests.alerts.services.stories import ATELIERS, NOON, PARIS, read

MONDAY = datetime(2026, 11, 30, 8, tzinfo=PARIS)  # NOON is the Monday before
DAILY = Preference(Rhythm.MORNING, hour=8)
WEEKLY = BY_MAIL
LINKS = Links("https://vigie.example.org", "un secret de trente-deux signes !!")
TITLES = {"boamp": "BOAMP", "ted": "TED"}


def reader(
    database: Database, email: str, preference: Preference = WEEKLY, structure: Structure = ATELIERS, account: int = 0
) -> str:
    """Somebody who is told by e-mail, and on Telegram too with an `account`: the key of the recipient they are."""
    with database.write() as session:
        known = addresses.of_email(session, email)
        if known is not None and known.person_id is not None:
            person = known.person_id
        else:
            person = team.meet(session, account, "Lise", NOON).id if account else addresses.add_person(session, NOON)
            address = addresses.ask(session, email, NOON)
            addresses.confirm(session, address.id, person, "{}", 1, NOON)
        people.add_membership(session, person, structure.id, Role.MANAGER, NOON)
        membership = people.membership_in(session, person, structure.id)
        assert membership is not None
        people.put_preference(session, membership.id, preference)
    return f"person:{person}"


def number(key: str) -> int:
    return int(key.removeprefix("person:"))


def membership_of(database: Database, key: str) -> int:
    with database.read() as session:
        return people.memberships_of_person(session, number(key))[0][0].id


@dataclass
class Postman:
    """Keeps letters by address, in the order in which they came, each with its first row."""

    carried: list[tuple[Letter, Claimed]] = field(default_factory=list)
    answer: Callable[[Letter], Outcome | None] = lambda _letter: None
    name: str = "email"
    style: Style = Style.MAIL

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        said = self.answer(letter)
        if said is not None:
            return said
        self.carried.append((letter, delivery))
        return Sent(f"<{delivery.dedupe_key}@vigie.example.org>")

    @property
    def letters(self) -> list[Letter]:
        return [letter for letter, _ in self.carried]

    @property
    def kinds(self) -> list[str]:
        return [delivery.kind.value for _, delivery in self.carried]


def posted(database: Database, postman: Postman, now: datetime = NOON, phone: Phone | None = None) -> Drained:
    """Everything due at that moment, on every channel."""
    channels: dict[str, Channel] = {"email": postman, "folder": Drawer(), "telegram": phone or Phone()}
    return asyncio.run(deliver(database, channels, read, may_answer, lambda: now, links=LINKS, titles=TITLES))


def on(database: Database, postman: Postman, now: datetime, phone: Phone | None = None) -> list[Letter]:
    """What leaves at that moment, once the digests are owed."""
    before = len(postman.letters)
    posted(database, postman, now, phone)
    owe_digests(database, now)
    posted(database, postman, now, phone)
    return postman.letters[before:]


def entries_of(message: Message) -> list[str]:
    """The titles of the opportunities that it tells."""
    return [block.title for block in message.blocks if isinstance(block, Entry)]
