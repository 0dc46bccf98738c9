"""`/reseau`: the networks of a person; what they see there, what it sees of them, who is in, who comes."""

from collections.abc import Callable, Mapping

from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.screen import Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network import (
    asking,
    chats,
    home,
    inviting,
    joining,
    members,
    radar,
    reaching,
    settings,
    sharing,
    territory,
)
from bot.commands.network.labels import SPACE

Act = Callable[[Session, Talk, Tap], Reply]
_KEEP = frozenset({"akk"}) | reaching.KEEP  # taps that answer the question under way

# They look at what is open in memory, or count for a second: not within a session.
_OUTSIDE: Mapping[str, Callable[[Talk, Tap], Reply]] = {
    radar.ACTION: radar.shown,
    radar.SUMMON: radar.summon,
    territory.ACTION: territory.shown,
    territory.CHARTS: territory.charts,
    territory.FILES: territory.files,
}


class Reseau(Command):
    """Each button names a network: services check what whoever taps it may do there."""

    name = "reseau"
    space = SPACE
    about = "Mes réseaux : membres, messages, invitations"
    scope = Scope.HIDDEN  # a menu holds nine lines: /aide shows it
    aliases = ("reseaux", "ptce")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.read() as session:
            return home.home(session, talk)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """Raises NotYours, NotAllowed, Refusal."""
        outside = _OUTSIDE.get(tap.action)
        if outside is not None:
            return outside(talk, tap)
        act = _ACTS.get(tap.action)
        if act is None:
            return Toast(OLD_BUTTON)
        if talk.step.space == SPACE and tap.action not in _KEEP:
            talk.leave()
        with talk.house.database.write() as session:
            return act(session, talk, tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        reader = _READERS.get(talk.step.at)
        return reader(talk, text) if reader else None

    def forwarded(self, talk: Talk, chat_id: int) -> Reply | None:
        return chats.forwarded(talk, chat_id) if talk.step.at == chats.CHANNEL else None


_ACTS: Mapping[str, Act] = {
    "l": home.all_of_them,
    "n": home.one,
    "mb": members.structures,
    "rm": members.removing,
    "rmy": members.remove,
    "an": members.animators,
    "sd": members.stepping_down,
    "sdy": members.step_down,
    "sh": sharing.sharing,
    "sc": sharing.choose,
    "le": sharing.leaving,
    "ley": sharing.leave,
    "mu": sharing.mute,
    "um": sharing.unmute,
    "is": inviting.inviting,
    "isg": inviting.give,
    "isx": inviting.close,
    "ia": inviting.inviting_animator,
    "iag": inviting.give_animator,
    "ak": asking.ask_name,
    "akk": asking.ask,
    "j": joining.join,
    "ja": joining.take_charge,
    "jn": joining.decline,
    "st": settings.settings,
    "sn": settings.ask_name,
    "sk": settings.ask_kind,
    "skv": settings.set_kind,
    "sw": settings.ask_cap,
    "swv": settings.set_cap,
    "sm": reaching.ask_trades,
    "smt": reaching.trade,
    "smp": reaching.trades_page,
    "sma": reaching.agreed,
    "smv": reaching.set_trades,
    "smx": reaching.members_trades,
    "sp": reaching.ask_places,
    "spq": reaching.choice,
    "spf": reaching.everywhere,
    "spr": reaching.afresh,
    "spv": reaching.set_places,
    "spx": reaching.members_places,
    "ch": chats.listed,
    "chc": chats.ask_channel,
    "chl": chats.link_this,
    "chx": chats.unlinking,
    "chy": chats.unlink,
}
_READERS: Mapping[str, Callable[[Talk, str], Reply | None]] = {
    asking.NAME: asking.named,
    settings.RENAME: settings.renamed,
    settings.CAP: settings.capped,
    reaching.TRADES: reaching.read_trades,
    reaching.PLACES: reaching.read_places,
    chats.CHANNEL: chats.read,
}
