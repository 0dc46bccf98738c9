"""A broadcast to five thousand members: page by page, none lost, none twice, whatever happens in between."""

import logging
import time
import tracemalloc
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from alerts.model.network import Shares, Target
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.services import broadcasting, spreading
from alerts.services.broadcasting import FromNotice
from alerts.services.structures import save_structures
from alerts.store import broadcasts
from alerts.store.engine import Database
from alerts.store.network_tables import MemberRow
from alerts.store.people_tables import MembershipRow, PersonRow
from alerts.store.values import to_json
from alerts.store.writing import insert_rows
from tests.alerts.services.networked import NADIA, Circle, confirmed, drafted, network_of, person
from tests.alerts.services.phones import AWAKE
from tests.alerts.services.stories import NOON, ingested, notice

logger = logging.getLogger(__name__)

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


def _weight(database: Database, circle: Circle, draft: int) -> float:
    """Of a preview, the one who holds the most at once: megabytes at its peak."""
    tracemalloc.start()
    with database.read() as session:
        broadcasting.preview(session, circle.nadia, draft, NOON)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def test_five_thousand_members_are_all_told_once(database: Database) -> None:
    circle = crowd(database, CROWD)
    draft = drafted(database, circle, FromNotice("boamp:26-900501"))
    start = time.perf_counter()
    with database.read() as session:
        seen = broadcasting.preview(session, circle.nadia, draft, NOON)
    looked = time.perf_counter()
    with database.write() as session:
        first = broadcasting.confirm(session, circle.nadia, draft, seen.seen, NOON)
    decided = time.perf_counter()
    rest = spreading.spread(database, broadcasting.grounds(NOON), NOON)
    spread = time.perf_counter()
    logger.warning(
        "%s: preview %.2f s and %.0f MB, confirmation %.2f s, the other pages %.2f s",
        *(database.dialect, looked - start, _weight(database, circle, draft), decided - looked, spread - decided),
    )
    assert (seen.structures, seen.people) == (CROWD, CROWD)
    assert (first.reached, first.complete) == (spreading.PAGE, False)
    assert first.reached + rest == CROWD
    found = told(database, CROWD)
    assert len(found) == CROWD
    assert set(found.values()) == {1}
    assert spreading.spread(database, broadcasting.grounds(NOON), NOON) == 0


def test_a_kill_between_two_pages_loses_nobody_and_tells_nobody_twice(database: Database) -> None:
    circle = crowd(database, 50)
    confirmed(database, circle, drafted(database, circle, FromNotice("boamp:26-900501")))
    draft = drafted(database, circle, FromNotice("boamp:26-900502"))
    ground = broadcasting.grounds(NOON)
    with database.write() as session:
        broadcasts.mark_sent(session, draft, NOON)
    with database.write() as session:
        assert spreading.spread_page(session, ground, draft, NOON, page=7) == 7
    with pytest.raises(KeyboardInterrupt), database.write() as session:
        assert spreading.spread_page(session, ground, draft, NOON, page=7) == 7
        raise KeyboardInterrupt  # in the middle of the second page
    assert spreading.spread(database, ground, NOON, page=7) == 43
    found = told(database, 50)
    assert len(found) == 100
    assert set(found.values()) == {1}


def test_two_machines_that_spread_at_once_tell_everybody_once(database: Database) -> None:
    circle = crowd(database, 120)
    with database.write() as session:
        drafts = [
            broadcasting.draft(
                session, circle.nadia, circle.id, FromNotice(f"boamp:26-90050{one}"), "", Target(), NOON
            ).id
            for one in (1, 2)
        ]
        for one in drafts:
            broadcasts.mark_sent(session, one, NOON)

    def work(_number: int) -> int:
        return spreading.spread(database, broadcasting.grounds(NOON), NOON, page=10)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 240
    found = told(database, 120)
    assert len(found) == 240
    assert set(found.values()) == {1}


def test_a_beat_that_is_told_to_stop_goes_on_at_the_next_one(database: Database) -> None:
    circle = crowd(database, 30)
    draft = drafted(database, circle, FromNotice("boamp:26-900501"))
    with database.write() as session:
        broadcasts.mark_sent(session, draft, NOON)
    ground = broadcasting.grounds(NOON)
    assert spreading.spread(database, ground, NOON, page=10, stop=lambda: True) == 0
    assert spreading.spread(database, ground, NOON + timedelta(minutes=1), page=10) == 30


def test_what_is_over_before_its_last_page_stops_there(database: Database) -> None:
    circle = crowd(database, 30)
    draft = drafted(database, circle, FromNotice("boamp:26-900501"))
    with database.write() as session:
        broadcasts.mark_sent(session, draft, NOON)
    late = NOON + timedelta(days=60)
    assert spreading.spread(database, broadcasting.grounds(late), late, page=10) == 0
    with database.read() as session:
        assert broadcasts.to_spread(session) == []
