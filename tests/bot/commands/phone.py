"""Phones of the people of a structure, in private and in its group, over the commands about alerts."""

from dataclasses import dataclass, replace

from bot.chat.screen import Screen, Toast
from bot.chat.talk import Place
from bot.commands import carte
from bot.commands.aide import Aide
from bot.commands.alertes import Alertes
from bot.commands.carte import Carte
from bot.commands.carte_typed import typed
from bot.commands.gardees import Gardees
from bot.telegram.answering import Answering
from bot.telegram.hearing import Said, Tapped, Typed, What
from bot.telegram.understanding import Vocabulary
from tests.bot.commands.conversation import Conversation, judge

BUBBLE = 5
COMMANDS = (Aide(), Carte(), Alertes(), Gardees())


@dataclass
class Phone(Conversation):
    """`group`: what is said is said there. `edited`: the first screen took the place of the tapped bubble."""

    commands: tuple = COMMANDS
    group: int | None = None
    edited: bool = False

    def reply(self, to: int, text: str) -> str:
        """A word in reply to a message."""
        return self._said(Typed(text), to)

    def _said(self, what: What, answers: int | None = None) -> str:
        place = Place(self.account) if self.group is None else Place(self.group, private=False)
        answering = Answering(self.house, Vocabulary(self.commands), typed)
        answered = answering.answer(Said(self.account, self.name, place, what, BUBBLE, answers))
        self.screens = [one for one in answered.replies if isinstance(one, Screen)]
        self.toasts = [one for one in answered.replies if isinstance(one, Toast)]
        self.edited = isinstance(what, Tapped) and bool(self.screens) and not self.screens[0].fresh
        for one in answered.replies:
            judge(one)
        self._keep(answered.talk.step)
        return self.text or self.toast

    @property
    def toast(self) -> str:
        return "\n".join(one.text for one in self.toasts)

    def show(self, screen: Screen) -> None:
        """What the ledger sent: its buttons can be tapped."""
        judge(screen)
        self.screens = [screen]
        self.shown = [button for row in screen.rows for button in row]


def at(phone: Phone, now: object) -> Phone:
    """The same person, later."""
    house = replace(phone.house, clock=lambda: now)
    return replace(phone, house=house)


__all__ = ["BUBBLE", "Phone", "at", "carte"]
