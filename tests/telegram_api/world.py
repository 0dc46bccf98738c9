"""What exists on the side of Telegram: chats, messages, updates not fetched yet. Guarded by `lock`."""

import itertools
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Update

from tests.telegram_api import markup
from tests.telegram_api.limits import Pace
from tests.telegram_api.refusal import bad, forbidden

Json = dict[str, Any]
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@dataclass
class Document:
    name: str
    content: bytes


@dataclass
class Topic:
    name: str
    closed: bool = False


@dataclass
class Chat:
    """A private chat has one member, the person. `members`: user id → status of ChatMember."""

    id: int
    kind: str  # private, group, supergroup, channel
    title: str
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    forum: bool = False
    bot_status: str = "left"
    muted: bool = False
    posts: bool = False  # of a channel: the bot, an administrator of it, may post there
    username: str = ""  # of a public channel
    migrated_to: int | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    last_id: int = 0

    def json(self) -> Json:
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        found: Json = {"id": self.id, "type": self.kind, "title": self.title}
        found |= {"is_forum": True} if self.forum else {}
        return found | ({"username": self.username} if self.username else {})


@dataclass
class Message:
    """`sender`: 0 is the bot. `moment`: the number of the last event that changed it."""

    chat: Chat
    id: int
    sender: int
    text: str = ""
    html: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    document: Document | None = None
    photo: bool = False
    thread: int | None = None
    reply_to: int | None = None
    extra: Json = field(default_factory=dict)
    date: int = field(default_factory=lambda: int(time.time()))
    edited: bool = False
    deleted: bool = False
    silent: bool = False
    fixed: bool = False  # sent with a keyboard under the text field: Telegram never changes those
    moment: int = 0

    @property
    def rows(self) -> list[list[Json]]:
        return (self.markup or {}).get("inline_keyboard", [])


@dataclass
class Query:
    """A tap. `toast` is what the bot answered, None until then."""

    id: str
    user: int
    chat: int
    answered: bool = False
    toast: str | None = None
    alert: bool = False
    url: str = ""


@dataclass(frozen=True)
class Event:
    """One line of the story: `what` is wrote, tapped, shown, edited, deleted, toast…, as the person saw it then."""

    number: int
    what: str
    chat: int
    user: int = 0
    text: str = ""
    message: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    document: str = ""


