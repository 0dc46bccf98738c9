"""Methods that show, change or take away messages, with the refusals of Telegram."""

from collections.abc import Callable
from typing import Any

from tests.telegram_api import canned
from tests.telegram_api.judge import Files
from tests.telegram_api.refusal import Refused, bad
from tests.telegram_api.world import Chat, Document, Json, Message, World, plain

Answer = Callable[[World, Json], Any]


def send_message(world: World, values: Json) -> Json:
    text, html, entities = plain(values, "text")
    if not text.strip():
        raise bad("message text is empty")
    return _show(world, values, text=text, html=html, entities=entities)


def send_file(world: World, values: Json, files: Files, name: str) -> Json:
    """sendDocument, sendPhoto: the bytes are kept."""
    text, html, entities = plain(values, "caption")
    if name not in files:
        raise bad(f"there is no {name} in the request")
    title, content = files[name]
    if not content:
        raise bad("file must be non-empty")
    document = Document(title, content)
    return _show(world, values, text=text, html=html, entities=entities, document=document, photo=name == "photo")


def send_location(world: World, values: Json) -> Json:
    place = {"latitude": values["latitude"], "longitude": values["longitude"]}
    return _show(world, values, extra={"location": place})


def _show(world: World, values: Json, **facts: Any) -> Json:
    chat = world.chat_for_bot(values["chat_id"])
    thread = values.get("message_thread_id")
    world.check_topic(chat, thread)
    world.pace.note(chat.id)
    reply = _answered(world, chat, values)
    markup = values.get("reply_markup")
    _place_for(chat, markup)
    silent = bool(values.get("disable_notification"))
    fixed = bool(markup) and "inline_keyboard" not in markup
    common = {"thread": thread, "reply_to": reply, "markup": _inline(markup), "silent": silent, "fixed": fixed}
    message = world.add(chat, 0, **common, **facts)
    if fixed:
        world.keyboards[chat.id] = markup
    world.told("shown", message)
    return world.json(message)


def _answered(world: World, chat: Chat, values: Json) -> int | None:
    asked = values.get("reply_parameters") or {}
    number = asked.get("message_id") or values.get("reply_to_message_id")
    found = world.messages.get((chat.id, number or 0))
    if number and (found is None or found.deleted):
        if asked.get("allow_sending_without_reply") or values.get("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
    return number


def _place_for(chat: Chat, markup: Json | None) -> None:
    for row in (markup or {}).get("keyboard", []):
        for button in row:
            if isinstance(button, dict) and button.get("request_location") and chat.kind != "private":
                raise bad("location can be requested in private chats only")


def _inline(markup: Json | None) -> Json | None:
    return markup if markup and markup.get("inline_keyboard") else None


def _of_bot(world: World, values: Json, verb: str) -> Message:
    """The message to change. Raises Refused (400) when the bot did not write it, or it is gone."""
    chat = world.chat_for_bot(values.get("chat_id"))
    message = world.messages.get((chat.id, values.get("message_id") or 0))
    if message is None or message.deleted:
        raise bad(f"message to {verb} not found")
    if message.sender or message.fixed:
        raise bad(f"message can't be {verb}ed")
    return message


def edit_text(world: World, values: Json) -> Json:
    message = _of_bot(world, values, "edit")
    if message.document:
        raise bad("there is no text in the message to edit")
    text, html, entities = plain(values, "text")
    if not text.strip():
        raise bad("message text is empty")
    return _change(world, message, text, html, entities, values)


def edit_caption(world: World, values: Json) -> Json:
    message = _of_bot(world, values, "edit")
    if not message.document:
        raise bad("there is no caption in the message to edit")
    return _change(world, message, *plain(values, "caption"), values)


def edit_markup(world: World, values: Json) -> Json:
    message = _of_bot(world, values, "edit")
    return _change(world, message, message.text, message.html, message.entities, values)


def _change(world: World, message: Message, text: str, html: str, entities: list[Json], values: Json) -> Json:
    markup = _inline(values.get("reply_markup"))
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    message.text, message.html, message.entities, message.markup = text, html, entities, markup
    message.edited = True
    world.told("edited", message)
    return world.json(message)


def delete(world: World, values: Json) -> bool:
    chat = world.chat_for_bot(values["chat_id"])
    message = world.messages.get((chat.id, values["message_id"]))
    if message is None or message.deleted:
        raise bad("message to delete not found")
    if message.sender and chat.kind != "private" and chat.bot_status != "administrator":
        raise bad("message can't be deleted")
    message.deleted = True
    world.told("deleted", message)
    return True


def delete_many(world: World, values: Json) -> bool:
    for number in values["message_ids"]:
        message = world.messages.get((world.chat_for_bot(values["chat_id"]).id, number))
        if message is not None and not message.deleted:
            delete(world, {"chat_id": values["chat_id"], "message_id": number})
    return True


def answer_query(world: World, values: Json) -> bool:
    query = world.queries.get(values["callback_query_id"])
    if query is None or query.answered:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    url = values.get("url") or ""
    if url and not url.startswith(f"https://t.me/{world.bot['username']}?start="):
        raise bad("URL_INVALID")
    query.answered, query.toast, query.url = True, values.get("text") or "", url
    query.alert = bool(values.get("show_alert"))
    world.tell("alert" if query.alert else "toast", query.chat, user=query.user, text=query.toast)
    return True


_ANSWERS: dict[str, Answer] = {
    "getMe": canned.get_me, "getChat": canned.get_chat, "getChatMember": canned.get_chat_member,
    "getChatAdministrators": canned.get_chat_administrators, "getChatMemberCount": canned.get_chat_member_count,
    "leaveChat": canned.leave_chat, "createForumTopic": canned.create_forum_topic,
    "sendChatAction": canned.send_chat_action, "setMyCommands": canned.set_my_commands,
    "getMyCommands": canned.get_my_commands, "deleteMyCommands": canned.delete_my_commands,
    "setMyName": canned.setter("name"), "getMyName": canned.getter("name"),
    "setMyDescription": canned.setter("description"), "getMyDescription": canned.getter("description"),
    "setMyShortDescription": canned.setter("short_description"),
    "getMyShortDescription": canned.getter("short_description"),
    "setChatMenuButton": lambda world, values: True, "logOut": lambda world, values: True,
    "close": lambda world, values: True,
    "setWebhook": canned.set_webhook, "deleteWebhook": canned.delete_webhook,
    "getWebhookInfo": canned.get_webhook_info, "sendMessage": send_message, "sendLocation": send_location,
    "editMessageText": edit_text, "editMessageCaption": edit_caption, "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete, "deleteMessages": delete_many, "answerCallbackQuery": answer_query,
}  # fmt: skip


def answer(world: World, method: str, values: Json, files: Files) -> Any:
    """The result of a call, already judged. Raises Refused."""
    with world.lock:
        if method == "sendDocument":
            return send_file(world, values, files, "document")
        if method == "sendPhoto":
            return send_file(world, values, files, "photo")
        if method not in _ANSWERS:
            raise Refused(501, f"Not Implemented: this stand-in has no {method} (tests/telegram_api/messages.py)")
        return _ANSWERS[method](world, values)
