"""Two people at once in one room: nothing of either is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from alerts.model.network import Room
from alerts.services import rooms
from alerts.services.rooms import WroteBefore
from alerts.store import rooms as kept
from alerts.store.engine import Database, Session
from tests.alerts.services.grouped import Circle, circle_on, trio
from tests.alerts.services.stories import NOON

SECONDS = 30


def together(database: Database, *works: Callable[[Session], object]) -> list[object]:
    """Each in a transaction and a thread of its own, begun at the same moment; errors are given back."""
    start = Barrier(len(works))

    def one(work: Callable[[Session], object]) -> object:
        start.wait(SECONDS)
        try:
            with database.write() as session:
                return work(session)
        except WroteBefore as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return [found.result(SECONDS) for found in [pool.submit(one, work) for work in works]]


def test_two_yes_at_once_open_one_room(database: Database) -> None:
    circle = circle_on(database)
    call = circle.call("1")
    found = together(
        database,
        lambda session: rooms.open_or_join(session, call, "jardins", NOON).id,
        lambda session: rooms.open_or_join(session, call, "ouvrage", NOON).id,
    )
    assert found[0] == found[1]
    with database.read() as session:
        (room,) = kept.open_rooms(session)
    assert set(room.members) == {"moulin", "jardins", "ouvrage"}


def test_parts_ticks_and_choices_at_once_are_all_kept(database: Database) -> None:
    circle, room = trio(database)
    for turn in range(5):
        words, done = f"Version {turn}", turn % 2 == 0
        written = [
            partial(_writes, circle, room, name, structure, words)
            for name, structure in (("maud", "moulin"), ("anne", "jardins"), ("sami", "ouvrage"))
        ]
        together(database, *written, partial(_ticks, circle, room, done=done))
        with database.read() as session:
            after = kept.load_room(session, room.id)
        assert after is not None
        assert after.does == dict.fromkeys(("moulin", "jardins", "ouvrage"), words)
        assert bool(after.tasks) is done


def _writes(circle: Circle, room: Room, name: str, structure: str, words: str, session: Session) -> object:
    return rooms.write(session, circle.who(name), room.id, structure, words, NOON)


def _ticks(circle: Circle, room: Room, session: Session, *, done: bool) -> object:
    return rooms.tick(session, circle.who("bilal"), room.id, "jardins", "step-read", NOON, done=done)


def test_two_colleagues_on_one_part_the_second_is_told(database: Database) -> None:
    circle, room = trio(database)
    found = together(
        database,
        lambda session: rooms.write(session, circle.who("maud"), room.id, "moulin", "De Maud.", NOON, ""),
        lambda session: rooms.write(session, circle.who("malik"), room.id, "moulin", "De Malik.", NOON, ""),
    )
    (error,) = [one for one in found if isinstance(one, WroteBefore)]
    with database.read() as session:
        after = kept.load_room(session, room.id)
    assert after is not None
    assert error.theirs == after.does["moulin"], "the second reads what is kept"


def test_who_leaves_while_another_writes(database: Database) -> None:
    circle, room = trio(database)
    together(
        database,
        lambda session: rooms.leave(session, circle.who("sami"), room.id, "ouvrage", NOON),
        lambda session: rooms.write(session, circle.who("maud"), room.id, "moulin", "De Maud.", NOON),
    )
    with database.read() as session:
        after = kept.load_room(session, room.id)
        assert kept.strangers_in(session, room.id) == frozenset()
    assert after is not None
    assert (set(after.members), after.does) == ({"moulin", "jardins"}, {"moulin": "De Maud."})
