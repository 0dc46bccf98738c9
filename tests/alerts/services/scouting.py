"""What the stories of radar letters share: the network of twelve, lots that close in some days, a day after another."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from alerts.channels.channel import Channel, Letter
from alerts.clauses.eligibility import may_answer
from alerts.ledger.drain import Drained, drain
from alerts.matching.document import describe
from alerts.model.delivery import DeliveryKind
from alerts.model.preference import Preference
from alerts.model.response import Response, ResponseStatus
from alerts.services.current import Current
from alerts.services.deliver import Composer, styles_of
from alerts.services.radar_letters import owe_radars
from alerts.store import addresses, matches, network_people, people, responses
from alerts.store.engine import Database
from alerts.store.history import Entry
from alerts.store.recipients import mark_blocked
from alerts.territory.france import France
from scrapers.notice import Deadline, Notice, Place
from tests.alerts.services.mailboxes import LINKS, Postman
from tests.alerts.services.networked import RESERVED, Circle, twelve
from tests.alerts.services.phones import Drawer, Phone
from tests.alerts.services.stories import NOON, PARIS, ingested, lot, matched, notice, owed, read, says

FRANCE = France.load()
MONDAY = datetime(2026, 11, 30, 8, tzinfo=PARIS).astimezone(UTC)  # NOON is the Monday before
WEEKS = timedelta(days=7)
ISERE = (Place(departement="38"),)


@dataclass
class Watch:
    """Nadia and Omar animate the twelve, and are of no structure: she is told on Telegram, he by e-mail."""

    database: Database
    told: Circle
    current: Current
    phone: Phone = field(default_factory=Phone)
    postman: Postman = field(default_factory=Postman)

    def refreshed(self, now: datetime = NOON) -> None:
        self.current.refresh(now)

    def owe(self, now: datetime = NOON) -> int:
        """One beat: what is open is as fresh as the beat."""
        self.refreshed(now)
        return owe_radars(self.database, self.current, now)

    def deliver(self, now: datetime = NOON, channels: Mapping[str, Channel] | None = None) -> Drained:
        all_of_them: dict[str, Channel] = {"email": self.postman, "telegram": self.phone, "folder": Drawer()}
        chosen = channels or all_of_them
        styles = styles_of(chosen.values())
        composer = Composer(self.database, read, may_answer, lambda: now, styles, LINKS, {}, self.current)
        return asyncio.run(drain(self.database, chosen, composer, lambda: now))

    def on(self, now: datetime) -> list[Letter]:
        """What this moment brings: a beat, then all that is due."""
        phoned, posted = len(self.phone.letters), len(self.postman.letters)
        self.owe(now)
        self.deliver(now)
        return [*self.phone.letters[phoned:], *self.postman.letters[posted:]]

    @property
    def letters(self) -> list[Letter]:
        return [*self.phone.letters, *self.postman.letters]

    def rows(self, person: int | None = None) -> list[Entry]:
        found = owed(self.database, DeliveryKind.RADAR)
        return [one for one in found if person is None or one.recipient == f"person:{person}"]

    def ends(self, person: int) -> list[tuple[str | None, str | None]]:
        return [(one.outcome, one.reason) for one in self.rows(person)]

    def takes(self, given: Notice, structure_id: str = "m03") -> None:
        """A member keeps it, with all its lots."""
        (opportunity,) = {one.opportunity_id for one in self.current.opened() if one.notice.id == given.id}
        with self.database.write() as session:
            (number,) = matches.insert_matches(session, [(opportunity, matched(structure_id, given))], NOON).values()
            responses.put_response(session, number, Response(number, ResponseStatus.KEPT, NOON))


def watch_on(database: Database) -> Watch:
    told = twelve(database)
    mailed(database, told.omar, "omar@example.org")
    ingested(database, replace(RESERVED, deadline=Deadline(NOON + timedelta(days=300))), now=NOON)  # out of sight
    return Watch(database, told, cold(database))


def cold(database: Database) -> Current:
    """Nothing has been read in it yet."""
    return Current(database, read, lambda given, readings: describe(given, readings, FRANCE, may_answer), 1000)


def mailed(database: Database, person: int, email: str) -> None:
    """An animator who is written to, and no more on Telegram."""
    with database.write() as session:
        address = addresses.ask(session, email, NOON)
        addresses.confirm(session, address.id, person, "{}", 1, NOON)
        mark_blocked(session, person, NOON)


def closing(number: int, days: float, **fields: object) -> Notice:
    """Green spaces of Isère reserved to SIAE, to be answered in so many days from NOON."""
    given: dict[str, object] = {
        "passages": says("Le marché est réservé aux SIAE."),
        "places": ISERE,
        "title": f"Parc fictif {number}",
        "lots": (lot("LOT-0001", cpv=("77310000",), title=f"Parc fictif {number}"),),
        "deadline": Deadline(NOON + timedelta(days=days)),
    }
    return notice(f"26-9003{number:02}", **{**given, **fields})


def appeared(watch: Watch, *notices: Notice, now: datetime = NOON) -> None:
    ingested(watch.database, *notices, now=now)
    watch.refreshed(now)


def animates(watch: Watch, structure_id: str, preference: Preference) -> int:
    """Somebody of a member animates the network too."""
    person = watch.told.person(structure_id)
    with watch.database.write() as session:
        network_people.add_animator(session, watch.told.id, person, NOON)
        for membership, _ in people.memberships_of_person(session, person):
            people.put_preference(session, membership.id, preference)
    return person
