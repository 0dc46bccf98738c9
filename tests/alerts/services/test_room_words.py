"""What a group is told, on both channels: at once who joins, leaves, and that all agree; the rest each morning."""

from datetime import datetime, timedelta

from alerts.messages.message import ActionKind, Bullets, Fact, Message, flattened
from alerts.model.delivery import DeliveryKind
from alerts.model.network import GroupForm, Room
from alerts.model.preference import Preference
from alerts.network import group
from alerts.services import room_closing, room_words, rooms
from alerts.store import rooms as kept
from alerts.store.engine import Database
from tests.alerts.services.grouped import VOISINE, Circle, circle_on, trio
from tests.alerts.services.mailboxes import reader
from tests.alerts.services.networked import Received, delivered
from tests.alerts.services.phones import AWAKE
from tests.alerts.services.stories import NOON, owed

TOMORROW = datetime(2026, 11, 24, 7, 0, tzinfo=NOON.tzinfo)  # eight in Paris


def of_rooms(received: Received, structure: str) -> list[Message]:
    actions = {ActionKind.ROOM}
    told = received.of(structure)
    return [one for one in told if {action.kind for row in one.actions for action in row} & actions]


def titles(received: Received, structure: str) -> list[str]:
    return [one.title.partition(" : ")[0] for one in of_rooms(received, structure)]


def facts(message: Message) -> dict[str, str]:
    return {one.label: one.value for one in flattened(message.blocks) if isinstance(one, Fact)}


def bullets(message: Message) -> tuple[str, ...]:
    return next(one.items for one in message.blocks if isinstance(one, Bullets))


def test_the_others_are_told_at_once_who_joins(database: Database) -> None:
    _, room = trio(database)
    received = delivered(database)
    assert sorted(titles(received, "moulin")) == [
        "Les Jardins <fictifs> & Cie répond avec vous",
        "Les Jardins <fictifs> & Cie répond avec vous",
        "Scop de l'Ouvrage fictif répond avec vous",
        "Scop de l'Ouvrage fictif répond avec vous",
    ], "Maud and Malik, each of both"
    assert titles(received, "jardins") == ["Scop de l'Ouvrage fictif répond avec vous"] * 2
    assert titles(received, "ouvrage") == [], "who joins hears of it where it said yes"
    told = of_rooms(received, "moulin")[0]
    assert facts(told)["Contact"] == "contact@jardins.example.org"
    assert told.actions[0][0].about == (str(room.id),)


def test_by_letter_too(database: Database) -> None:
    circle = circle_on(database)
    reader(database, "lise@example.org", AWAKE, VOISINE)
    room = circle.joined(circle.call("1", "voisine"), "ouvrage")
    with database.write() as session:
        rooms.leave(session, circle.who("sami"), room.id, "ouvrage", NOON)
    received = delivered(database)
    letters = [one for one in received.postman.letters if one.to is not None and one.to.id == "voisine"]
    assert [one.message.title.partition(" : ")[0] for one in letters] == [
        "Scop de l'Ouvrage fictif a quitté votre groupe"
    ]


def test_what_changes_is_told_once_the_next_morning_however_much_it_is(database: Database) -> None:
    circle, room = trio(database)
    delivered(database)
    for hour in range(3):
        with database.write() as session:
            at = NOON + timedelta(hours=hour)
            rooms.write(session, circle.who("anne"), room.id, "jardins", f"Version {hour}", at)
            rooms.choose_form(session, circle.who("anne"), room.id, "jardins", list(GroupForm)[hour], at)
            rooms.tick(session, circle.who("sami"), room.id, "ouvrage", "step-read", at, done=hour % 2 == 0)
    assert titles(delivered(database, NOON + timedelta(hours=4)), "moulin") == []
    received = delivered(database, TOMORROW)
    assert titles(received, "moulin") == ["Du nouveau dans votre groupe"] * 2, "Maud and Malik"
    (told, _) = of_rooms(received, "moulin")
    assert bullets(told) == (
        "Les Jardins <fictifs> & Cie a écrit ou changé sa part",
        "Les Jardins <fictifs> & Cie a proposé un type de groupement, ou l'a changé",
        "Scop de l'Ouvrage fictif a coché ou décoché des étapes du calendrier",
    )
    (to_anne, _) = of_rooms(received, "jardins")
    assert "Jardins" not in str(bullets(to_anne)), "nobody is told what they did themselves"
    assert titles(delivered(database, TOMORROW + timedelta(hours=6)), "moulin") == []


