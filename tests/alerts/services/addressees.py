"""What the stories of addresses share: somebody asks on the page, reads the mail in their box, and says yes."""

from datetime import datetime
from typing import Any

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed
from alerts.model.people import Recipient
from alerts.model.preference import BY_MAIL, Preference
from alerts.model.structure import Criteria, Structure, StructureKind
from alerts.services import access, addresses, audience, people, subscribing
from alerts.services.addresses import Address
from alerts.services.subscribing import Confirmed, Proof
from alerts.store.engine import Database
from tests.alerts.services.stories import NOON, owed

MARIE, PAUL = "marie@vergers.example", "paul@example.org"
POTAGERS = Structure(
    "", "Les Potagers fictifs", frozenset({StructureKind.ACI}), (Criteria(trades=frozenset({"espaces-verts"})),)
)
ON_THE_PAGE = Proof(NOON, subscribing.PAGE, "2026-11")
IN_THE_CHAT = Proof(NOON, subscribing.TELEGRAM, "2026-11")


def asked(
    database: Database, email: str = MARIE, draft: Structure = POTAGERS, now: datetime = NOON, visitor: str = ""
) -> None:
    """On the page."""
    with database.write() as session:
        subscribing.ask(session, email, draft, BY_MAIL, ON_THE_PAGE, now, visitor)


def asked_in_chat(database: Database, person_id: int, email: str = MARIE, now: datetime = NOON) -> None:
    with database.write() as session:
        subscribing.ask_for_person(session, person_id, email, IN_THE_CHAT, now)


def box(database: Database) -> list[tuple[DeliveryKind, str]]:
    """What was sent to addresses as such: (kind, e-mail address), in the order in which it was asked."""
    rows = [one for one in owed(database) if one.recipient.startswith("address:")]
    with database.read() as session:
        return [
            (one.kind, audience.address_of(session, Recipient(one.channel, one.recipient)) or "nowhere") for one in rows
        ]


def last_cause(database: Database, kind: DeliveryKind) -> dict[str, Any]:
    return owed(database, kind)[-1].cause


def link(database: Database, now: datetime = NOON) -> str:
    """The token in the last mail that asks for a confirmation."""
    with database.write() as session:
        return subscribing.token_of(session, last_cause(database, DeliveryKind.CONFIRMATION), now)


def key(database: Database, now: datetime = NOON) -> str:
    """The token in the last mail that opens settings."""
    with database.write() as session:
        return access.token_of(session, last_cause(database, DeliveryKind.ACCESS), now)


def confirmed(database: Database, token: str, now: datetime = NOON) -> Confirmed:
    with database.write() as session:
        return subscribing.confirm(session, token, now)


def subscribed_by_mail(
    database: Database, email: str = MARIE, draft: Structure = POTAGERS, now: datetime = NOON
) -> Confirmed:
    """All the way."""
    asked(database, email, draft, now)
    return confirmed(database, link(database, now), now)


def given(database: Database, person_id: int, email: str = MARIE, now: datetime = NOON) -> Confirmed:
    """All the way, from the chat."""
    asked_in_chat(database, person_id, email, now)
    return confirmed(database, link(database, now), now)


def held(database: Database, person_id: int) -> Address | None:
    with database.read() as session:
        return addresses.held(session, person_id)


def structure_of(database: Database, done: Confirmed) -> str:
    """The one that was made when they confirmed."""
    with database.read() as session:
        ((_, structure),) = people.memberships_of(session, done.person_id)
    return structure.id


def owe_alert(database: Database, structure_id: str, person_id: int, channel: str, key: str = "1") -> None:
    """Something that waits for them there."""
    whom, cause = f"person:{person_id}", {"notice": "boamp:26-1"}
    row = Owed(structure_id, channel, DeliveryKind.ALERT, {**cause}, f"{key}:{channel}:{whom}", NOON, whom)
    with database.write() as session:
        assert book.owe(session, [row], NOON) == 1


def outcomes(database: Database, person_id: int, channel: str) -> list[tuple[str | None, str | None]]:
    """(outcome, reason) of what was owed to them there, words about the service aside."""
    mine = [one for one in owed(database) if (one.recipient, one.channel) == (f"person:{person_id}", channel)]
    return [(one.outcome, one.reason) for one in mine if one.kind is not DeliveryKind.NOTICE]


def notices(database: Database, person_id: int) -> list[tuple[str, str]]:
    """(channel, title) of the words about the service that they are owed."""
    words = [one for one in owed(database, DeliveryKind.NOTICE) if one.recipient == f"person:{person_id}"]
    return [(one.channel, one.cause["title"]) for one in words]


def channels_of(database: Database, structure_id: str) -> list[tuple[str, str]]:
    """(channel, address) of the people of a structure."""
    with database.write() as session:
        told = audience.recipients_of(session, [structure_id])[structure_id]
    return [(one.recipient.channel, one.address) for one in told]


def preferring(*channels: str) -> Preference:
    return Preference(channels=channels)
