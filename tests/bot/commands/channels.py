"""A conversation in which commands may ask Telegram of a chat: what it answers is told by the test."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from alerts.services.network_chats import Found
from bot.chat.asking import AskTelegram, Chat, Looked
from bot.chat.screen import Screen, Toast
from bot.chat.talk import Place
from bot.telegram.answering import Answering
from bot.telegram.hearing import Forwarded, Said, What
from bot.telegram.understanding import Vocabulary
from tests.bot.commands.conversation import Conversation, judge


@dataclass
class Asking(Conversation):
    """`known`: chat → what Telegram says of it. `asked`: what was asked, in order."""

    known: Mapping[Chat, Found] = field(default_factory=dict)
    asked: list[Chat] = field(default_factory=list)

    def forward(self, chat: int) -> str:
        """A post of this channel."""
        return self._said(Forwarded(chat))

    def _said(self, what: What) -> str:
        self.gestures += 1
        said = Said(self.account, self.name, Place(self.account), what, 5)
        answering = Answering(self.house, Vocabulary(self.commands))
        try:
            answered = answering.answer(said)
        except AskTelegram as asking:
            self.asked.append(asking.chat)
            answered = answering.answer(said, Looked(asking.chat, self.known.get(asking.chat)))
        self.screens = [one for one in answered.replies if isinstance(one, Screen)]
        self.toasts = [one for one in answered.replies if isinstance(one, Toast)]
        for one in answered.replies:
            judge(one)
        self._keep(answered.talk.step)
        return self.text or "\n".join(one.text for one in self.toasts)
