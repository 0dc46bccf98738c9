"""A group, from the first yes to the agreement of all: an ESAT, a chantier d'insertion and a Scop, on two lots."""

from datetime import timedelta

import pytest

from alerts.model.network import GroupForm, Room
from alerts.model.reading import Answer
from alerts.model.reply import Manner, Work
from alerts.model.response import ResponseStatus
from alerts.network import group
from alerts.network.group import Act
from alerts.network.group_view import View
from alerts.network.pieces import Need
from alerts.services import network_leaving, responding, room_rights, room_views, rooms
from alerts.services.errors import NotYours, Refusal
from alerts.services.rooms import WroteBefore
from alerts.store import network_people, replies, responses
from alerts.store import rooms as kept
from alerts.store.engine import Database
from tests.alerts.services.grouped import Circle, circle_on, trio
from tests.alerts.services.stories import NOON, judge_for, matched_new

LATER = NOON + timedelta(hours=1)


def seen(circle: Circle, room: Room, name: str = "maud") -> View:
    with circle.database.read() as session:
        return room_views.seen(session, room_views.reading(NOON, None), circle.who(name), room.id, None, NOON)


def loaded(circle: Circle, room: Room) -> Room:
    with circle.database.read() as session:
        found = kept.load_room(session, room.id)
    assert found is not None
    return found


def shared_out(circle: Circle, room: Room) -> Room:
    """Each wrote its part; the ESAT is mandataire of a groupement conjoint."""
    with circle.database.write() as session:
        for name, structure in (("malik", "moulin"), ("bilal", "jardins"), ("sami", "ouvrage")):
            rooms.write(session, circle.who(name), room.id, structure, f"Ce que fait {structure}.", NOON)
        rooms.choose_mandataire(session, circle.who("anne"), room.id, "jardins", "moulin", NOON)
        return rooms.choose_form(session, circle.who("sami"), room.id, "ouvrage", GroupForm.CONJOINT, NOON)


def test_the_room_opens_with_the_first_yes_and_others_join_it(database: Database) -> None:
    circle = circle_on(database)
    call = circle.call("1", now=NOON - timedelta(days=1))
    first = circle.joined(call, "jardins")
    assert first.members == ("moulin", "jardins"), "who looked for partners comes first"
    second = circle.joined(call, "ouvrage")
    assert (second.id, second.members) == (first.id, ("moulin", "jardins", "ouvrage"))
    again = circle.joined(call, "ouvrage", "jardins")
    assert again == second, "a yes said twice is said once"
    assert (second.network_id, second.opportunity_id, second.lot) == (circle.network, circle.opportunity, "1")


@pytest.mark.parametrize("written", ["1", "LOT-0001", "01"])
def test_the_lot_is_known_under_its_several_spellings(database: Database, written: str) -> None:
    circle = circle_on(database)
    room = circle.joined(circle.call(written), "jardins")
    assert room.lot == "1"
    assert seen(circle, room).case.lot.title == "Entretien des parcs"


def test_who_was_told_of_the_lot_answers_together_from_then_on(database: Database) -> None:
    circle = circle_on(database)
    matched_new(database, judge_for("jardins"))
    room = circle.joined(circle.call("1"), "jardins")
    with database.read() as session:
        held = responses.held_about(session, ["jardins"], [circle.notice.id])[("jardins", circle.notice.id)]
        works = replies.load_works(session, held.match_id)
    assert works[room.lot].manner is Manner.TOGETHER
    with database.read() as session:
        assert not responses.held_about(session, ["moulin"], [circle.notice.id]), "the ESAT was told of nothing"


def test_on_a_reserved_lot_a_scop_makes_the_group_mixed(database: Database) -> None:
    circle, room = trio(database, "1")
    view = seen(circle, room)
    assert {one.id: one.right.answer for one in view.fellows} == {
        "moulin": Answer.YES,
        "jardins": Answer.YES,
        "ouvrage": Answer.NO,
    }
    assert view.right.answer is Answer.CHECK
    assert "Groupement mixte" in view.right.words
    with database.write() as session:
        rooms.leave(session, circle.who("sami"), room.id, "ouvrage", NOON)
    assert seen(circle, room).right.answer is Answer.YES


def test_on_an_open_lot_everybody_may_and_hours_have_providers(database: Database) -> None:
    circle, room = trio(database, "2")
    view = seen(circle, room)
    assert view.right.answer is Answer.YES
    assert view.hours == 300
    assert set(view.provides_hours()) == {"ESAT du Moulin fictif", "Les Jardins <fictifs> & Cie"}
    brings = {one.id: {piece.need for piece in one.brings} for one in view.fellows}
    assert brings["jardins"] == {Need.TRADE, Need.PLACE, Need.HOURS}
    assert brings["ouvrage"] == {Need.PLACE}
    assert view.left == ()
    with database.write() as session:
        rooms.leave(session, circle.who("anne"), room.id, "jardins", NOON)
    assert [piece.need for piece in seen(circle, room).left] == [Need.TRADE], "nobody cleans any more"


