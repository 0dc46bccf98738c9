"""Fictitious people of the fictitious structures, and the matches they answer for."""

from alerts.model.people import Membership, Person, Role
from alerts.model.structure import Structure
from alerts.services import people
from alerts.store import lists
from alerts.store.engine import Database
from scrapers.notice import Notice
from tests.alerts.services.stories import ATELIERS, NOON, ingested, judge_for, matched_new, notice, subscribed

INES, BRUNO, ZOE = 101, 102, 103  # accounts


def joined(
    database: Database, account: int, name: str, structure: Structure = ATELIERS, role: Role = Role.MANAGER
) -> tuple[Person, Membership]:
    """Somebody who writes to us, in this structure."""
    with database.write() as session:
        person = people.meet(session, account, name, NOON)
        return person, people.join(session, person.id, structure.id, role, NOON)


def stranger(database: Database) -> Person:
    with database.write() as session:
        return people.meet(session, ZOE, "Zoé", NOON)


def told_of(database: Database, *notices: Notice, structure: Structure = ATELIERS) -> list[int]:
    """The matches of this structure with these notices, in their order (one opportunity each)."""
    given = notices or (notice("26-1"),)
    subscribed(database, structure)
    ingested(database, *given)
    matched_new(database, judge_for(structure.id))
    with database.read() as session:
        found = lists.newest(session, structure.id, offset=0, limit=1000)
    known = {one.match.notice_id: one.match_id for one in found}
    return [known[one.id] for one in given]