def test_each_morning_says_what_is_new_since_the_one_before(database: Database) -> None:
    circle, room = trio(database)
    with database.write() as session:
        rooms.write(session, circle.who("anne"), room.id, "jardins", "Une part.", NOON)
    delivered(database, TOMORROW)
    with database.write() as session:
        rooms.tick(session, circle.who("sami"), room.id, "ouvrage", "step-read", TOMORROW, done=True)
    (told, _) = of_rooms(delivered(database, TOMORROW + timedelta(days=1)), "moulin")
    assert told.summary == "Scop de l'Ouvrage fictif a coché ou décoché des étapes du calendrier."


def all_agree(circle: Circle, room: Room, at: datetime = NOON) -> None:
    with circle.database.write() as session:
        for name, structure in (("maud", "moulin"), ("anne", "jardins"), ("sami", "ouvrage")):
            rooms.write(session, circle.who(name), room.id, structure, f"Part de {structure}.", at)
        rooms.choose_mandataire(session, circle.who("maud"), room.id, "moulin", "moulin", at)
        shared = rooms.choose_form(session, circle.who("maud"), room.id, "moulin", GroupForm.CONJOINT, at)
        for name, structure in (("maud", "moulin"), ("anne", "jardins"), ("sami", "ouvrage")):
            rooms.agree(session, circle.who(name), room.id, structure, group.mark_of(shared), at)


def test_that_all_agree_is_told_at_once_to_all_and_once(database: Database) -> None:
    circle, room = trio(database)
    delivered(database)
    all_agree(circle, room)
    received = delivered(database)
    assert titles(received, "ouvrage") == ["Tout le monde est d'accord"]
    assert titles(received, "moulin") == ["Tout le monde est d'accord"] * 2
    told = facts(of_rooms(received, "ouvrage")[0])
    assert told["Mandataire"] == "ESAT du Moulin fictif"
    assert told["Les Jardins <fictifs> & Cie"] == "Part de jardins."
    with database.write() as session:
        mark = group.mark_of(rooms.doubt(session, circle.who("maud"), room.id, "moulin", NOON))
        rooms.agree(session, circle.who("maud"), room.id, "moulin", mark, NOON)
    assert titles(delivered(database), "ouvrage") == [], "the same agreement is no news"


def test_an_agreement_that_no_longer_holds_is_not_told(database: Database) -> None:
    circle, room = trio(database)
    delivered(database)
    all_agree(circle, room)
    with database.write() as session:
        rooms.write(session, circle.who("anne"), room.id, "jardins", "Autre chose.", NOON)
    assert titles(delivered(database), "ouvrage") == []
    agreed = [one for one in owed(database, DeliveryKind.CALL) if one.cause["what"] == "agreed"]
    assert {one.reason for one in agreed} == {room_words.CHANGED_SINCE}


def test_who_left_is_told_nothing_more_and_nobody_else_in_their_place(database: Database) -> None:
    circle, room = trio(database)
    with database.write() as session:
        rooms.write(session, circle.who("anne"), room.id, "jardins", "Une part.", NOON)
        rooms.leave(session, circle.who("sami"), room.id, "ouvrage", NOON)
    received = delivered(database, TOMORROW)
    assert titles(received, "ouvrage") == []
    assert "Scop de l'Ouvrage fictif a quitté votre groupe" in titles(received, "moulin")
    assert not [one for one in titles(received, "moulin") if one.startswith("Scop de l'Ouvrage fictif répond")], (
        "that it came, when it has left, is no news"
    )


def test_after_the_deadline_nothing_is_told(database: Database) -> None:
    circle, room = trio(database)
    late = datetime(2026, 12, 22, 8, tzinfo=NOON.tzinfo)
    with database.write() as session:
        rooms.write(session, circle.who("anne"), room.id, "jardins", "Une part.", late - timedelta(days=1))
    assert titles(delivered(database, late), "moulin") == []


def test_quiet_hours_and_mornings_are_each_one_s_own(database: Database) -> None:
    circle = circle_on(database, preference=Preference(hour=10, quiet_from=12, quiet_to=15))
    circle.joined(circle.call("1"), "jardins")
    assert {one.next_at and one.next_at.hour for one in owed(database, DeliveryKind.CALL)} == {14}, (
        "three in the afternoon in Paris"
    )


def test_a_room_is_closed_once_its_deadline_has_passed_and_opens_again_with_more_time(database: Database) -> None:
    trio(database)
    assert room_closing.close_over(database, NOON) == 0
    late = datetime(2026, 12, 22, 8, tzinfo=NOON.tzinfo)
    assert room_closing.close_over(database, late) == 1
    assert room_closing.close_over(database, late) == 0
    assert room_closing.close_over(database, NOON) == 0, "as if a correction gave more time"
    with database.read() as session:
        (opened,) = kept.open_rooms(session)
    assert opened.closed_at is None
