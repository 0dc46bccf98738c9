"""What an update of Telegram says: who said what, where. Values only; nothing is asked of anyone."""

import re
from dataclasses import dataclass

from telegram import CallbackQuery, Message, MessageOriginChannel, Update, User
from telegram.constants import ChatType

from bot.chat.talk import Place

# Telegram makes a command of ASCII letters only: « /départements » comes as plain text.
_SLASH = re.compile(r"/(?P<name>[^\W_][\w-]*)(?:@(?P<to>\w+))?(?:\s+(?P<words>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slash:
    """`/name@to words`; `to` is "" when nobody is named."""

    name: str
    words: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """`query` must be answered within seconds."""

    data: str
    query: str
    bubble: int


@dataclass(frozen=True, slots=True)
class Typed:
    text: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A position; never kept, never logged."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A post of a channel, passed on by somebody in private."""

    chat: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that we cannot read: a photo, a contact, what was forwarded. `what` is its French name."""

    what: str


What = Slash | Tapped | Typed | Shared | Forwarded | Unread
TRANSFERRED = "un message transféré"


@dataclass(frozen=True, slots=True)
class Said:
    """`account` is None for who speaks in the name of the group (an anonymous administrator)."""

    account: int | None
    name: str
    place: Place
    what: What
    message: int | None = None
    answers: int | None = None


def hear(update: Update) -> Said | None:
    """None for what is not addressed to a bot: edits, posts of channels, the life of a group."""
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.message is not None:
        return _written(update.message)
    return None


def _tapped(query: CallbackQuery) -> Said | None:
    if query.message is None or query.data is None:
        return None
    chat = query.message.chat
    seen = query.message if isinstance(query.message, Message) else None
    topic = seen.message_thread_id if seen is not None and seen.is_topic_message else None
    place = Place(chat.id, chat.type == ChatType.PRIVATE, topic, chat.title or "")
    bubble = query.message.message_id  # one that Telegram no longer tells may still be changed
    return Said(query.from_user.id, query.from_user.first_name, place, Tapped(query.data, query.id, bubble), bubble)


def _written(message: Message) -> Said | None:
    chat, user = message.chat, message.from_user
    if chat.type == ChatType.CHANNEL or user is None:
        return None
    private = chat.type == ChatType.PRIVATE
    what = _what(message)
    if what is None or not (private or isinstance(what, Slash)):
        return None
    place = Place(chat.id, private, message.message_thread_id if message.is_topic_message else None, chat.title or "")
    answers = message.reply_to_message.message_id if message.reply_to_message else None
    return Said(_account(user), user.first_name, place, what, message.message_id, answers)


def _account(user: User) -> int | None:
    return None if user.is_bot else user.id


def speaks_for_the_group(update: Update) -> bool:
    """An administrator who remains anonymous (Bot API, Message.sender_chat: the group itself)."""
    message = update.message
    return message is not None and message.sender_chat is not None and message.sender_chat.id == message.chat.id


def _what(message: Message) -> What | None:
    if message.forward_origin is not None:
        origin = message.forward_origin
        return Forwarded(origin.chat.id) if isinstance(origin, MessageOriginChannel) else Unread(TRANSFERRED)
    if message.location is not None:
        return Shared(message.location.latitude, message.location.longitude)
    if message.venue is not None:
        return Shared(message.venue.location.latitude, message.venue.location.longitude)
    if message.text is not None:
        return _text(message.text)
    named = next((words for kind, words in _NAMES.items() if getattr(message, kind)), None)
    return Unread(named) if named else None


def _text(text: str) -> What:
    found = _SLASH.fullmatch(text.strip())
    return Slash(found["name"], (found["words"] or "").strip(), found["to"] or "") if found else Typed(text.strip())


# What people send besides text. What Telegram itself writes (a pinned message, a new title) is in none of these.
_NAMES = {
    "voice": "un message vocal",
    "video_note": "un message vidéo",
    "photo": "une photo",
    "video": "une vidéo",
    "animation": "une image animée",
    "audio": "un enregistrement",
    "document": "un fichier",
    "sticker": "un autocollant",
    "contact": "un contact",
    "poll": "un sondage",
    "dice": "un dé",
    "game": "un jeu",
    "story": "une story",
    "paid_media": "une image",
    "checklist": "une liste de tâches",
}
