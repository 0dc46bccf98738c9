"""The taps and texts of rooms, for the command of space `pa`: actions that begin with `r`."""

from collections.abc import Callable, Mapping

from alerts.store.engine import Session
from bot.chat.screen import Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.room import choosing, home, law, letter, plan, who
from bot.commands.network.room.floor import IN_PRIVATE

_Act = Callable[[Session, Talk, Tap], Reply]


def _within(act: _Act) -> Callable[[Talk, Tap], Reply]:
    """In one transaction, and in private: a group of Telegram is read by more people than a structure has."""

    def tapped(talk: Talk, tap: Tap) -> Reply:
        if not talk.place.private:
            return Toast(IN_PRIVATE, alert=True)
        if talk.step.at in READERS and tap.action != KEEPS:
            talk.leave()
        with talk.house.database.write() as session:
            return act(session, talk, tap)

    return tapped


KEEPS = "rpk"  # a tap that answers the question under way
READERS: Mapping[str, Callable[[Talk, str], Reply | None]] = {who.STEP: who.read}
_ALL: dict[str, _Act] = {
    "r": home.opened,
    "rg": home.all_of_them,
    "ra": home.agree,
    "rb": home.doubt,
    "rq": home.leaving,
    "rqy": home.leave,
    "rw": who.shown,
    "rp": who.ask,
    "rpx": who.erase,
    KEEPS: who.keep_mine,
    "rm": choosing.mandataire,
    "rmc": choosing.choose_mandataire,
    "rf": choosing.form,
    "rfc": choosing.choose_form,
    "rc": plan.shown,
    "rcl": plan.steps,
    "rcs": plan.step,
    "rct": plan.tick,
    "rck": plan.take,
    "rci": plan.file,
    "rd": law.shown,
    "rl": letter.shown,
    "rlf": letter.file,
}
ACTS: Mapping[str, Callable[[Talk, Tap], Reply]] = {name: _within(act) for name, act in _ALL.items()}
