"""A broadcast to five thousand members: page by page, none lost, none twice, whatever happens in between."""

import logging
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from alerts.model.network import Target
from alerts.services import broadcasting, spreading
from alerts.services.broadcasting import FromNotice
from alerts.store import broadcasts
from alerts.store.engine import Database
from tests.alerts.services.crowds import CROWD, crowd, told
from tests.alerts.services.networked import Circle, confirmed, drafted
from tests.alerts.services.stories import NOON

logger = logging.getLogger(__name__)


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
