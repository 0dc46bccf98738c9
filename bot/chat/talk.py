"""Who talks, where, and what they are in the middle of: what a command is given."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from alerts.model.people import Person, Step
from bot.chat.asking import Looked

if TYPE_CHECKING:
    from bot.wiring import House


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is said. `topic_id` is set in a topic of a forum. `administrator` is only known (and True) in a group,
    for commands of `Scope.GROUP`."""

    chat_id: int
    private: bool = True
    topic_id: int | None = None
    title: str = ""
    administrator: bool = False


@dataclass(slots=True)
class Talk:
    """One thing said by one person. `step` is saved when the command has answered: change it with `go` or `leave`.

    `message` is the bubble that was tapped, or the message written; `answers` the one that this message replies to.
    `looked`: what Telegram answered to the `AskTelegram` that the command raised a moment ago.
    """

    house: "House"
    person: Person
    place: Place
    now: datetime
    message: int | None = None
    answers: int | None = None
    step: Step = field(default_factory=Step)
    looked: Looked | None = None

    def go(self, space: str, at: str, **memo: object) -> None:
        """The next text of this person is for step `at` of command `space`; `memo` is kept with it."""
        self.step = replace(self.step, space=space, at=at, memo=memo)

    def leave(self) -> None:
        """Nothing is under way any more."""
        self.step = replace(self.step, space="", at="", memo={})