def test_full_time_equivalents_are_told_only_by_who_shares_them(database: Database) -> None:
    circle, room = trio(database, "1")
    assert [one.fte for one in seen(circle, room).fellows] == [None, None, None]


def test_the_sharing_is_agreed_by_each_and_any_change_takes_it_back(database: Database) -> None:
    circle, room = trio(database)
    with database.write() as session, pytest.raises(Refusal) as refused:
        rooms.agree(session, circle.who("maud"), room.id, "moulin", group.mark_of(room), NOON)
    assert "il manque : le mandataire ; le type de groupement ; ce que fait" in refused.value.sentence
    shared = shared_out(circle, room)
    mark = group.mark_of(shared)
    with database.write() as session:
        for name, structure in (("maud", "moulin"), ("anne", "jardins"), ("sami", "ouvrage")):
            after = rooms.agree(session, circle.who(name), room.id, structure, mark, NOON)
    assert group.everybody(after)
    with database.write() as session:
        rooms.tick(session, circle.who("bilal"), room.id, "jardins", "step-read", NOON, done=True)
    assert group.everybody(loaded(circle, room)), "a step ticked is no change of the sharing"
    with database.write() as session:
        rooms.write(session, circle.who("bilal"), room.id, "jardins", "Tout autre chose.", NOON)
    assert loaded(circle, room).agreed == frozenset()
    with database.write() as session, pytest.raises(Refusal) as refused:
        rooms.agree(session, circle.who("maud"), room.id, "moulin", mark, NOON)
    assert refused.value.sentence == rooms.MOVED, "nobody agrees unawares to what changed since"


def test_an_agreement_is_taken_back_by_who_gave_it(database: Database) -> None:
    circle, room = trio(database)
    shared = shared_out(circle, room)
    with database.write() as session:
        rooms.agree(session, circle.who("maud"), room.id, "moulin", group.mark_of(shared), NOON)
        rooms.agree(session, circle.who("anne"), room.id, "jardins", group.mark_of(shared), NOON)
        after = rooms.doubt(session, circle.who("maud"), room.id, "moulin", NOON)
    assert after.agreed == {"jardins"}


LONG = "é" * 1500
PARTS = (
    ("  Tonte.  \n\n\n  Taille.\t", "Tonte.\n\nTaille."),
    ("Deux & <trois> équipes", "Deux & <trois> équipes"),
    ("\u202eà l'envers\x00", "à l'envers"),
    (" \n ", ""),
    (LONG, LONG),
)


@pytest.mark.parametrize(("typed", "held"), PARTS)
def test_a_part_is_kept_as_it_is_meant(database: Database, typed: str, held: str) -> None:
    circle, room = trio(database)
    with database.write() as session:
        rooms.write(session, circle.who("maud"), room.id, "moulin", typed, NOON)
    assert loaded(circle, room).does.get("moulin", "") == held


def test_a_part_that_is_too_long_is_refused_and_the_one_before_stays(database: Database) -> None:
    circle, room = trio(database)
    with database.write() as session:
        rooms.write(session, circle.who("maud"), room.id, "moulin", "Avant.", NOON)
        with pytest.raises(Refusal) as refused:
            rooms.write(session, circle.who("maud"), room.id, "moulin", LONG + "é", NOON)
    assert "1500 caractères" in refused.value.sentence
    assert loaded(circle, room).does == {"moulin": "Avant."}


def test_of_two_colleagues_who_write_the_second_is_shown_the_words_of_the_first(database: Database) -> None:
    circle, room = trio(database)
    with database.write() as session:
        rooms.write(session, circle.who("maud"), room.id, "moulin", "De Maud.", NOON, "")
    with database.write() as session, pytest.raises(WroteBefore) as refused:
        rooms.write(session, circle.who("malik"), room.id, "moulin", "De Malik.", NOON, "")
    assert refused.value.theirs == "De Maud."
    assert loaded(circle, room).does == {"moulin": "De Maud."}
    with database.write() as session:
        rooms.write(session, circle.who("malik"), room.id, "moulin", "De Malik.", NOON, "De Maud.")
    assert loaded(circle, room).does == {"moulin": "De Malik."}


