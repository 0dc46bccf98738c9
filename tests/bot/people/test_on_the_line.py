"""Teams, groups and privacy with the real bot, over HTTP: what is said, what is shown, what is left in the database."""

import json
import re

import pytest
from sqlalchemy import inspect

from alerts.model.people import Membership
from alerts.model.structure import Structure, StructureKind
from alerts.services import grouping, people
from alerts.services.structures import list_structures
from alerts.store.engine import Database
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.server import BotApi

JARDINS = Structure("", "Les Jardins fictifs", frozenset({StructureKind.ACI}))
ACCOUNT = 7_123_456_789


@pytest.fixture
def anne(bot: InThread, bot_api: BotApi) -> Phone:
    """She wrote once, and manages the Jardins."""
    one = Phone(bot_api, ACCOUNT, "Zénobie")
    one.write("/aide")
    one.wait_for("Aide")
    bot.rest()
    assert bot.house is not None
    with bot.house.database.write() as session:
        who = people.meet(session, ACCOUNT, "Zénobie", bot.clock())
        people.create_structure(session, who.id, JARDINS, bot.clock())
    return one


def traces(database: Database, *words: str) -> list[tuple[str, str]]:
    """Table → the rows that hold one of these words, in every table there is."""
    with database.engine.connect() as connection:
        rows = [
            (name, str(tuple(row)))
            for name in inspect(connection).get_table_names()
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
        ]
    return [(name, row) for name, row in rows if any(word in row for word in words)]


def told_in(database: Database, group: Group) -> list[tuple[str, int | None]]:
    with database.read() as session:
        return [(structure.name, held.topic_id) for held, structure in grouping.of_chat(session, group.id)]


def team(database: Database) -> list[Membership]:
    with database.read() as session:
        (structure,) = list_structures(session)
        return [membership for _, membership in people.team_of(session, structure.id)]


def test_after_an_erasure_nothing_is_left_in_the_whole_database(bot: InThread, database: Database, anne: Phone) -> None:
    anne.write("/confidentialite")
    anne.tap("📄 Exporter")
    file = anne.wait_for("vigie-mes-donnees.json")
    assert json.loads(file.content)["Vous"]["Prénom"] == "Zénobie"
    anne.tap("🗑 Effacer")
    anne.wait_for("Ce qui s’efface")
    anne.tap("Continuer l’effacement")
    anne.wait_for("Effacer pour de bon")
    assert traces(database, str(ACCOUNT), "Zénobie", "Jardins") != []
    anne.tap("Effacer définitivement")
    anne.wait_for("tout est effacé")
    bot.rest()
    assert traces(database, str(ACCOUNT), "Zénobie", "Jardins") == []
    assert bot.api.refusals == []


def test_an_invitation_from_one_phone_to_another(
    bot: InThread, bot_api: BotApi, database: Database, anne: Phone
) -> None:
    anne.write("/equipe")
    anne.tap("➕ Inviter")
    anne.tap("Équipier")
    link = re.search(r"\?start=(\S+)", anne.wait_for("Bonjour, je vous invite").text)
    assert link is not None
    other = Phone(bot_api, 72, "Bilal")
    other.start(link[1])
    other.tap("✅ Rejoindre")
    other.wait_for("Les Jardins fictifs")
    bot.rest()
    assert [one.role.value for one in team(database)] == ["manager", "member"]
    assert traces(database, link[1]) == [], "the link itself is kept nowhere"
    bot.deliver()
    anne.wait_for("a accepté votre invitation")
    assert bot_api.refusals == []


def test_a_forum_is_linked_topic_by_topic_and_left(
    bot: InThread, bot_api: BotApi, database: Database, anne: Phone
) -> None:
    group = Group(bot_api, "Équipe & amis", creator=anne, forum=True)
    group.add_bot()
    anne.wait_for("/relier")
    topic = group.add_topic("Marchés")
    group.say(anne, "/relier", topic)
    said = group.wait_for(anne, "arrivent désormais dans ce sujet")
    assert said.topic == topic
    assert "Zénobie" not in said.text
    assert told_in(database, group) == [("Les Jardins fictifs", topic)]
    member = Phone(bot_api, 72, "Bilal")
    group.join(member)
    group.say(member, "/delier", topic)
    group.wait_for(member, "Seul un administrateur")
    assert len(told_in(database, group)) == 1
    group.say(anne, "/delier", topic)
    group.wait_for(anne, "n’arrivent plus")
    assert told_in(database, group) == []
    assert bot_api.refusals == []


def test_a_group_that_moves_is_followed_and_one_that_puts_us_out_is_told(
    bot: InThread, bot_api: BotApi, database: Database, anne: Phone
) -> None:
    group = Group(bot_api, "Équipe", creator=anne, basic=True)
    group.add_bot()
    group.say(anne, "/relier")
    group.wait_for(anne, "dans ce groupe")
    group.upgrade()
    bot.rest()
    assert told_in(database, group) == [("Les Jardins fictifs", None)]
    group.remove_bot()
    bot.rest()
    bot.deliver()
    anne.wait_for("ne reçoit plus vos annonces")
    assert bot_api.refusals == []


def test_stop_then_back(bot: InThread, anne: Phone) -> None:
    anne.write("/stop")
    anne.wait_for("je ne vous envoie plus rien")
    anne.tap("▶️ Reprendre les envois")
    anne.wait_for("reprennent à partir de maintenant")
