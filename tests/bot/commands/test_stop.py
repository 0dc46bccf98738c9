"""« Stop »: silence at once, nothing lost, and a way back."""

from datetime import timedelta

import pytest

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed
from alerts.model.people import Person
from alerts.model.structure import Structure, StructureKind
from alerts.services import grouping, people, stopping
from alerts.services.grouping import Spot
from alerts.store.engine import Database
from alerts.store.known import told_to
from tests.bot.commands.conversation import NOON, Conversation, house_on

JARDINS = Structure("", "Les Jardins fictifs", frozenset({StructureKind.ACI}))


@pytest.fixture
def anne(database: Database) -> Conversation:
    """She has one structure, and one message that waits for tomorrow."""
    one = Conversation(house_on(database), account=71, name="Anne")
    with database.write() as session:
        who = people.meet(session, 71, "Anne", NOON)
        _, structure = people.create_structure(session, who.id, JARDINS, NOON)
        due = NOON + timedelta(days=1)
        row = Owed(structure.id, "telegram", DeliveryKind.ALERT, {}, "alert:1", due, f"person:{who.id}")
        book.owe(session, [row], NOON)
    return one


def stopped(one: Conversation) -> list[bool]:
    who = one.person.id
    with one.house.database.read() as session:
        return [stopping.is_stopped(membership) for membership, _ in people.memberships_of(session, who)]


def waiting(one: Conversation) -> list[str | None]:
    who: Person = one.person
    with one.house.database.read() as session:
        return [told.outcome for told in told_to(session, f"person:{who.id}")]


def test_the_word_is_enough(anne: Conversation) -> None:
    told = anne.write("/stop")
    assert told.startswith("C’est fait : je ne vous envoie plus rien.")
    assert "/start" in told
    assert stopped(anne) == [True]
    assert waiting(anne) == ["refused"], "not even what waited"
    assert anne.labels == ["▶️ Reprendre les envois", "⏸ Faire une pause", "🗑 Tout effacer"]


def test_start_says_that_all_is_stopped_and_how_to_go_on(anne: Conversation) -> None:
    assert "arrêtés" not in anne.write("/start")
    anne.write("/stop")
    assert "Vos envois sont arrêtés, comme vous l’avez demandé." in anne.write("/start")
    anne.tap("▶️ Reprendre les envois")
    assert stopped(anne) == [False]


def test_and_one_tap_takes_it_back(anne: Conversation) -> None:
    anne.write("stop")
    assert "reprennent à partir de maintenant" in anne.write("reprendre")
    assert stopped(anne) == [False]
    assert "rien ne change" in anne.tap_data("1.st.back")


def test_what_was_owed_meanwhile_does_not_flood(anne: Conversation) -> None:
    anne.write("/stop")
    who = anne.person.id
    with anne.house.database.write() as session:
        ((_, structure),) = people.memberships_of(session, who)
        row = Owed(structure.id, "telegram", DeliveryKind.ALERT, {}, "alert:2", stopping.UNTIL, f"person:{who}")
        book.owe(session, [row], NOON)
    anne.tap("▶️ Reprendre les envois")
    assert waiting(anne) == ["refused", "refused"]


def test_a_pause_that_people_chose_is_not_a_stop(anne: Conversation) -> None:
    who = anne.person.id
    with anne.house.database.write() as session:
        ((membership, _),) = people.memberships_of(session, who)
        assert not stopping.is_stopped(membership)
        assert not stopping.resume(session, who, NOON)
    assert waiting(anne) == [None], "nothing of it is dropped"


def test_it_stops_for_this_person_only(anne: Conversation) -> None:
    bilal = Conversation(anne.house, account=72, name="Bilal")
    with anne.house.database.write() as session:
        people.create_structure(session, people.meet(session, 72, "Bilal", NOON).id, JARDINS, NOON)
    anne.write("/stop")
    assert stopped(bilal) == [False]
    bilal.tap_data("1.st.back")
    assert stopped(anne) == [True], "nor does another take it back"


def test_linked_groups_are_spoken_of(anne: Conversation) -> None:
    who = anne.person.id
    with anne.house.database.write() as session:
        ((mine, _),) = people.memberships_of(session, who)
        grouping.link(session, who, mine.id, Spot(-100, None, "x"), NOON)
    assert "tapez /delier dans le groupe" in anne.write("/stop")


def test_erasing_is_one_tap_away_and_says_what_goes(anne: Conversation) -> None:
    anne.write("/stop")
    assert anne.tap("🗑 Tout effacer").startswith("Effacer mes données")


def test_without_a_structure_there_is_nothing_to_stop(anne: Conversation) -> None:
    doris = Conversation(anne.house, account=73, name="Doris")
    assert doris.write("/stop").startswith("Je ne vous envoie rien")
    assert doris.labels == ["🗑 Tout effacer"]


def test_a_button_of_another_time_is_answered_kindly(anne: Conversation) -> None:
    assert "plus d'actualité" in anne.tap_data("1.st.later")


def test_it_is_seen_among_one_s_data(anne: Conversation) -> None:
    anne.write("/stop")
    anne.write("/confidentialite")
    assert "Vos envois sont suspendus jusqu’à : votre retour, par /start" in anne.tap("👁 Voir")
