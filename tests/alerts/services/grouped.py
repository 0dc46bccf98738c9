"""What the stories of groups share: three members of a network, their people, and a contract of two lots.

Lot 1 is reserved to EA, ESAT and SIAE; lot 2 is open, with a social clause of 300 hours.
"""

from dataclasses import dataclass, field
from datetime import datetime

from alerts.model.network import Call, NetworkKind, Room
from alerts.model.people import Role
from alerts.model.preference import Preference
from alerts.model.reply import Sheet
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.services import people, rooms
from alerts.store import calls, network_people, networks, notices, replies, structures
from alerts.store import people as held
from alerts.store.engine import Database, Session
from scrapers.notice import Lot, Notice, Passage, Place, Topic
from tests.alerts.services.phones import AWAKE
from tests.alerts.services.stories import NOON, at, ingested, notice, says

AIN = Territory(departements=frozenset({"01"}))
ESAT, ACI, SCOP = StructureKind.ESAT, StructureKind.ACI, StructureKind.SCOP
RESERVED_TEXT = (
    "Lot réservé aux entreprises adaptées, aux établissements et services d'accompagnement par le travail et aux"
    " structures d'insertion par l'activité économique (articles L2113-12, L2113-13 et L2113-14)."
)
CLAUSED_TEXT = "Clause sociale d'insertion obligatoire : le titulaire réserve 300 heures à l'insertion."
GROUP_TEXT = "Un même candidat ne peut présenter plusieurs offres en qualité de membre de plusieurs groupements."


def made(id_: str, name: str, trade: str, *kinds: StructureKind) -> Structure:
    activity = Criteria(frozenset({trade}), territory=AIN)
    return Structure(id_, name, frozenset(kinds), (activity,), channels=())


MOULIN = made("moulin", "ESAT du Moulin fictif", "espaces-verts", ESAT)
JARDINS = made("jardins", "Les Jardins <fictifs> & Cie", "nettoyage-locaux", ACI)
OUVRAGE = made("ouvrage", "Scop de l'Ouvrage fictif", "espaces-verts", SCOP)
VOISINE = made("voisine", "La Voisine fictive", "espaces-verts", StructureKind.EI)
SHEETS = {
    "moulin": Sheet(
        legal_name="Association du Moulin fictif",
        siret="00000000000018",
        address="4 chemin des Exemples",
        postcode="01000",
        town="Exempleville",
        email="contact@moulin.example.org",
        phone="04 00 00 00 01",
        signatory="Dominique Exemple",
        signatory_role="direction",
        insertion_fte=40.0,
    ),
    "jardins": Sheet(email="contact@jardins.example.org", insertion_fte=12.0),
}


def contract(publisher_id: str = "26-900701", **fields: object) -> Notice:
    lots = (
        Lot("1", "Entretien des parcs", ("77310000",), passages=says(RESERVED_TEXT, topic=Topic.PARTICIPATION)),
        Lot("2", "Nettoyage des écoles", ("90910000",), passages=says(CLAUSED_TEXT)),
    )
    given: dict[str, object] = {
        "title": "Propreté & espaces verts de <Sévigny>",
        "places": (Place(postcode="01000", town="Exempleville"),),
        "passages": (Passage("texte", GROUP_TEXT, Topic.PARTICIPATION),),
        "lots": lots,
        "deadline": at(21),
    }
    return notice(publisher_id, **{**given, **fields})


@dataclass
class Circle:
    """`maud` manages the ESAT, `malik` is in its team; `anne` and `bilal` the same at the Jardins; `sami` manages the
    Scop; `vera` the neighbour, in no group. `elias` animates the network, `gael` another one; `doris` is nowhere."""

    database: Database
    network: int
    opportunity: str
    notice: Notice
    people: dict[str, int] = field(default_factory=dict)

    def who(self, name: str) -> int:
        return self.people[name]

    def call(self, lot: str, seeker: str = "moulin", now: datetime = NOON) -> Call:
        with self.database.write() as session:
            return call_in(session, self, lot, seeker, now)

    def joined(self, call: Call, *structure_ids: str, now: datetime = NOON) -> Room:
        """Each said yes, and so did the seeker."""
        for one in structure_ids:
            with self.database.write() as session:
                room = rooms.open_or_join(session, call, one, now)
        return room

    def membership(self, name: str) -> int:
        with self.database.read() as session:
            return people.memberships_of(session, self.who(name))[0][0].id


def call_in(session: Session, circle: Circle, lot: str, seeker: str, now: datetime) -> Call:
    about = (circle.network, seeker, circle.opportunity, circle.notice.id, lot)
    number = calls.add(session, Call(0, *about, now))
    found = calls.load(session, number)
    assert found is not None
    return found


PEOPLE = (
    ("maud", MOULIN, Role.MANAGER),
    ("malik", MOULIN, Role.MEMBER),
    ("anne", JARDINS, Role.MANAGER),
    ("bilal", JARDINS, Role.MEMBER),
    ("sami", OUVRAGE, Role.MANAGER),
    ("vera", VOISINE, Role.MANAGER),
)
NOWHERE = ("elias", "gael", "doris")
ACCOUNTS = {name: 8_000_000_001 + at for at, name in enumerate([*(one for one, _, _ in PEOPLE), *NOWHERE])}


def circle_on(database: Database, given: Notice | None = None, preference: Preference = AWAKE) -> Circle:
    told = given or contract()
    ingested(database, told)
    with database.write() as session:
        structures.put_structures(session, [MOULIN, JARDINS, OUVRAGE, VOISINE], NOON)
        for one, sheet in SHEETS.items():
            replies.put_sheet(session, one, sheet, NOON)
        network = networks.add_network(session, "Réseau fictif de l'Ain", NetworkKind.PTCE, NOON, approved_at=NOON)
        other = networks.add_network(session, "Un autre réseau fictif", NetworkKind.PTCE, NOON, approved_at=NOON)
        for one in (MOULIN, JARDINS, OUVRAGE, VOISINE):
            network_people.add_member(session, network, one.id, NOON)
        named = {name: people.meet(session, account, name.title(), NOON).id for name, account in ACCOUNTS.items()}
        for name, structure, role in PEOPLE:
            membership = people.join(session, named[name], structure.id, role, NOON)
            held.put_preference(session, membership.id, preference)
        network_people.add_animator(session, network, named["elias"], NOON)
        network_people.add_animator(session, other, named["gael"], NOON)
        opportunity = notices.opportunity_of(session, told.id)
    assert opportunity is not None
    return Circle(database, network, opportunity, told, named)


def trio(database: Database, lot: str = "1") -> tuple[Circle, Room]:
    """The ESAT looked for partners; the Jardins and the Scop are in."""
    circle = circle_on(database)
    return circle, circle.joined(circle.call(lot), "jardins", "ouvrage")
