"""What an animator may pass on without looking for it: the alerts that their own structures received."""

from dataclasses import dataclass
from datetime import datetime

from alerts.services import lists, people
from alerts.services.lists import Filter, Item
from alerts.store.engine import Session

LOOKED_AT = 20  # the latest of each structure
MOST = 10


@dataclass(frozen=True, slots=True)
class Received:
    """An alert that can still be answered. `structure`: whose it is, for who has several."""

    match_id: int
    title: str
    place: str
    until: str
    structure: str


def received(session: Session, person_id: int, now: datetime, most: int = MOST) -> list[Received]:
    """The latest alerts of the structures of this person, those of one structure together; what two of them were told
    of is listed once. Nothing of what is over."""
    found: dict[tuple[str, str, str], Received] = {}
    for _, structure in people.memberships_of(session, person_id):
        page = lists.latest(session, structure.id, Filter.ALL, 0, LOOKED_AT, now)
        for one in page.items:
            if not one.over:
                found.setdefault((one.title, one.place, one.until), _received(one, structure.name))
    return list(found.values())[:most]


def _received(one: Item, structure: str) -> Received:
    return Received(one.match_id, one.title, one.place, one.until, structure)
