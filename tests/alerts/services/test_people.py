"""Who talks to us, and in which structures they are: known again, one current structure, each right checked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from alerts.model.people import Role, Step
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure, StructureKind
from alerts.services import people
from alerts.services.errors import NotAllowed, NotYours
from alerts.services.structures import list_structures, save_structures
from alerts.store.engine import Database
from tests.alerts.services.stories import ATELIERS, NOON, later

ANNE, BILAL = 7_000_000_001, 7_000_000_002  # larger than 32 bits, as accounts are today
DRAFT = Structure("", "Jardins du Pré fictif", frozenset({StructureKind.ACI}))


def test_somebody_is_known_again_under_the_name_of_today(database: Database) -> None:
    with database.write() as session:
        first = people.meet(session, ANNE, " Anne \n", NOON)
        again = people.meet(session, ANNE, "Annie", later())
    assert (first.name, again.name) == ("Anne", "Annie")
    assert (again.id, again.created_at, again.telegram_id) == (first.id, NOON, ANNE)
    with database.read() as session:
        assert people.load_person(session, first.id) == again


@pytest.mark.parametrize("unreadable", ["{", "null", '{"space": 1}'])
def test_a_conversation_that_cannot_be_read_begins_again(database: Database, unreadable: str) -> None:
    with database.write() as session:
        people.meet(session, ANNE, "Anne", NOON)
        session.execute(text("UPDATE person SET step = :step"), {"step": unreadable})
        assert people.meet(session, ANNE, "Anne", later()).step == Step()


def test_a_conversation_is_found_where_it_was_left(database: Database) -> None:
    step = Step("ob", "trades", {"kinds": ["aci"], "place": {"01": True}}, 42, (("Valider", "1.ob.ok"),))
    with database.write() as session:
        anne = people.meet(session, ANNE, "Anne", NOON)
        people.save_step(session, anne.id, step)
    with database.read() as session:
        assert people.load_person(session, anne.id).step == step
    with database.write() as session:
        assert people.meet(session, ANNE, "Anne", later()).step == step


def test_somebody_who_blocked_us_and_writes_again_can_be_reached(database: Database) -> None:
    with database.write() as session:
        anne = people.meet(session, ANNE, "Anne", NOON)
        people.blocked(session, ANNE, later(1))
        people.blocked(session, ANNE, later(2))
        assert people.load_person(session, anne.id).blocked_at == later(1), "since the first time"
        people.back(session, ANNE, later(3))
        assert people.load_person(session, anne.id).blocked_at is None
        people.blocked(session, ANNE, later(4))
        assert people.meet(session, ANNE, "Anne", later(5)).blocked_at is None
        people.blocked(session, BILAL, later(6))
        people.back(session, BILAL, later(7))


def test_a_new_structure_has_its_maker_as_manager(database: Database) -> None:
    with database.write() as session:
        anne = people.meet(session, ANNE, "Anne", NOON)
        assert people.current_of(session, anne) is None
        membership, structure = people.create_structure(session, anne.id, DRAFT, NOON)
        anne = people.load_person(session, anne.id)
        assert people.current_of(session, anne) == (membership, structure)
        assert people.team_of(session, structure.id) == [(anne, membership)]
    assert (membership.role, membership.preference) == (Role.MANAGER, Preference())
    assert structure == replace(DRAFT, id=structure.id, channels=())
    assert not people.is_host_s(structure.id)
    assert people.is_host_s(ATELIERS.id)


def test_one_person_has_several_structures_and_one_current(database: Database) -> None:
    with database.write() as session:
        anne = people.meet(session, ANNE, "Anne", NOON)
        first, _ = people.create_structure(session, anne.id, DRAFT, NOON)
        second, _ = people.create_structure(session, anne.id, replace(DRAFT, name="Second"), NOON)
        assert [one.name for _, one in people.memberships_of(session, anne.id)] == [DRAFT.name, "Second"]
        assert people.load_person(session, anne.id).current == second.id
        people.make_current(session, anne.id, first.id)
        assert people.load_person(session, anne.id).current == first.id


def test_a_manager_changes_the_profile_and_nothing_else(database: Database) -> None:
    with database.write() as session:
        save_structures(session, [ATELIERS], NOON)
        anne = people.meet(session, ANNE, "Anne", NOON)
        membership = people.join(session, anne.id, ATELIERS.id, Role.MANAGER, NOON)
        wanted = Structure("other", "Nouveau nom", frozenset({StructureKind.EI}), channels=("email",))
        people.change_structure(session, anne.id, membership.id, wanted, later())
        assert list_structures(session) == [replace(wanted, id=ATELIERS.id, channels=ATELIERS.channels)]


def test_each_sets_their_own_rhythm(database: Database) -> None:
    weekly = Preference(Rhythm.WEEK, hour=9, weekday=3)
    with database.write() as session:
        anne, bilal = (people.meet(session, one, "X", NOON) for one in (ANNE, BILAL))
        _, structure = people.create_structure(session, anne.id, DRAFT, NOON)
        other = people.join(session, bilal.id, structure.id, Role.MEMBER, NOON)
        people.prefer(session, bilal.id, other.id, weekly)
        held = {person.id: one.preference for person, one in people.team_of(session, structure.id)}
        assert held == {anne.id: Preference(), bilal.id: weekly}
        with pytest.raises(NotYours):
            people.prefer(session, anne.id, other.id, Preference())


def test_joining_twice_changes_no_role(database: Database) -> None:
    with database.write() as session:
        anne = people.meet(session, ANNE, "Anne", NOON)
        membership, structure = people.create_structure(session, anne.id, DRAFT, NOON)
        assert people.join(session, anne.id, structure.id, Role.MEMBER, NOON) == membership


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        pytest.param("stranger", NotYours, id="a stranger"),
        pytest.param("member", NotAllowed, id="an équipier, through their own membership"),
        pytest.param("member by the other's", NotYours, id="an équipier, through the manager's membership"),
        pytest.param("neighbour", NotYours, id="the manager of another structure"),
        pytest.param("nobody", NotYours, id="a membership that is gone"),
    ],
)
def test_who_may_not_change_a_structure(database: Database, who: str, refused: type[Exception]) -> None:
    with database.write() as session:
        ids = [people.meet(session, one, "X", NOON).id for one in (1, 2, 3, 4)]
        anne, bilal, claire, stranger = ids
        hers, structure = people.create_structure(session, anne, DRAFT, NOON)
        his = people.join(session, bilal, structure.id, Role.MEMBER, NOON)
        people.create_structure(session, claire, DRAFT, NOON)
        asked = {
            "stranger": (stranger, hers.id),
            "member": (bilal, his.id),
            "member by the other's": (bilal, hers.id),
            "neighbour": (claire, hers.id),
            "nobody": (anne, 999),
        }[who]
        with pytest.raises(refused):
            people.change_structure(session, *asked, replace(structure, name="Volée"), NOON)
        assert structure in list_structures(session)


def test_only_members_act_for_a_structure(database: Database) -> None:
    with database.write() as session:
        anne, bilal = (people.meet(session, one, "X", NOON).id for one in (ANNE, BILAL))
        membership, structure = people.create_structure(session, anne, DRAFT, NOON)
        assert people.member_for(session, anne, structure.id) == membership
        for stranger in (bilal, 999):
            with pytest.raises(NotYours):
                people.member_for(session, stranger, structure.id)
        with pytest.raises(NotYours):
            people.make_current(session, bilal, membership.id)
        assert people.load_person(session, bilal).current is None


def test_two_first_messages_at_once_make_one_person(database: Database) -> None:
    def write(name: str) -> int:
        with database.write() as session:
            return people.meet(session, ANNE, name, NOON).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(write, ["Anne"] * 8))) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Anne\n Marie ", "Anne Marie"),
        ("", ""),
        ("x" * 100, "x" * 64),
        ("A\0nne", "Anne"),
        ("<b>Anne</b>", "<b>Anne</b>"),
    ],
)
def test_names_are_kept_as_people_have_them(database: Database, given: str, kept: str) -> None:
    with database.write() as session:
        assert people.meet(session, ANNE, given, NOON).name == kept
