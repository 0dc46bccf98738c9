"""A network of thousands of members, each with one person on Telegram, and what they were owed."""

from collections import Counter

from alerts.model.network import Shares
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.services.structures import save_structures
from alerts.store import broadcasts
from alerts.store.engine import Database
from alerts.store.network_tables import MemberRow
from alerts.store.people_tables import MembershipRow, PersonRow
from alerts.store.values import to_json
from alerts.store.writing import insert_rows
from tests.alerts.services.networked import NADIA, Circle, network_of, person
from tests.alerts.services.phones import AWAKE
from tests.alerts.services.stories import NOON, ingested, notice

KINDS = tuple(StructureKind)
CROWD = 5_000


def crowd(database: Database, many: int) -> Circle:
    """So many members, each with one person on Telegram."""
    nadia = person(database, NADIA)
    made = network_of(database, "Réseau fictif des Cinq Mille", nadia)
    places = [Territory(frozenset({code})) for code in ("38", "69", "01")]
    structures = [
        Structure(f"s{one:05d}", f"Membre {one}", frozenset({KINDS[one % 16]}), (_does(places[one % 3]),), channels=())
        for one in range(many)
    ]
    with database.write() as session:
        save_structures(session, structures, NOON)
        ids = range(1000, 1000 + many)
        people = [{"id": one, "telegram_id": one, "name": "P", "created_at": NOON, "step": "{}"} for one in ids]
        insert_rows(session, PersonRow, people)
        wish, shares = to_json(type(AWAKE), AWAKE), to_json(Shares, Shares())
        pairs = list(zip(ids, structures, strict=True))
        insert_rows(session, MembershipRow, [_of(number, one.id, wish) for number, one in pairs])
        members = [
            {"network_id": made, "structure_id": one.id, "shares": shares, "joined_at": NOON} for one in structures
        ]
        insert_rows(session, MemberRow, members)
    ingested(database, notice("26-900501"), notice("26-900502", title="Un autre marché"))
    return Circle(made, nadia, nadia, nadia)


def _does(territory: Territory) -> Criteria:
    return Criteria(frozenset({"espaces-verts"}), territory=territory)


def _of(person_id: int, structure_id: str, wish: str) -> dict[str, object]:
    given = {"person_id": person_id, "structure_id": structure_id, "role": "manager", "preference": wish}
    return {**given, "created_at": NOON}


def told(database: Database, many: int) -> Counter[tuple[str, str, int]]:
    """How many times each recipient is owed each broadcast."""
    ids = [f"s{one:05d}" for one in range(many)]
    with database.read() as session:
        found = broadcasts.receipts(session, ids, range(10), NOON)
    return Counter((one.structure_id, one.recipient, one.broadcast_id) for one in found)
