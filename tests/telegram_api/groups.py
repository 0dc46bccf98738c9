"""A group of people, with topics, and the bot in it: what members say and touch, roles, the move to a supergroup."""

import itertools
import time
from typing import Any

from tests.telegram_api import canned
from tests.telegram_api.markup import commands_in
from tests.telegram_api.phone import Bubble, Phone
from tests.telegram_api.server import BotApi
from tests.telegram_api.world import ANONYMOUS, Chat, Topic

_IDS = itertools.count(1_000_000_001)


class Group:
    """`Group(api, "Réseau des Sources", creator=phone)`. A supergroup, a forum if asked; `basic=True`: an old group.

    The bot is not in it before `add_bot()`. It keeps Telegram's discretion: it hears commands, replies to what it
    wrote and service messages, not the rest, unless it is an administrator.
    """

    def __init__(
        self, api: BotApi, title: str = "Groupe", *, creator: Phone, forum: bool = False, basic: bool = False
    ) -> None:
        assert not (forum and basic), "a basic group is no forum"
        self.api = api
        number = next(_IDS)
        kind, group_id = ("group", -number) if basic else ("supergroup", -1_000_000_000_000 - number)
        self.chat = Chat(group_id, kind, title, started=True, forum=forum, members={creator.id: "creator"})
        self.creator = creator
        api.world.chats[group_id] = self.chat

    @property
    def id(self) -> int:
        return self.chat.id

    # who is in it

    def join(self, phone: Phone, status: str = "member") -> None:
        """`status`: member, administrator, creator, left, kicked. Nobody tells the bot."""
        self.chat.members[phone.id] = status

    def add_bot(self, by: Phone | None = None, *, administrator: bool = False, payload: str | None = None) -> None:
        """`payload`: it was added by a link `?startgroup=payload`, Telegram then writes « /start@bot payload »."""
        who = by or self.creator
        self._bot_becomes("administrator" if administrator else "member", who)
        self._service(who, new_chat_members=[self.api.world.bot])
        if payload is not None:
            self.say(who, f"/start@{self.api.world.bot['username']} {payload}")

    def remove_bot(self, by: Phone | None = None) -> None:
        self._bot_becomes("kicked", by or self.creator)

    def promote_bot(self, by: Phone | None = None) -> None:
        self._bot_becomes("administrator", by or self.creator)

    def demote_bot(self, by: Phone | None = None) -> None:
        self._bot_becomes("member", by or self.creator)

    def mute_bot(self, muted: bool = True) -> None:
        """Members may not write any more: sending answers "not enough rights"."""
        self.chat.muted = muted

    # topics

    def add_topic(self, name: str) -> int:
        """Its message_thread_id."""
        assert self.chat.forum, "only a forum has topics"
        self.chat.last_id += 1
        self.chat.topics[self.chat.last_id] = Topic(name)
        return self.chat.last_id

    def close_topic(self, topic: int) -> None:
        self.chat.topics[topic].closed = True

    def reopen_topic(self, topic: int) -> None:
        self.chat.topics[topic].closed = False

    def delete_topic(self, topic: int) -> None:
        del self.chat.topics[topic]

    def upgrade(self) -> int:
        """The group becomes a supergroup: another id, service messages on both sides. The old id answers 400."""
        world, old = self.api.world, self.chat
        with world.lock:
            new_id = -1_000_000_000_000 - next(_IDS)
            self.chat = Chat(new_id, "supergroup", old.title, started=True, members=dict(old.members))
            self.chat.bot_status = old.bot_status
            world.chats[new_id] = self.chat
            self._service(self.creator, old, migrate_to_chat_id=new_id)
            old.migrated_to = new_id
            self._service(self.creator, migrate_from_chat_id=old.id)
        return new_id

    # what is said

    def say(
        self,
        phone: Phone,
        text: str,
        topic: int | None = None,
        reply_to: Bubble | None = None,
        *,
        anonymous: bool = False,
    ) -> None:
        """`anonymous`: an administrator who speaks in the name of the group."""
        self._is_member(phone)
        world = self.api.world
        with world.lock:
            facts: dict[str, Any] = {"thread": topic, "reply_to": reply_to.id if reply_to else None}
            message = world.add(
                self.chat, ANONYMOUS["id"] if anonymous else phone.id, text=text, entities=commands_in(text), **facts
            )
            phone.gesture = message.moment = world.tell("wrote", self.id, user=phone.id, text=text, message=message.id)
            if self._hears(text, reply_to):
                world.push(message=world.json(message))

    def tap(self, phone: Phone, label: str, *, timeout: float = 2.0) -> None:
        self._is_member(phone)
        self.seen_by(phone).tap(label, timeout=timeout)

    def wait_for(self, phone: Phone, text: str, timeout: float = 5.0) -> Bubble:
        return self.seen_by(phone).wait_for(text, timeout)

    def bubbles(self) -> list[Bubble]:
        return self.seen_by(self.creator).bubbles()

    @property
    def last(self) -> Bubble:
        return self.seen_by(self.creator).last

    def seen_by(self, phone: Phone) -> Phone:
        """The phone of a member with this group on its screen."""
        view = object.__new__(Phone)
        view.__dict__.update(phone.__dict__, chat=self.chat)
        return view

    # behind the glass

    def _hears(self, text: str, reply_to: Bubble | None) -> bool:
        name = f"@{self.api.world.bot['username']}"
        command = text.startswith("/") and ("@" not in text.split()[0] or text.split()[0].endswith(name))
        present = self.chat.bot_status in ("member", "administrator")
        return present and (command or reply_to is not None or name in text or self.chat.bot_status == "administrator")

    def _is_member(self, phone: Phone) -> None:
        status = self.chat.members.get(phone.id)
        assert status not in (None, "left", "kicked"), f"{phone.name} is not a member of {self.chat.title}"

    def _bot_becomes(self, status: str, by: Phone) -> None:
        world = self.api.world
        with world.lock:
            old, self.chat.bot_status = self.chat.bot_status, status
            world.tell("bot " + status, self.id, user=by.id)
            world.push(
                my_chat_member={
                    "chat": self.chat.json(), "from": by.user, "date": int(time.time()),
                    "old_chat_member": canned.member(world.bot, old),
                    "new_chat_member": canned.member(world.bot, status),
                }
            )  # fmt: skip

    def _service(self, by: Phone, chat: Chat | None = None, **extra: Any) -> None:
        world = self.api.world
        with world.lock:
            world.push(message=world.json(world.add(chat or self.chat, by.id, extra=extra)))