def test_whoever_leaves_is_in_no_view_and_the_others_agree_again(database: Database) -> None:
    circle, room = trio(database)
    shared = shared_out(circle, room)
    with database.write() as session:
        for name, structure in (("maud", "moulin"), ("anne", "jardins")):
            rooms.agree(session, circle.who(name), room.id, structure, group.mark_of(shared), NOON)
        rooms.leave(session, circle.who("sami"), room.id, "ouvrage", LATER)
    after = loaded(circle, room)
    assert (after.members, after.agreed, set(after.does)) == (
        ("jardins", "moulin"),
        frozenset(),
        {"jardins", "moulin"},
    )
    with database.read() as session, pytest.raises(NotYours):
        room_rights.entered(session, circle.who("sami"), room.id)
    with database.read() as session:
        assert kept.strangers_in(session, room.id) == frozenset(), "nothing that it wrote is left in the text"


def test_who_is_left_alone_has_a_closed_room_that_opens_when_somebody_joins(database: Database) -> None:
    circle = circle_on(database)
    call = circle.call("1")
    room = circle.joined(call, "jardins")
    with database.write() as session:
        rooms.leave(session, circle.who("anne"), room.id, "jardins", NOON)
    assert loaded(circle, room).closed_at == NOON
    with database.write() as session, pytest.raises(Refusal) as refused:
        rooms.write(session, circle.who("maud"), room.id, "moulin", "Seuls.", NOON)
    assert refused.value.sentence == rooms.CLOSED
    again = circle.joined(call, "ouvrage", now=LATER)
    assert (again.id, again.closed_at, again.members) == (room.id, None, ("moulin", "ouvrage"))


def test_a_structure_that_leaves_the_network_leaves_its_rooms(database: Database) -> None:
    circle, room = trio(database)
    other = circle.joined(circle.call("2", "jardins"), "ouvrage")
    with database.write() as session:
        network_leaving.leave(session, circle.who("sami"), circle.network, "ouvrage", NOON)
    assert loaded(circle, room).members == ("jardins", "moulin")
    assert loaded(circle, other).members == ("jardins",)


def test_a_structure_that_is_erased_leaves_its_rooms(database: Database) -> None:
    circle, room = trio(database)
    shared_out(circle, room)
    with database.write() as session:
        assert rooms.forget(session, "ouvrage", NOON) == 1
    with database.read() as session:
        assert kept.strangers_in(session, room.id) == frozenset()


def test_out_of_the_network_by_whatever_way_nobody_enters(database: Database) -> None:
    circle, room = trio(database)
    with database.write() as session:
        network_people.drop_member(session, circle.network, "ouvrage")
    with database.read() as session, pytest.raises(NotYours):
        room_rights.entered(session, circle.who("sami"), room.id)


def test_whoever_answers_alone_too_is_warned_and_nobody_else(database: Database) -> None:
    circle, room = trio(database)
    matched_new(database, judge_for("moulin"))
    with database.write() as session:
        held = responses.held_about(session, ["moulin"], [circle.notice.id])[("moulin", circle.notice.id)]
        responding.respond(session, circle.who("maud"), held.match_id, ResponseStatus.ANSWERING, NOON)
        replies.put_work(session, held.match_id, "1", Work(manner=Manner.ALONE), NOON)
    assert [one.partition(" L'avis semble")[0] for one in seen(circle, room, "maud").warnings] == [
        "Votre structure prépare aussi une réponse seule à ce lot."
    ]
    assert seen(circle, room, "anne").warnings == ()


def test_whoever_is_in_two_groups_for_one_lot_is_warned(database: Database) -> None:
    circle, room = trio(database)
    other = circle.joined(circle.call("1", "voisine"), "ouvrage")
    with database.write() as session:
        rooms.choose_mandataire(session, circle.who("maud"), room.id, "moulin", "ouvrage", NOON)
        rooms.choose_mandataire(session, circle.who("vera"), other.id, "voisine", "ouvrage", NOON)
    with database.read() as session:
        made = room_views.reading(NOON, None)
        warned = room_views.seen(session, made, circle.who("sami"), room.id, "ouvrage", NOON).warnings
    assert [one.split(".")[0] for one in warned] == [
        "Votre structure est dans un autre groupe pour ce lot",
        "Votre structure est aussi mandataire d'un autre groupe pour cette consultation",
    ]
    assert seen(circle, room, "maud").warnings == ()


def test_in_one_group_on_each_lot_nobody_is_warned(database: Database) -> None:
    circle, room = trio(database, "1")
    circle.joined(circle.call("2"), "jardins")
    assert seen(circle, room, "maud").warnings == ()


def test_whoever_only_writes_is_not_offered_what_managers_do(database: Database) -> None:
    circle, room = trio(database)
    assert seen(circle, room, "bilal").acts == {Act.SEE, Act.WRITE, Act.TICK}
    assert seen(circle, room, "anne").acts == set(Act) - {Act.COUNT}
