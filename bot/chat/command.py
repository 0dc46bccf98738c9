"""The contract of a command. Adding one is copying a neighbour, with its test, and one line in `COMMANDS`."""

from enum import Enum

from bot.chat.screen import Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap

OLD_BUTTON = "Ce bouton n'est plus d'actualité. Tapez /aide pour retrouver le menu."


class Scope(Enum):
    """Where a command stands in the menu."""

    PRIVATE = "private"
    GROUP = "group"  # for administrators of a group, in that group: the dispatcher checks that they are
    HIDDEN = "hidden"  # understood, in private, and shown nowhere


class Command:
    """`name` is typed with a slash: ASCII, 9 letters or so. `space` is two letters, the name in buttons and steps.

    Methods are synchronous and called in a thread: they open short sessions of `talk.house.database`, and answer with
    values. What is refused is raised as `alerts.services.errors.Refusal`: the dispatcher says it kindly.
    """

    name: str
    space: str
    about: str  # the line of the menu
    scope: Scope = Scope.PRIVATE
    aliases: tuple[str, ...] = ()
    shared: bool = False  # its buttons may stand in a group, under what concerns everybody there

    def open(self, talk: Talk, words: str) -> Reply:
        """`/name words`."""
        raise NotImplementedError

    def tap(self, talk: Talk, tap: Tap) -> Reply:  # noqa: ARG002
        """A button whose data begins with our space. One we no longer know is answered kindly."""
        return Toast(OLD_BUTTON)

    def text(self, talk: Talk, text: str) -> Reply | None:  # noqa: ARG002
        """What is written while our step is under way; None when it is not for us after all."""
        return None

    def forwarded(self, talk: Talk, chat_id: int) -> Reply | None:  # noqa: ARG002
        """A post of a channel, passed on while our step is under way: the number of the channel."""
        return None

    def position(self, talk: Talk, latitude: float, longitude: float) -> Reply | None:  # noqa: ARG002
        """A position shared while our step is under way; never kept."""
        return None
