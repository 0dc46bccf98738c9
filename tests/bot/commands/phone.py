"""Phones of the people of a structure, in private and in its group, over the commands about alerts."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.command import Command
from bot.chat.html import visible
from bot.chat.screen import Screen, Toast
from bot.chat.talk import Place, Talk
from bot.commands import carte_typed
from bot.commands.aide import Aide
from bot.commands.alertes import Alertes
from bot.commands.carte import Carte
from bot.commands.gardees import Gardees
from bot.commands.repondre import Repondre
from bot.telegram.answering import Answering, Written
from bot.telegram.hearing import Said, Tapped, Typed, What
from bot.telegram.understanding import Vocabulary
from tests.bot.commands.conversation import Conversation, judge

BUBBLE = 5
COMMANDS = (Aide(), Carte(), Repondre(), Alertes(), Gardees())


@dataclass
class Phone(Conversation):
    """`group`: what is said is said there. `edited`: the first screen took the place of the tapped bubble."""

    commands: Sequence[Command] = COMMANDS
    group: int | None = None
    edited: bool = False

    def reply(self, to: int, text: str) -> str:
        """A word in reply to a message."""
        return self._said(Typed(text), to)

    def _said(self, what: What, answers: int | None = None) -> str:
        place = Place(self.account) if self.group is None else Place(self.group, private=False)
        answering = Answering(self.house, Vocabulary(self.commands), Written(carte_typed.first, carte_typed.typed))
        answered = answering.answer(Said(self.account, self.name, place, what, BUBBLE, answers))
        self.screens = [one for one in answered.replies if isinstance(one, Screen)]
        self.toasts = [one for one in answered.replies if isinstance(one, Toast)]
        self.edited = isinstance(what, Tapped) and bool(self.screens) and not self.screens[0].fresh
        for one in answered.replies:
            judge(one)
        self._keep(answered.talk.step)
        return self.text or self.toast

    @property
    def talk(self) -> Talk:
        """What a command is given when they write."""
        return Talk(self.house, self.person, Place(self.account), self.house.clock())

    @property
    def text(self) -> str:
        """What is read, whatever the kind of its spaces."""
        return "\n".join(visible(one.text) for one in self.screens).replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def toast(self) -> str:
        return "\n".join(one.text for one in self.toasts)
