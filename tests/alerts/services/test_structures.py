"""Who is subscribed: added, changed, removed, and what is known of each comes back whole."""

from dataclasses import replace
from decimal import Decimal

from alerts.model.people import Role
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory, Want
from alerts.services import people
from alerts.services.structures import (
    Subscribed,
    host_structures,
    list_structures,
    remove_structures,
    save_structures,
)
from alerts.store.engine import Database
from tests.alerts.services.stories import ATELIERS, CHANTIERS, NOON, later

WHOLE = Structure(
    "tout",
    "La structure qui dit tout",
    frozenset({StructureKind.SCIC, StructureKind.EI}),
    (
        Criteria(
            trades=frozenset({"espaces-verts"}),
            cpv_prefixes=frozenset({"773"}),
            territory=Territory(
                frozenset({"01", "2A"}), frozenset({"84"}), frozenset({"200000001"}), (Radius("01000", 30.5),)
            ),
            include_words=("haie",),
            exclude_words=("désherbage chimique",),
            amount_min=Decimal("1000"),
            amount_max=Decimal("90000.50"),
            wants=frozenset({Want.RESERVED}),
            min_days_left=10,
        ),
        Criteria(),
    ),
    ("folder", "email"),
)


def test_a_structure_comes_back_as_it_was_given(database: Database) -> None:
    with database.write() as session:
        save_structures(session, [WHOLE, ATELIERS], NOON)
    with database.read() as session:
        assert list_structures(session) == [ATELIERS, WHOLE], "in the order of their ids"


def test_what_is_new_and_what_changed_is_told(database: Database) -> None:
    with database.write() as session:
        assert save_structures(session, [ATELIERS], NOON) == Subscribed(("ateliers",), (), ())
    renamed = replace(ATELIERS, name="Les Ateliers renommés")
    with database.write() as session:
        assert save_structures(session, [renamed, CHANTIERS], later()) == Subscribed(("chantiers",), ("ateliers",), ())
        assert save_structures(session, [renamed, CHANTIERS], later()) == Subscribed((), (), ())
        assert list_structures(session) == [renamed, CHANTIERS]


def test_the_host_s_file_does_not_undo_what_a_team_changed_in_the_chat(database: Database) -> None:
    with database.write() as session:
        assert host_structures(session, [ATELIERS, CHANTIERS], NOON).new == ("ateliers", "chantiers")
        anne = people.meet(session, 77, "Anne", NOON)
        membership = people.join(session, anne.id, "ateliers", Role.MANAGER, NOON)
        ours = replace(ATELIERS, name="Ateliers du Pré", channels=ATELIERS.channels)
        people.change_structure(session, anne.id, membership.id, ours, later())
        file = [replace(ATELIERS, channels=()), replace(CHANTIERS, name="Chantiers d'en haut")]
        assert host_structures(session, file, later()).changed == ("ateliers", "chantiers")
        assert [(one.name, one.channels) for one in list_structures(session)] == [
            ("Ateliers du Pré", ()),
            ("Chantiers d'en haut", CHANTIERS.channels),
        ]


def test_a_structure_that_is_removed_twice_is_removed_once(database: Database) -> None:
    with database.write() as session:
        save_structures(session, [ATELIERS], NOON)
        remove_structures(session, ["ateliers", "ateliers", "nobody"])
        assert list_structures(session) == []