class World:
    def __init__(self, bot: Json, pace: Pace) -> None:
        self.lock = threading.Condition(threading.RLock())
        self.bot, self.pace = bot, pace
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Json] = {}
        self.messages: dict[tuple[int, int], Message] = {}
        self.queries: dict[str, Query] = {}
        self.events: list[Event] = []
        self.updates: list[Json] = []
        self.every_update: list[Json] = []
        self.keyboards: dict[int, Json] = {}
        self.settings: dict[str, dict[str, Any]] = defaultdict(dict)
        self.webhook: Json = {}
        self.allowed: set[str] | None = None
        self.polls = 0
        self.on_update: Callable[[], None] = lambda: None
        self._numbers = itertools.count(1)
        self._update_ids = itertools.count(500_001)
        self._query_ids = itertools.count(7_000_001)

    # what happens

    def tell(self, what: str, chat: int, **facts: Any) -> int:
        """Notes an event and wakes whoever waits. Answers its number."""
        with self.lock:
            number = next(self._numbers)
            self.events.append(Event(number, what, chat, **facts))
            self.lock.notify_all()
            return number

    def told(self, what: str, message: Message, user: int = 0) -> None:
        rows = tuple(tuple(str(one["text"]) for one in row) for row in message.rows)
        name = message.document.name if message.document else ""
        message.moment = self.tell(
            what, message.chat.id, user=user, text=message.text, message=message.id, rows=rows, document=name
        )

    def push(self, **parts: Any) -> int | None:
        """Queues an update, itself judged by aiogram. None when the bot did not ask for this kind."""
        with self.lock:
            kind = next(iter(parts))
            wanted = kind not in NOT_BY_DEFAULT if not self.allowed else kind in self.allowed
            update = {"update_id": next(self._update_ids)} | parts
            Update.model_validate(update)
            if not wanted:
                return None
            self.updates.append(update)
            self.every_update.append(update)
        self.on_update()
        return int(update["update_id"])

    def new_query(self, user: int, chat: int) -> Query:
        query = Query(str(next(self._query_ids)), user, chat)
        self.queries[query.id] = query
        return query

    # messages

    def add(self, chat: Chat, sender: int, **facts: Any) -> Message:
        with self.lock:
            chat.last_id += 1
            message = Message(chat, chat.last_id, sender, **facts)
            self.messages[chat.id, message.id] = message
            return message

    def in_chat(self, chat: int) -> list[Message]:
        return [one for (where, _), one in self.messages.items() if where == chat and not one.deleted]

    def json(self, message: Message) -> Json:
        """The message as the Bot API writes it."""
        sender = self.bot if not message.sender else self.users.get(message.sender, ANONYMOUS)
        found: Json = {"message_id": message.id, "date": message.date, "chat": message.chat.json(), "from": sender}
        if message.thread:
            found |= {"message_thread_id": message.thread, "is_topic_message": True}
        answered = self.messages.get((message.chat.id, message.reply_to or 0))
        if answered is not None:
            found["reply_to_message"] = self.json(answered) | {}
            found["reply_to_message"].pop("reply_to_message", None)
        elif message.thread in message.chat.topics:
            found["reply_to_message"] = self._opening(message)
        if sender is ANONYMOUS:
            found["sender_chat"] = message.chat.json()
        if message.edited:
            found["edit_date"] = message.date
        return found | self._body(message)

    def _opening(self, message: Message) -> Json:
        """What is said in a topic answers the service message that opened it, as Telegram has it."""
        name = message.chat.topics[message.thread or 0].name
        return {
            "message_id": message.thread, "date": message.date, "chat": message.chat.json(), "from": self.bot,
            "message_thread_id": message.thread, "is_topic_message": True,
            "forum_topic_created": {"name": name, "icon_color": 7322096},
        }  # fmt: skip

    def _body(self, message: Message) -> Json:
        found: Json = dict(message.extra)
        text, entities = ("caption", "caption_entities") if message.document or message.photo else ("text", "entities")
        if message.text:
            found[text] = message.text
        if message.entities:
            found[entities] = message.entities
        if message.document:
            file_id = f"file-{message.chat.id}-{message.id}"
            found["document"] = {
                "file_id": file_id, "file_unique_id": file_id, "file_name": message.document.name,
                "file_size": len(message.document.content),
            }  # fmt: skip
        if message.photo:
            file_id = f"photo-{message.chat.id}-{message.id}"
            found["photo"] = [{"file_id": file_id, "file_unique_id": file_id, "width": 90, "height": 90}]
        if message.markup and "inline_keyboard" in message.markup:
            found["reply_markup"] = message.markup
        return found

    # who may be written to

    def chat_for_bot(self, chat_id: Any) -> Chat:
        """The chat, where the bot may act. Raises Refused as Telegram does."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.kind == "private":
            _reachable(chat)
        elif chat.bot_status in ("left", "kicked"):
            done = "is not a member of" if chat.bot_status == "left" else "was kicked from"
            raise forbidden(f"bot {done} the {chat.kind} chat")
        return chat

    def check_topic(self, chat: Chat, thread: int | None) -> None:
        if chat.muted:
            raise bad("not enough rights to send text messages to the chat")
        if chat.kind == "channel" and not chat.posts:
            raise bad("need administrator rights in the channel chat")
        if not thread:
            return
        topic = chat.topics.get(thread)
        if topic is None:
            raise bad("message thread not found")
        if topic.closed:
            raise bad("TOPIC_CLOSED")

    def person(self, user_id: int, first_name: str) -> Json:
        user = {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": "fr"}
        self.users[user_id] = user
        return user


def _reachable(chat: Chat) -> None:
    if chat.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def plain(values: Json, name: str) -> tuple[str, str, list[Json]]:
    """The text or caption of a call: plain, HTML, entities. Telegram trims what surrounds it."""
    text, html, entities = markup.read(str(values.get(name) or "").strip(), values.get("parse_mode"))
    return text, html, entities or list(values.get("entities") or [])
