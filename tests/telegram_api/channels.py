"""A channel: its administrators post, the bot is made one of them, whoever reads it taps and passes on its posts."""

import itertools
import time

from tests.telegram_api import canned
from tests.telegram_api.phone import Bubble, Phone
from tests.telegram_api.server import BotApi
from tests.telegram_api.world import Chat

_IDS = itertools.count(2_000_000_001)


class Channel:
    """`Channel(api, "Annonces des Sources", creator=phone)`; with a `username` it is public. The bot is not in it
    before `add_bot()`."""

    def __init__(self, api: BotApi, title: str, *, creator: Phone, username: str = "") -> None:
        self.api, self.creator = api, creator
        channel_id = -1_000_000_000_000 - next(_IDS)
        members = {creator.id: "creator"}
        self.chat = Chat(channel_id, "channel", title, started=True, members=members, username=username)
        api.world.chats[channel_id] = self.chat

    @property
    def id(self) -> int:
        return self.chat.id

    def join(self, phone: Phone, status: str = "member") -> None:
        self.chat.members[phone.id] = status

    def add_bot(self, by: Phone | None = None, *, posts: bool = True) -> None:
        """As an administrator: a bot is nothing else in a channel."""
        self._bot_becomes("administrator", posts, by)

    def remove_bot(self, by: Phone | None = None) -> None:
        self._bot_becomes("kicked", False, by)

    def forward(self, phone: Phone) -> None:
        """Somebody who reads it passes one of its posts on to the bot, in private."""
        origin = {"type": "channel", "date": int(time.time()), "chat": self.chat.json(), "message_id": 1}
        phone.pass_on("Une annonce du canal", origin)

    def bubbles(self) -> list[Bubble]:
        """What the bot posted."""
        return self.seen_by(self.creator).bubbles()

    def tap(self, phone: Phone, label: str) -> None:
        self.seen_by(phone).tap(label)

    def seen_by(self, phone: Phone) -> Phone:
        """The phone of somebody who reads it, with this channel on its screen."""
        view = object.__new__(Phone)
        view.__dict__.update(phone.__dict__, chat=self.chat)
        return view

    def _bot_becomes(self, status: str, posts: bool, by: Phone | None) -> None:
        world, who = self.api.world, by or self.creator
        with world.lock:
            before = canned.member(world.bot, self.chat.bot_status, posts=self.chat.posts)
            self.chat.bot_status, self.chat.posts = status, posts
            world.tell("bot " + status, self.id, user=who.id)
            world.push(
                my_chat_member={
                    "chat": self.chat.json(), "from": who.user, "date": int(time.time()),
                    "old_chat_member": before,
                    "new_chat_member": canned.member(world.bot, status, posts=posts),
                }
            )  # fmt: skip
