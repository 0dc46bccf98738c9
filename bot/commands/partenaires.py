"""`/partenaires`: blind calls inside one's networks, and the rooms of the groups that they open."""

from collections.abc import Callable, Mapping

from bot.chat.actions import PARTNERS
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.screen import Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.partners import distribution, looking, mine, searching
from bot.commands.network.room import acts


class Partenaires(Command):
    """Buttons name a match, a call and a rank, or a room: services check the right to each."""

    name = "partenaires"
    space = PARTNERS
    about = "Partenaires : mes appels et mes groupes"
    scope = Scope.HIDDEN  # reached from each alert: « À plusieurs »
    aliases = ("partenaire", "groupement", "mesgroupes")
    shared = True  # a call may be told in the group of a structure

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        return mine.screen(talk)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """Raises NotYours, NotAllowed, Refusal."""
        act = _ACTS.get(tap.action)
        return act(talk, tap) if act else Toast(OLD_BUTTON)

    def text(self, talk: Talk, text: str) -> Reply | None:
        reader = acts.READERS.get(talk.step.at)
        return reader(talk, text) if reader else None


_ACTS: Mapping[str, Callable[[Talk, Tap], Reply]] = {
    "l": lambda talk, tap: mine.screen(talk),  # noqa: ARG005
    "m": searching.search,
    "mn": searching.of_network,
    "ml": searching.lots,
    "mg": searching.call,
    "o": looking.opened,
    "y": looking.yes,
    "n": looking.no,
    "x": looking.close,
    distribution.ACTION: distribution.screen,
    **acts.ACTS,
}
