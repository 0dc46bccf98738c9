"""A group and its topics: who may be written to, what the bot hears, and the move to a supergroup."""

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import BotApi
from tests.telegram_api.talking import buttons, call, updates


@pytest.fixture
def group(bot_api: BotApi, phone: Phone) -> Group:
    return Group(bot_api, "Réseau des Sources", creator=phone, forum=True)


def test_the_bot_writes_only_where_it_is(bot_api: BotApi, group: Group) -> None:
    def send() -> None:
        call(bot_api, lambda bot: bot.send_message(group.id, "Bonjour"))

    with pytest.raises(Forbidden, match="not a member"):
        send()
    group.add_bot()
    send()
    group.mute_bot()
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        send()
    group.remove_bot()
    with pytest.raises(Forbidden, match="kicked"):
        send()
    assert group.last.text == "Bonjour"


def test_a_topic_that_closes_or_goes(bot_api: BotApi, group: Group) -> None:
    group.add_bot()
    topic = group.add_topic("Marchés")

    def send() -> None:
        call(bot_api, lambda bot: bot.send_message(group.id, "Un avis", message_thread_id=topic))

    send()
    assert group.last.topic == topic
    group.close_topic(topic)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        send()
    group.reopen_topic(topic)
    send()
    group.delete_topic(topic)
    with pytest.raises(BadRequest, match=r"(?i)thread not found"):
        send()


def test_the_bot_is_told_that_it_was_added_and_by_whom(bot_api: BotApi, group: Group, phone: Phone) -> None:
    group.add_bot(payload="g_1")
    added, joined, started = updates(bot_api)
    assert (added.my_chat_member.from_user.id, added.my_chat_member.new_chat_member.status) == (77, "member")
    assert joined.message.new_chat_members[0].username == "vigie_ess_bot"
    assert started.message.text == "/start@vigie_ess_bot g_1"
    group.promote_bot()
    assert updates(bot_api)[-1].my_chat_member.new_chat_member.status == "administrator"


def test_the_bot_hears_commands_and_replies_and_not_the_rest(bot_api: BotApi, group: Group, phone: Phone) -> None:
    group.add_bot()
    heard = updates(bot_api)[-1].update_id + 1
    call(bot_api, lambda bot: bot.send_message(group.id, "Un avis"))
    group.say(phone, "On se voit jeudi")
    group.say(phone, "/relier")
    group.say(phone, "/aide@another_bot")
    group.say(phone, "Intéressant", reply_to=group.last)
    assert [one.message.text for one in updates(bot_api, heard)] == ["/relier", "Intéressant"]
    assert updates(bot_api)[-1].message.reply_to_message.text == "Un avis"


def test_in_a_topic_what_is_said_answers_its_opening(bot_api: BotApi, group: Group, phone: Phone) -> None:
    group.add_bot()
    topic = group.add_topic("Marchés")
    group.say(phone, "/relier", topic)
    group.say(phone, "/relier", anonymous=True)
    said, anonymous = (one.message for one in updates(bot_api)[-2:])
    assert said.is_topic_message and said.reply_to_message.forum_topic_created.name == "Marchés"
    assert (said.message_thread_id, said.reply_to_message.message_id) == (topic, topic)
    assert anonymous.sender_chat.id == group.id
    assert anonymous.from_user.username == "GroupAnonymousBot"


def test_administrators_are_known(bot_api: BotApi, group: Group, phone: Phone) -> None:
    group.add_bot()
    other, stranger = Phone(bot_api, 78, "Dominique"), Phone(bot_api, 79, "Alex")
    group.join(other, "administrator")
    status = [
        call(bot_api, lambda bot, who=who: bot.get_chat_member(group.id, who.id)).status
        for who in (phone, other, stranger)
    ]
    assert status == ["creator", "administrator", "left"]
    found = call(bot_api, lambda bot: bot.get_chat_administrators(group.id))
    assert {one.user.id for one in found} == {77, 78}
    with pytest.raises(AssertionError, match="not a member"):
        group.say(stranger, "/relier")


def test_a_member_touches_a_button_of_the_group(bot_api: BotApi, group: Group, phone: Phone) -> None:
    group.add_bot()
    call(bot_api, lambda bot: bot.send_message(group.id, "Un avis", reply_markup=buttons("Garder")))
    other = Phone(bot_api, 78, "Dominique")
    group.join(other)
    group.tap(other, "Garder")
    tap = updates(bot_api)[-1].callback_query
    assert (tap.from_user.id, tap.message.chat.id) == (78, group.id)


def test_a_group_that_becomes_a_supergroup(bot_api: BotApi, phone: Phone) -> None:
    group = Group(bot_api, "Petit groupe", creator=phone, basic=True)
    group.add_bot()
    old = group.id
    new = group.upgrade()
    with pytest.raises(ChatMigrated) as moved:
        call(bot_api, lambda bot: bot.send_message(old, "Bonjour"))
    assert moved.value.new_chat_id == new == group.id
    call(bot_api, lambda bot: bot.send_message(new, "Bonjour"))
    told = [one.message for one in updates(bot_api)[-2:]]
    assert (told[0].chat.id, told[0].migrate_to_chat_id) == (old, new)
    assert (told[1].chat.id, told[1].migrate_from_chat_id) == (new, old)
