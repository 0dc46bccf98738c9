"""A group that is told: linked by one of its administrators, topic by topic, and unlinked by any of them."""

from dataclasses import dataclass, replace

import pytest

from alerts.model.people import Role
from alerts.model.structure import Structure, StructureKind
from alerts.services import grouping, people
from alerts.store.engine import Database
from bot.chat.screen import Screen, Toast
from bot.chat.talk import Place
from bot.commands.groupe import Delier, Relier
from bot.telegram.answering import ADMINISTRATORS, Answering
from bot.telegram.hearing import Said, What
from bot.telegram.understanding import Vocabulary
from tests.bot.commands.conversation import NOON, Conversation, house_on, judge

GROUP, OTHER_GROUP = -1_001_000_000_001, -1_001_000_000_002
JARDINS = Structure("", "Les Jardins fictifs", frozenset({StructureKind.ACI}))
VERGERS = replace(JARDINS, name="Les Vergers fictifs & Cie")
COMMANDS = (Relier(), Delier())


@dataclass
class InGroup(Conversation):
    """Somebody who talks in a group, or in one of its topics. `account` None: in the name of the group."""

    chat: int = GROUP
    topic: int | None = None
    administrator: bool = True

    def _said(self, what: What) -> str:
        place = Place(self.chat, False, self.topic, "Équipe des Jardins", self.administrator)
        answering = Answering(self.house, Vocabulary(COMMANDS))
        answered = answering.answer(Said(self.account, self.name, place, what, 5))
        self.screens = [one for one in answered.replies if isinstance(one, Screen)]
        self.toasts = [one for one in answered.replies if isinstance(one, Toast)]
        for one in answered.replies:
            judge(one)
        self.shown = [button for one in self.screens for row in one.rows for button in row] or self.shown
        return self.text or "\n".join(one.text for one in self.toasts)


def manages(one: Conversation, *structures: Structure) -> None:
    with one.house.database.write() as session:
        who = people.meet(session, one.account, one.name, NOON).id
        for structure in structures:
            people.create_structure(session, who, structure, NOON)


def told_in(one: Conversation, chat: int = GROUP) -> list[tuple[str, int | None]]:
    with one.house.database.read() as session:
        return [(structure.name, group.topic_id) for group, structure in grouping.of_chat(session, chat)]


@pytest.fixture
def anne(database: Database) -> InGroup:
    """An administrator of the group, who manages the Jardins."""
    one = InGroup(house_on(database), account=71, name="Anne")
    manages(one, JARDINS)
    return one


def test_one_word_links_the_group(anne: InGroup) -> None:
    told = anne.write("/relier")
    assert told.startswith("C’est fait : les annonces pour Les Jardins fictifs arrivent désormais dans ce groupe.")
    assert "Anne" not in told, "nothing of a person is shown in a group"
    assert told_in(anne) == [("Les Jardins fictifs", None)]
    assert anne.write("/relier").startswith("Rien ne change")


def test_the_topic_of_the_command_is_the_place(anne: InGroup) -> None:
    anne.write("/relier")
    told = replace(anne, topic=7).write("/relier")
    assert told.startswith(
        "C’est fait : les annonces pour Les Jardins fictifs arrivent maintenant dans ce sujet, et plus"
    )
    assert told_in(anne) == [("Les Jardins fictifs", 7)]


def test_with_several_structures_who_asked_chooses(anne: InGroup) -> None:
    manages(anne, VERGERS)
    assert "Quelle structure relier ici ?" in anne.write("/relier")
    assert anne.labels == ["1. Les Jardins fictifs", "2. Les Vergers fictifs…"]
    other = InGroup(anne.house, account=72, name="Bilal", shown=anne.shown)
    assert "dont vous ne faites pas partie" in other.tap("1. Les Jardins fictifs")
    assert told_in(anne) == []
    assert "Les Vergers fictifs & Cie" in anne.tap("2. Les Vergers fictifs…")
    assert told_in(anne) == [("Les Vergers fictifs & Cie", None)]


