"""What the stories of people share: a structure made in the chat, its manager, its people, a neighbour, a stranger."""

from dataclasses import dataclass

from alerts.model.people import Membership, Role
from alerts.model.structure import Structure, StructureKind
from alerts.services import people
from alerts.store.engine import Database, Session
from tests.alerts.services.stories import NOON

JARDINS = Structure("", "Les Jardins fictifs", frozenset({StructureKind.ACI}))
VERGERS = Structure("", "Les Vergers fictifs", frozenset({StructureKind.EI}))
ANNE, BILAL, CLAIRE, DORIS = 7_000_000_001, 7_000_000_002, 7_000_000_003, 7_000_000_004


@dataclass(frozen=True, slots=True)
class Team:
    """Anne manages the Jardins, Bilal is a member there; Claire manages the Vergers; Doris is nowhere."""

    anne: int
    bilal: int
    claire: int
    doris: int
    hers: Membership
    his: Membership
    neighbours: Membership
    jardins: Structure
    vergers: Structure


def team_in(session: Session) -> Team:
    anne, bilal, claire, doris = (
        people.meet(session, account, name, NOON).id
        for account, name in ((ANNE, "Anne"), (BILAL, "Bilal"), (CLAIRE, "Claire"), (DORIS, "Doris"))
    )
    hers, jardins = people.create_structure(session, anne, JARDINS, NOON)
    his = people.join(session, bilal, jardins.id, Role.MEMBER, NOON)
    neighbours, vergers = people.create_structure(session, claire, VERGERS, NOON)
    return Team(anne, bilal, claire, doris, hers, his, neighbours, jardins, vergers)


def team_on(database: Database) -> Team:
    with database.write() as session:
        return team_in(session)


def roles(session: Session, structure_id: str) -> dict[str, Role]:
    """First name → role."""
    return {person.name: one.role for person, one in people.team_of(session, structure_id)}
