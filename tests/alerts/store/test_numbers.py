"""Numbers that stand in buttons: never given twice."""

import pytest

from alerts.model.people import Role
from alerts.services import forgetting, grouping, people
from alerts.services.grouping import Spot
from alerts.store import matches
from alerts.store.engine import Database, Session
from tests.alerts.services.stories import NOON, ingested, matched, notice
from tests.alerts.services.teams import ANNE, JARDINS

STREETS = notice("26-1")


def arrived(session: Session) -> dict[str, int]:
    """Somebody new, with a structure, a group and a first alert: their numbers."""
    person = people.meet(session, ANNE, "Anne", NOON)
    membership, structure = people.create_structure(session, person.id, JARDINS, NOON)
    group = grouping.link(session, person.id, membership.id, Spot(-100, None, "x"), NOON).group
    matches.insert_matches(session, [(STREETS.id, matched(structure.id, STREETS))], NOON)
    match = session.connection().exec_driver_sql("SELECT max(id) FROM match").scalar_one()
    assert membership.role is Role.MANAGER
    return {"person": person.id, "membership": membership.id, "chat_group": group.id, "match": match}


@pytest.mark.parametrize("table", ["person", "membership", "chat_group", "match"])
def test_after_an_erasure_an_old_button_names_nothing(database: Database, table: str) -> None:
    ingested(database, STREETS)
    with database.write() as session:
        before = arrived(session)
        forgetting.forget(session, before["person"], NOON)
        after = arrived(session)
    assert after[table] > before[table]
