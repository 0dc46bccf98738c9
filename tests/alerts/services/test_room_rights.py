"""Each service of rooms, tried by each of those who may call it: what happens is in the table below."""

from collections.abc import Callable

import pytest

from alerts.model.network import GroupForm, Room
from alerts.network import group
from alerts.services import room_rights, room_views, rooms
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store.engine import Database, Session
from tests.alerts.services.grouped import Circle, trio
from tests.alerts.services.stories import NOON

Service = Callable[[Session, Circle, Room, int], object]

# All about the room of the ESAT, the Jardins and the Scop, in the name of the Jardins.
SERVICES: dict[str, Service] = {
    "see": lambda s, c, r, who: room_views.seen(s, room_views.reading(NOON, None), who, r.id, "jardins", NOON),
    "enter": lambda s, c, r, who: room_rights.entered(s, who, r.id, "jardins"),
    "write": lambda s, c, r, who: rooms.write(s, who, r.id, "jardins", "Une part.", NOON),
    "tick": lambda s, c, r, who: rooms.tick(s, who, r.id, "jardins", "step-read", NOON, done=True),
    "take": lambda s, c, r, who: rooms.take(s, who, r.id, "jardins", "step-read", NOON, on=True),
    "mandataire": lambda s, c, r, who: rooms.choose_mandataire(s, who, r.id, "jardins", "moulin", NOON),
    "form": lambda s, c, r, who: rooms.choose_form(s, who, r.id, "jardins", GroupForm.SOLIDARY, NOON),
    "agree": lambda s, c, r, who: rooms.agree(s, who, r.id, "jardins", group.mark_of(r), NOON),
    "doubt": lambda s, c, r, who: rooms.doubt(s, who, r.id, "jardins", NOON),
    "leave": lambda s, c, r, who: rooms.leave(s, who, r.id, "jardins", NOON),
    "count": lambda s, c, r, who: room_rights.how_many(s, who, c.network),
}
# doris: stranger; gael: animates another network; elias: animates this one; vera: of a member that is not in;
# sami: manages another structure of the room; bilal: équipier of the Jardins; anne: manages them.
WHO = ("doris", "gael", "elias", "vera", "sami", "bilal", "anne")
TABLE = {
    "see": "not-theirs not-theirs not-theirs not-theirs not-theirs yes yes",
    "enter": "not-theirs not-theirs not-theirs not-theirs not-theirs yes yes",
    "write": "not-theirs not-theirs not-theirs not-theirs not-theirs yes yes",
    "tick": "not-theirs not-theirs not-theirs not-theirs not-theirs yes yes",
    "take": "not-theirs not-theirs not-theirs not-theirs not-theirs yes yes",
    "mandataire": "not-theirs not-theirs not-theirs not-theirs not-theirs not-allowed yes",
    "form": "not-theirs not-theirs not-theirs not-theirs not-theirs not-allowed yes",
    "agree": "not-theirs not-theirs not-theirs not-theirs not-theirs not-allowed lacking",
    "doubt": "not-theirs not-theirs not-theirs not-theirs not-theirs not-allowed yes",
    "leave": "not-theirs not-theirs not-theirs not-theirs not-theirs not-allowed yes",
    "count": "not-theirs not-theirs yes not-theirs not-theirs not-theirs not-theirs",
}


def tried(session: Session, service: Service, circle: Circle, room: Room, who: int) -> str:
    """What became of it; nothing is kept."""
    with session.begin_nested() as attempt:
        try:
            service(session, circle, room, who)
        except NotAllowed:
            return "not-allowed"
        except NotYours:
            return "not-theirs"
        except Refusal:
            return "lacking"
        finally:
            attempt.rollback()
    return "yes"


@pytest.mark.parametrize("who", WHO)
def test_each_cell_of_each_service(database: Database, who: str) -> None:
    circle, room = trio(database)
    with database.write() as session:
        found = {name: tried(session, one, circle, room, circle.who(who)) for name, one in SERVICES.items()}
    assert found == {name: TABLE[name].split()[WHO.index(who)] for name in SERVICES}


def test_a_room_that_never_was_is_refused_in_the_words_of_one_that_is_not_theirs(database: Database) -> None:
    circle, room = trio(database)
    told = set()
    with database.read() as session:
        for number in (room.id, 999_999):
            with pytest.raises(NotYours) as refused:
                room_rights.entered(session, circle.who("vera"), number)
            told.add(refused.value.sentence)
    assert told == {room_rights.GONE}


def test_a_network_with_fewer_than_five_groups_tells_no_number(database: Database) -> None:
    circle, _ = trio(database)
    with database.read() as session:
        assert room_rights.how_many(session, circle.who("elias"), circle.network) is None
    seekers = ("moulin", "jardins", "ouvrage", "voisine")
    for lot, seeker in (("2", seekers[0]), ("1", seekers[1]), ("1", seekers[2]), ("1", seekers[3])):
        circle.joined(circle.call(lot, seeker), next(one for one in seekers if one != seeker))
    with database.read() as session:
        assert room_rights.how_many(session, circle.who("elias"), circle.network) == 5
        assert {one.room.id for one in room_rights.mine(session, circle.who("elias"))} == set()


def test_each_lists_the_rooms_of_their_structures(database: Database) -> None:
    circle, room = trio(database)
    with database.read() as session:
        for name, expected in {"maud": [room.id], "bilal": [room.id], "vera": [], "doris": []}.items():
            assert [one.room.id for one in room_rights.mine(session, circle.who(name))] == expected, name
