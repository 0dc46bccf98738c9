"""Answers that need no memory of messages: who the bot is, who is in a chat, commands, webhook."""

import json
from typing import Any

from tests.telegram_api.refusal import Refused, bad
from tests.telegram_api.world import Chat, Json, Topic, World

_ADMIN_RIGHTS = dict.fromkeys(
    ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
     "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
     "can_edit_stories", "can_delete_stories", "can_manage_topics",
     "can_send_welcome_messages", "can_pin_messages"), False,
)  # fmt: skip


def bot_user(name: str, token: str) -> Json:
    return {
        "id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Vigie ESS", "username": name,
        "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
        "can_connect_to_business": False, "has_main_web_app": False,
    }  # fmt: skip


def member(user: Json, status: str, *, posts: bool | None = None) -> Json:
    """A ChatMember. `status`: creator, administrator, member, left, kicked. `posts`: of an administrator of a channel,
    None elsewhere."""
    found: Json = {"user": {key: user[key] for key in ("id", "is_bot", "first_name", "username") if key in user}}
    found["status"] = status
    if status == "administrator":
        found |= _ADMIN_RIGHTS | {"can_manage_chat": True}
        found |= {} if posts is None else {"can_post_messages": posts}
    if status == "creator":
        found["is_anonymous"] = False
    if status == "kicked":
        found["until_date"] = 0
    return found


def get_me(world: World, values: Json) -> Json:
    return world.bot


def get_chat(world: World, values: Json) -> Json:
    chat = _named(world, values["chat_id"])
    if chat is None:
        raise bad("chat not found")
    return chat.json() | {
        "accent_color_id": 0, "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }  # fmt: skip


def _named(world: World, asked: Any) -> Chat | None:
    """By its number where the bot is, by its @name wherever a public channel is."""
    if isinstance(asked, str) and asked.startswith("@"):
        return next((one for one in world.chats.values() if one.username == asked[1:]), None)
    found = world.chats.get(asked)
    outside = found is not None and found.kind == "channel" and found.bot_status in ("left", "kicked")
    return None if outside else found


def _members(world: World, chat: Chat) -> list[Json]:
    people = [member(world.users[user], status) for user, status in chat.members.items()]
    return [*people, member(world.bot, chat.bot_status, posts=chat.posts if chat.kind == "channel" else None)]


def get_chat_member(world: World, values: Json) -> Json:
    chat = world.chat_for_bot(values["chat_id"])
    for one in _members(world, chat):
        if one["user"]["id"] == values["user_id"]:
            return one
    if values["user_id"] in world.users:
        return member(world.users[values["user_id"]], "left")
    raise bad("invalid user_id specified")


def get_chat_administrators(world: World, values: Json) -> list[Json]:
    chat = world.chat_for_bot(values["chat_id"])
    if chat.kind == "private":
        raise bad("there are no administrators in the private chat")
    return [one for one in _members(world, chat) if one["status"] in ("creator", "administrator")]


def get_chat_member_count(world: World, values: Json) -> int:
    chat = world.chat_for_bot(values["chat_id"])
    return sum(one["status"] not in ("left", "kicked") for one in _members(world, chat))


def leave_chat(world: World, values: Json) -> bool:
    world.chat_for_bot(values["chat_id"]).bot_status = "left"
    return True


def create_forum_topic(world: World, values: Json) -> Json:
    chat = world.chat_for_bot(values["chat_id"])
    if not chat.forum:
        raise bad("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad("not enough rights to create a topic")
    chat.last_id += 1
    chat.topics[chat.last_id] = Topic(values["name"])
    return {"message_thread_id": chat.last_id, "name": values["name"], "icon_color": 7322096}


def send_chat_action(world: World, values: Json) -> bool:
    world.check_topic(world.chat_for_bot(values["chat_id"]), values.get("message_thread_id"))
    return True


def _scope(values: Json) -> str:
    scope = values.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True) + (values.get("language_code") or "")


def set_my_commands(world: World, values: Json) -> bool:
    world.settings["commands"][_scope(values)] = values["commands"]
    return True


def get_my_commands(world: World, values: Json) -> list[Json]:
    return list(world.settings["commands"].get(_scope(values), []))


def delete_my_commands(world: World, values: Json) -> bool:
    world.settings["commands"].pop(_scope(values), None)
    return True


def setter(name: str) -> Any:
    """setMyName, setMyDescription, setMyShortDescription: kept by language."""

    def answer(world: World, values: Json) -> bool:
        world.settings[name][values.get("language_code") or ""] = values.get(name) or ""
        return True

    return answer


def getter(name: str) -> Any:
    def answer(world: World, values: Json) -> Json:
        return {name: world.settings[name].get(values.get("language_code") or "", "")}

    return answer


def set_webhook(world: World, values: Json) -> bool:
    if not values["url"]:
        return delete_webhook(world, values)
    if not values["url"].startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = {"url": values["url"], "secret": values.get("secret_token") or ""}
    _allow(world, values)
    _drop(world, values)
    world.on_update()
    return True


def delete_webhook(world: World, values: Json) -> bool:
    world.webhook = {}
    _drop(world, values)
    return True


def _drop(world: World, values: Json) -> None:
    if values.get("drop_pending_updates"):
        world.updates.clear()


def _allow(world: World, values: Json) -> None:
    if values.get("allowed_updates") is not None:
        world.allowed = set(values["allowed_updates"])


def get_webhook_info(world: World, values: Json) -> Json:
    return {
        "url": world.webhook.get("url", ""), "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }  # fmt: skip


def waiting_updates(world: World, values: Json) -> list[Json]:
    """What getUpdates answers now. Raises Refused (409) while a webhook is set."""
    if world.webhook:
        raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
    _allow(world, values)
    offset, limit = values.get("offset") or 0, values.get("limit") or 100
    if offset < 0:
        world.updates[:] = world.updates[offset:]
    world.updates[:] = [one for one in world.updates if one["update_id"] >= offset]
    return world.updates[:limit]
