"""`/diffuser`: an animator passes an announcement on to a network; and what members do with it."""

from collections.abc import Callable, Mapping

from bot.chat.actions import BROADCAST
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.screen import Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network import aiming, answering, by_hand, choosing, noting, previewing, reporting

IN_PRIVATE = "Cela se règle en privé : écrivez-moi /diffuser dans notre conversation."


class Diffuser(Command):
    """Each button names a network, a broadcast, or a message of the ledger: services check the right to it."""

    name = "diffuser"
    space = BROADCAST
    about = "Transmettre une annonce à mon réseau"
    scope = Scope.HIDDEN  # for animators: /aide shows it to them
    aliases = ("diffusion", "transmettre")
    shared = True  # what a network passes on may be told in a group

    def open(self, talk: Talk, words: str) -> Reply:
        return choosing.begun(talk, words)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """Raises NotYours, NotAllowed, Refusal."""
        answered = answering.tapped(talk, tap)
        if answered is not None:
            return answered
        if not talk.place.private:
            return Toast(IN_PRIVATE, alert=True)
        act = _ACTS.get(tap.action)
        return act(talk, tap) if act else Toast(OLD_BUTTON)

    def text(self, talk: Talk, text: str) -> Reply | None:
        reader = _READERS.get(talk.step.at)
        return reader(talk, text) if reader else None


_ACTS: Mapping[str, Callable[[Talk, Tap], Reply]] = {
    "w": choosing.of_network,
    "fa": choosing.from_alert,
    "fu": choosing.ask_address,
    "fh": by_hand.begin,
    "hq": by_hand.question,
    "hs": by_hand.skip,
    "hk": by_hand.keep,
    "hc": by_hand.check,
    "hv": by_hand.done,
    "nt": noting.again,
    "tg": aiming.choice,
    "ga": aiming.everybody,
    "ge": aiming.eligible,
    "gt": aiming.trades,
    "tt": aiming.trade,
    "tp": aiming.trades_page,
    "gk": aiming.kinds,
    "kt": aiming.kind,
    "kp": aiming.kinds_page,
    "gp": aiming.place,
    "gv": aiming.done,
    "pv": previewing.preview,
    "y": previewing.confirm,
    "dr": previewing.drop,
    "rp": reporting.report,
    "ls": reporting.recent,
    "wd": reporting.withdrawing,
    "wdy": reporting.withdraw,
}
_READERS: Mapping[str, Callable[[Talk, str], Reply | None]] = {
    choosing.ADDRESS: choosing.read_address,
    by_hand.HAND: by_hand.read,
    noting.NOTE: noting.read,
    aiming.TRADES: aiming.read,
    aiming.KINDS: aiming.read,
    aiming.PLACE: aiming.read,
}
