"""A person with a phone: writes, taps what is really shown, reads bubbles as they are now."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_api import canned
from tests.telegram_api.markup import commands_in
from tests.telegram_api.server import BotApi
from tests.telegram_api.world import Chat, Json, Message, World

PATIENCE = 5.0


@dataclass(frozen=True)
class Bubble:
    """A message of the bot as it is shown now. `text` without HTML, `rows` the labels, `links` label → address."""

    id: int
    chat: int
    text: str
    html: str
    rows: tuple[tuple[str, ...], ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    document: str = ""
    content: bytes = b""
    edited: bool = False
    silent: bool = False
    topic: int | None = None
    reply_to: int | None = None
    moment: int = 0
    _tap: Callable[[int, str], None] = field(default=lambda number, label: None, repr=False, compare=False)
    photo: bool = False  # shown, not a file to open: its bytes are in `content`

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for row in self.rows for label in row)

    def tap(self, label: str) -> None:
        """Touches this bubble's button. AssertionError when it shows no such button any more."""
        self._tap(self.id, label)


@dataclass(frozen=True)
class Toast:
    """`url`: the link that Telegram opened for the person, « https://t.me/BOT?start=… »."""

    text: str
    alert: bool
    url: str = ""


_FILE = {"file_id": "un-fichier", "file_unique_id": "un-fichier"}
OTHER_THINGS: dict[str, Json] = {
    "voice": {"voice": _FILE | {"duration": 3}},
    "photo": {"photo": [_FILE | {"width": 90, "height": 90}]},
    "document": {"document": _FILE | {"file_name": "plaquette.pdf"}},
    "sticker": {
        "sticker": _FILE | {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
    },
    "contact": {"contact": {"phone_number": "+33000000000", "first_name": "Alex"}},
    "venue": {"venue": {"location": {"latitude": 45.7, "longitude": 4.8}, "title": "Ici", "address": "Là"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}


class Phone:
    """`Phone(api, 77, "Camille")`. Making one creates the person; the bot may write to them after `start()`.

    `in_group` gives the same person in a group: see `tests.telegram_api.groups`.
    """

    def __init__(self, api: BotApi, user_id: int, first_name: str = "Camille") -> None:
        self.api, self.id, self.name = api, user_id, first_name
        self.user = api.world.person(user_id, first_name)
        self.chat = Chat(user_id, "private", first_name, members={user_id: "member"})
        api.world.chats[user_id] = self.chat
        self.gesture = 0  # the number of the last thing this person did: `wait_for` looks at what came after

    @property
    def world(self) -> World:
        return self.api.world

    # what the person does

    def write(self, text: str) -> None:
        """A message to the bot. Writing to a bot that one blocked is impossible: Telegram hides the field."""
        assert not self.chat.blocked, f"{self.name} blocked the bot: unblock first"
        self._said(self.chat, text)

    def start(self, payload: str | None = None) -> None:
        """The button « Démarrer », or a deep link `https://t.me/BOT?start=payload`."""
        assert payload is None or re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload), f"no deep link holds {payload!r}"
        self.write("/start" if payload is None else f"/start {payload}")

    def reply_to(self, bubble: Bubble, text: str) -> None:
        self._said(self.chat, text, reply_to=bubble.id)

    def share_position(self, latitude: float, longitude: float) -> None:
        """Only where the bot asked for it with a button, as it should."""
        assert self._asks_position(), "no button asks for the position"
        self._said(self.chat, "", extra={"location": {"latitude": latitude, "longitude": longitude}})

    def send(self, what: str) -> None:
        """Something else than words: a key of OTHER_THINGS."""
        self._said(self.chat, "", extra=OTHER_THINGS[what])

    def pass_on(self, text: str, origin: dict[str, Any]) -> None:
        """A message of elsewhere, forwarded to the bot (Bot API, Message.forward_origin)."""
        self._said(self.chat, text, extra={"forward_origin": origin})

    def correct(self, text: str) -> None:
        """Changes the last message that this person wrote."""
        with self.world.lock:
            message = [one for one in self.world.in_chat(self.chat.id) if one.sender == self.id][-1]
            message.text, message.entities, message.edited = text, commands_in(text), True
            self.world.told("corrected", message, user=self.id)
            self.world.push(edited_message=self.world.json(message))

    def press(self, label: str) -> None:
        """A key of the keyboard under the text field: it writes its words."""
        keys = [one for row in self.keyboard for one in row]
        assert label in keys, f"no key {label!r}; there are: {keys or 'none'}"
        self.write(label)

    def tap(self, label: str, *, timeout: float = 2.0, too_old: bool = False) -> None:
        """Touches a button by its words, on the latest bubble that shows it; waits for it if need be.

        `too_old`: Telegram no longer tells the bot what the bubble held. AssertionError, with every button shown, when
        there is none.
        """
        found = self._until(lambda: self._with_button(label), timeout)
        if found is None:
            shown = [" | ".join(label for row in one.rows for label in row) for one in self.bubbles() if one.rows]
            raise AssertionError(f"no button {label!r} is shown; there are: {shown or 'none'}")
        self._touch(found.id, label, too_old=too_old)

    def block(self) -> None:
        self._membership("member", "kicked", blocked=True)

    def unblock(self) -> None:
        self._membership("kicked", "member", blocked=False)

    def deactivate(self) -> None:
        """The account is deleted: nobody tells the bot."""
        self.chat.deactivated = True

    # what the person sees

    def bubbles(self) -> list[Bubble]:
        """The bot's messages in this chat, oldest first, edits applied, without those it took away."""
        with self.world.lock:
            return [self._bubble(one) for one in self.world.in_chat(self.chat.id) if not one.sender]

    @property
    def last(self) -> Bubble:
        shown = self.bubbles()
        assert shown, f"the bot has written nothing to {self.name}"
        return shown[-1]

    @property
    def toasts(self) -> list[Toast]:
        """The words shown over the chat after taps, empty ones (a mere end of the spinner) left out."""
        with self.world.lock:
            mine = [one for one in self.world.queries.values() if one.user == self.id and (one.toast or one.url)]
        return [Toast(one.toast or "", one.alert, one.url) for one in mine]

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """The keyboard under the text field; empty when there is none."""
        rows = self.world.keyboards.get(self.chat.id, {}).get("keyboard", [])
        return tuple(tuple(one if isinstance(one, str) else one["text"] for one in row) for row in rows)

    def wait_for(self, text: str, timeout: float = PATIENCE) -> Bubble:
        """The bubble holding `text` (or a file of that name) that was shown or changed since the last gesture."""
        found = self._until(lambda: self._holding(text), timeout)
        if found is None:
            shown = "\n---\n".join(one.text + (f" [{one.document}]" if one.document else "") for one in self.bubbles())
            raise AssertionError(
                f"{self.name} waited {timeout} s for {text!r}; shown:\n{shown or 'nothing'}\n{self.trouble()}"
            )
        return found

    def wait_toast(self, text: str, timeout: float = PATIENCE) -> Toast:
        found = self._until(lambda: next((one for one in reversed(self.toasts) if text in one.text), None), timeout)
        assert found is not None, f"no toast {text!r}; there are: {self.toasts}"
        return found

    def trouble(self) -> str:
        """The calls that were refused: what to read first when a test fails."""
        return "\n".join(f"refused: {one.method} {one.refused}" for one in self.api.calls if one.refused)

    # behind the glass

    def _until(self, look: Callable[[], Any], timeout: float) -> Any:
        """What `look` finds, None after `timeout` seconds. Wakes at each event, polls nothing."""
        end = time.monotonic() + timeout
        with self.world.lock:
            while not (found := look()):
                left = end - time.monotonic()
                if left <= 0 or not self.world.lock.wait(left):
                    return look()
            return found

    def _holding(self, text: str) -> Bubble | None:
        recent = [one for one in self.bubbles() if one.moment > self.gesture]
        return next((one for one in reversed(recent) if text in one.text or (text and text == one.document)), None)

    def _with_button(self, label: str) -> Bubble | None:
        return next((one for one in reversed(self.bubbles()) if label in one.labels), None)

    def _bubble(self, message: Message) -> Bubble:
        buttons = [one for row in message.rows for one in row]
        return Bubble(
            message.id, message.chat.id, message.text, message.html,
            tuple(tuple(one["text"] for one in row) for row in message.rows),
            {one["text"]: one["url"] for one in buttons if one.get("url")},
            message.document.name if message.document else "",
            message.document.content if message.document else b"",
            message.edited, message.silent, message.thread, message.reply_to, message.moment, self._touch,
            message.photo,
        )  # fmt: skip

    def _touch(self, number: int, label: str, *, too_old: bool = False) -> None:
        with self.world.lock:
            message = self.world.messages[self.chat.id, number]
            buttons = [one for row in message.rows for one in row if one["text"] == label and not message.deleted]
            assert buttons, f"this bubble shows no button {label!r} any more: {message.rows}"
            self.gesture = self.world.tell("tapped", self.chat.id, user=self.id, text=label, message=number)
            if "callback_data" not in buttons[0]:
                return  # a link: the phone opens it, the bot hears nothing
            query = self.world.new_query(self.id, self.chat.id)
            data = buttons[0]["callback_data"]
            self.world.push(callback_query=self._query(query.id, message, data, too_old=too_old))

    def _query(self, query_id: str, message: Message, data: str, *, too_old: bool = False) -> Json:
        told = {"chat": self.chat.json(), "message_id": message.id, "date": 0} if too_old else self.world.json(message)
        instance = f"chat{self.chat.id}"
        return {"id": query_id, "from": self.user, "chat_instance": instance, "data": data, "message": told}

    def _said(self, chat: Chat, text: str, **facts: Any) -> Message:
        with self.world.lock:
            chat.started = True
            message = self.world.add(chat, self.id, text=text, entities=commands_in(text), **facts)
            words = text or ("📍 Ma position" if "location" in message.extra else "")
            self.gesture = message.moment = self.world.tell(
                "wrote", chat.id, user=self.id, text=words, message=message.id
            )
            self.world.push(message=self.world.json(message))
            return message

    def _asks_position(self) -> bool:
        rows = self.world.keyboards.get(self.chat.id, {}).get("keyboard", [])
        return any(isinstance(one, dict) and one.get("request_location") for row in rows for one in row)

    def _membership(self, old: str, new: str, *, blocked: bool) -> None:
        with self.world.lock:
            self.chat.blocked = blocked
            self.gesture = self.world.tell("blocked" if blocked else "unblocked", self.chat.id, user=self.id)
            self.world.push(
                my_chat_member={
                    "chat": self.chat.json(), "from": self.user, "date": int(time.time()),
                    "old_chat_member": canned.member(self.world.bot, old),
                    "new_chat_member": canned.member(self.world.bot, new),
                }
            )  # fmt: skip
