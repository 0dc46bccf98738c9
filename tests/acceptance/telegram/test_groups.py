"""A group of a network, with topics: who links it, where alerts go, and what happens when the place changes."""

import pytest

from tests.acceptance.telegram.stories import read, say, spaced
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs, garden_call


@pytest.fixture
def forum(bot: InThread, phone: Phone) -> Group:
    belongs(bot.database, phone, bot.clock())
    group = Group(bot.api, "Réseau des Sources", creator=phone, forum=True)
    group.add_bot()
    read(phone, "/relier")
    return group


def told(bot: InThread, group: Group, number: str, title: str) -> int:
    """Published and sent; how many bubbles the group got."""
    before = len(group.bubbles())
    bot.alert(garden_call(number, title=title))
    return len(group.bubbles()) - before


def test_an_administrator_links_a_topic_and_alerts_come_there(bot: InThread, phone: Phone, forum: Group) -> None:
    topic = forum.add_topic("Marchés")
    member = Phone(bot.api, 78, "Dominique")
    forum.join(member)
    forum.say(member, "/relier", topic)
    forum.wait_for(member, "Seul un administrateur")
    assert told(bot, forum, "26-900001", "Tonte du stade") == 0
    forum.say(phone, "/relier", topic)
    forum.wait_for(phone, "arrivent désormais dans ce sujet")
    assert told(bot, forum, "26-900002", "Taille des haies") == 1
    card = forum.last
    assert (card.topic, card.text.split("\n")[0]) == (topic, "Taille des haies")

    forum.tap(member, "Garder")
    bot.rest()
    (refusal,) = member.toasts
    assert refusal.alert
    assert "structure" in refusal.text
    say(phone, ("/gardees", "Rien de gardé pour l’instant"))
    forum.tap(phone, "Garder")
    forum.wait_for(phone, "Gardée par votre structure.")
    assert phone.name not in forum.last.text
    bot.rest()
    assert phone.api.refusals == []


def test_a_topic_that_closes_sends_them_to_the_group_and_it_is_told(bot: InThread, phone: Phone, forum: Group) -> None:
    topic = forum.add_topic("Marchés")
    forum.say(phone, "/relier", topic)
    forum.wait_for(phone, "dans ce sujet")
    forum.close_topic(topic)
    assert told(bot, forum, "26-900001", "Tonte du stade") == 1
    assert forum.last.topic is None
    bot.deliver()
    assert any("sujet" in spaced(one.text) and "Réseau des Sources" in one.text for one in phone.bubbles())
    assert told(bot, forum, "26-900002", "Taille des haies") == 1
    assert forum.last.topic is None


def test_a_group_that_becomes_a_supergroup_is_followed(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    group = Group(bot.api, "Chantiers voisins", creator=phone, basic=True)
    group.add_bot()
    group.say(phone, "/relier")
    group.wait_for(phone, "dans ce groupe")
    assert told(bot, group, "26-900001", "Tonte du stade") == 1
    group.upgrade()
    bot.rest()
    assert told(bot, group, "26-900002", "Taille des haies") == 1
    group.remove_bot()
    bot.rest()
    assert told(bot, group, "26-900003", "Débroussaillage") == 0
    assert any("Chantiers voisins" in one.text for one in phone.bubbles()), "whoever linked it is told"