@pytest.mark.parametrize(
    ("typed", "linked"),
    [
        ("/relier vergers", [("Les Vergers fictifs & Cie", None)]),
        ("/relier LES JARDINS FICTIFS", [("Les Jardins fictifs", None)]),
        ("/relier fictifs", []),
        ("/relier potagers", []),
    ],
)
def test_the_structure_may_be_typed(anne: InGroup, typed: str, linked: list[tuple[str, int | None]]) -> None:
    manages(anne, VERGERS)
    anne.write(typed)
    assert told_in(anne) == linked
    assert bool(anne.shown) is not bool(linked), "what is not understood is asked"


def test_another_name_than_ours_is_not_guessed(anne: InGroup) -> None:
    assert "Quelle structure relier ici ?" in anne.write("/relier potagers")
    assert told_in(anne) == []


def test_who_is_no_administrator_links_and_unlinks_nothing(anne: InGroup) -> None:
    manages(anne, VERGERS)
    anne.write("/relier")
    nobody = replace(anne, administrator=False)
    for typed in ("/relier", "/delier"):
        assert nobody.write(typed) == ADMINISTRATORS
    assert nobody.tap("1. Les Jardins fictifs") == ADMINISTRATORS
    assert told_in(anne) == []


def test_an_administrator_without_a_structure_is_shown_the_way(anne: InGroup) -> None:
    doris = InGroup(anne.house, account=73, name="Doris")
    assert "il faut être responsable d’une structure" in doris.write("/relier")
    assert [one.url for one in doris.shown] == ["https://t.me/vigie_ess_bot"]


def test_an_equipier_asks_a_manager(anne: InGroup) -> None:
    with anne.house.database.write() as session:
        bilal = people.meet(session, 72, "Bilal", NOON)
        ((_, jardins),) = people.memberships_of(session, people.meet(session, 71, "Anne", NOON).id)
        his = people.join(session, bilal.id, jardins.id, Role.MEMBER, NOON)
    one = InGroup(anne.house, account=72, name="Bilal")
    assert "demandez à un responsable" in one.write("/relier")
    assert "Seul un responsable" in one.tap_data(f"1.gr.to.{his.id}")
    assert told_in(anne) == []


def test_who_speaks_in_the_name_of_the_group_is_asked_to_show(anne: InGroup) -> None:
    told = replace(anne, account=None).write("/relier")
    assert "rester anonyme" in told
    anne.write("/relier")
    assert "n’arrivent plus" in replace(anne, account=None).write("/delier"), "unlinking needs no structure"


def test_any_administrator_unlinks(anne: InGroup) -> None:
    anne.write("/relier")
    doris = InGroup(anne.house, account=73, name="Doris")
    assert "n’arrivent plus dans ce groupe" in doris.write("/delier")
    assert told_in(anne) == []
    assert "n’est relié à aucune structure" in doris.write("/delier")


def test_of_several_one_is_unlinked(anne: InGroup) -> None:
    manages(anne, VERGERS)
    anne.write("/relier jardins")
    anne.write("/relier vergers")
    assert "Quelle structure ne doit plus" in anne.write("/delier")
    anne.tap("2. Les Vergers fictifs…")
    assert told_in(anne) == [("Les Jardins fictifs", None)]
    assert "n’est pas relié" in anne.tap("2. Les Vergers fictifs…"), "tapped twice"


def test_a_button_of_another_group_unlinks_nothing(anne: InGroup) -> None:
    manages(anne, VERGERS)
    anne.write("/relier jardins")
    anne.write("/relier vergers")
    anne.write("/delier")
    elsewhere = replace(anne, chat=OTHER_GROUP)
    assert "n’est pas relié" in elsewhere.tap("1. Les Jardins fictifs")
    assert len(told_in(anne)) == 2


def test_in_private_it_says_where_to_type_it(anne: InGroup) -> None:
    alone = Conversation(anne.house, account=71, name="Anne", commands=COMMANDS)
    assert "y tape /relier" in alone.write("/relier")
    assert [one.url for one in alone.shown] == ["https://t.me/vigie_ess_bot?startgroup"]
    assert "y tape /delier" in alone.write("/delier")
    assert "plus d'actualité" in alone.tap_data("1.gr.to.1")
    assert told_in(anne) == []


@pytest.mark.parametrize("data", ["1.gr.to", "1.gu.no", "1.gr.x.1", "1.gu.y"])
def test_a_button_of_another_time_is_answered_kindly(anne: InGroup, data: str) -> None:
    assert "plus d'actualité" in anne.tap_data(data)
