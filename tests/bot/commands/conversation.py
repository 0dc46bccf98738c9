"""A conversation with the commands themselves, without Telegram: taps only on buttons that are shown.

What the dispatcher does is done by the same code (`bot.telegram.answering`); only sending is left out. Every screen is
judged: its HTML by teremok, its buttons by our own rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from teremok.validation import validate_html

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.model.people import Person, Step
from alerts.services import people
from alerts.services.current import Current
from alerts.services.deliver import Composer
from alerts.store.engine import Database
from bot.chat.command import Command
from bot.chat.html import MESSAGE, TOAST, units, visible
from bot.chat.screen import Button, Screen, Toast
from bot.chat.talk import Place
from bot.commands import COMMANDS
from bot.config import Settings, VigieSettings
from bot.telegram.answering import Answering
from bot.telegram.hearing import Said, Shared, Tapped, What
from bot.telegram.hearing import _text as heard
from bot.telegram.understanding import Vocabulary
from bot.wiring import House, describe_here

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def house_on(database: Database, now: datetime = NOON) -> House:
    """A house without sources or channels; its clock stands still."""
    settings = Settings(vigie=VigieSettings(contact="contact@vigie.example"))
    composer = Composer(database, read_notice, may_answer, lambda: now)
    current = Current(database, read_notice, describe_here)
    return House(settings, database, (), {}, lambda: now, composer, current, bot_name="vigie_ess_bot")


@dataclass
class Conversation:
    """One person in private. `screens` and `toasts`: what the last gesture brought; `gestures` counts them."""

    house: House
    account: int = 77
    name: str = "Camille"
    commands: Sequence[Command] = COMMANDS
    screens: list[Screen] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    shown: list[Button] = field(default_factory=list)
    gestures: int = 0

    def write(self, text: str) -> str:
        """Answers the text of what comes back."""
        return self._said(heard(text))

    def tap(self, label: str) -> str:
        """A button by its whole label. AssertionError when it is not shown."""
        found = [one for one in self.shown if one.label == label]
        assert found, f"no button {label!r}; there are {self.labels}"
        return self._said(Tapped(found[0].data, "1", 5))

    def tap_data(self, data: str) -> str:
        """A button of another time, or of somebody else."""
        return self._said(Tapped(data, "1", 5))

    def share(self, latitude: float, longitude: float) -> str:
        assert self.screens[-1].asks_location, "nobody asked for a position"
        return self._said(Shared(latitude, longitude))

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.shown]

    @property
    def text(self) -> str:
        return "\n".join(visible(one.text) for one in self.screens)

    @property
    def person(self) -> Person:
        with self.house.database.write() as session:
            return people.meet(session, self.account, self.name, NOON)

    def _said(self, what: What) -> str:
        self.gestures += 1
        answering = Answering(self.house, Vocabulary(self.commands))  # a new one each time: nothing is in memory
        answered = answering.answer(Said(self.account, self.name, Place(self.account), what, 5))
        self.screens = [one for one in answered.replies if isinstance(one, Screen)]
        self.toasts = [one for one in answered.replies if isinstance(one, Toast)]
        for one in answered.replies:
            judge(one)
        self._keep(answered.talk.step)
        return self.text or "\n".join(one.text for one in self.toasts)

    def _keep(self, step: Step) -> None:
        buttons = [button for one in self.screens for row in one.rows for button in row]
        if buttons:
            self.shown = buttons
            step = replace(step, buttons=tuple((one.label, one.data or one.url) for one in buttons))
        with self.house.database.write() as session:
            people.save_step(session, people.meet(session, self.account, self.name, NOON).id, step)


def judge(reply: Screen | Toast) -> None:
    """What Telegram would refuse, and what we promised to people."""
    if isinstance(reply, Toast):
        assert units(reply.text) <= TOAST
        return
    validate_html(reply.text)  # raises, with what is wrong
    assert visible(reply.text).strip()
    assert units(visible(reply.text)) <= MESSAGE
    for row in reply.rows:
        assert 1 <= len(row) <= 3, row
        for button in row:
            assert 0 < len(button.label) <= 24, button.label
            assert any(letter.isalnum() for letter in button.label), button.label
            assert bool(button.data) != bool(button.url), button
            assert len(button.data.encode()) <= 64, button.data
    labels = [button.label for row in reply.rows for button in row]
    assert len(labels) == len(set(labels)), f"two buttons say the same: {labels}"
