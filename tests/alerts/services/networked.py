"""What the stories of networks share: a network of twelve members of different kinds, told in different ways."""

from dataclasses import dataclass, field
from datetime import datetime

from alerts.channels.channel import Letter
from alerts.messages.message import Message
from alerts.model.network import NetworkKind, Shares, Target
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.services import broadcasting
from alerts.services import people as team
from alerts.services.broadcasting import About, Confirmed, FromNotice
from alerts.store import network_people, networks
from alerts.store.engine import Database
from tests.alerts.services.mailboxes import Postman, number, posted, reader
from tests.alerts.services.phones import AWAKE, Phone, group, member
from tests.alerts.services.stories import NOON, ingested, lot, notice, says, subscribed

NADIA, OMAR, EVE = 9_000_000_001, 9_000_000_002, 9_000_000_003  # two animators, and one of another network
RESERVED = notice("26-900101", passages=says("Le marché est réservé aux SIAE."), places=(), lots=(lot("1"), lot("2")))


def structure(number: int, kind: StructureKind, *, trade: str = "espaces-verts", place: str = "38") -> Structure:
    activity = Criteria(frozenset({trade}), territory=Territory(frozenset({place})))
    return Structure(f"m{number:02d}", f"Membre {number}", frozenset({kind}), (activity,), channels=())


MEMBERS = (
    structure(1, StructureKind.ESAT),
    structure(2, StructureKind.EA, trade="nettoyage-locaux"),
    structure(3, StructureKind.ACI),
    structure(4, StructureKind.EI, place="69"),
    structure(5, StructureKind.AI),
    structure(6, StructureKind.ETTI, place="69"),
    structure(7, StructureKind.GEIQ),
    structure(8, StructureKind.SCOP, trade="nettoyage-locaux"),
    structure(9, StructureKind.SCIC),
    structure(10, StructureKind.ASSOCIATION),
    structure(11, StructureKind.EITI, place="69"),
    structure(12, StructureKind.SOCIETE_ESS),
)


@dataclass
class Circle:
    """A network and its people. `keys`: member → the recipients it has."""

    id: int
    nadia: int
    omar: int
    eve: int
    keys: dict[str, str] = field(default_factory=dict)

    def person(self, structure_id: str) -> int:
        return number(self.keys[structure_id])


def network_of(database: Database, name: str, animator: int, *members: Structure, since: datetime = NOON) -> int:
    """Approved, with one animator."""
    with database.write() as session:
        made = networks.add_network(session, name, NetworkKind.PTCE, since, approved_at=since)
        network_people.add_animator(session, made, animator, since)
        for one in members:
            network_people.add_member(session, made, one.id, since)
    return made


def person(database: Database, account: int) -> int:
    with database.write() as session:
        return team.meet(session, account, f"Personne {account}", NOON).id


def twelve(database: Database) -> Circle:
    """Six are told on Telegram, three by e-mail, one on both, one in a group; of the twelfth nobody can be told."""
    subscribed(database, *MEMBERS)
    nadia, omar, eve = (person(database, one) for one in (NADIA, OMAR, EVE))
    made = network_of(database, "Pôle fictif des Cimes", nadia, *MEMBERS)
    with database.write() as session:
        network_people.add_animator(session, made, omar, NOON)
    network_of(database, "Réseau fictif des Plaines", eve)
    told = Circle(made, nadia, omar, eve)
    for one in MEMBERS[:6]:
        told.keys[one.id] = member(database, 100 + int(one.id[1:]), AWAKE, one)
    for one in MEMBERS[6:9]:
        told.keys[one.id] = reader(database, f"{one.id}@example.org", AWAKE, one)
    told.keys["m10"] = reader(database, "m10@example.org", AWAKE, MEMBERS[9], account=110)
    told.keys["m11"] = group(database, -1011, structure=MEMBERS[10])
    ingested(database, RESERVED)
    return told


def drafted(
    database: Database,
    told: Circle,
    about: About | None = None,
    note: str = "Allons-y ensemble !",
    target: Target | None = None,
    *,
    now: datetime = NOON,
    network: int | None = None,
    by: int | None = None,
) -> int:
    asked = about or FromNotice(RESERVED.id)
    with database.write() as session:
        whom, who = network or told.id, by or told.nadia
        return broadcasting.draft(session, who, whom, asked, note, target or Target(), now).id


def confirmed(database: Database, told: Circle, draft: int, now: datetime = NOON, by: int | None = None) -> Confirmed:
    """Seen, then confirmed."""
    with database.write() as session:
        seen = broadcasting.preview(session, by or told.nadia, draft, now).seen
        return broadcasting.confirm(session, by or told.nadia, draft, seen, now)


def hides(database: Database, told: Circle, *structure_ids: str) -> None:
    with database.write() as session:
        for one in structure_ids:
            network_people.put_shares(session, told.id, one, Shares(answers=False))


@dataclass
class Received:
    phone: Phone = field(default_factory=Phone)
    postman: Postman = field(default_factory=Postman)

    @property
    def letters(self) -> list[Letter]:
        return [*self.phone.letters, *self.postman.letters]

    @property
    def structures(self) -> list[str]:
        return sorted(one.to.id for one in self.letters if one.to is not None)

    def of(self, structure_id: str) -> list[Message]:
        return [one.message for one in self.letters if one.to is not None and one.to.id == structure_id]


def delivered(database: Database, now: datetime = NOON, received: Received | None = None) -> Received:
    """Everything due at that moment has left, on both channels."""
    found = received or Received()
    posted(database, found.postman, now, found.phone)
    return found
