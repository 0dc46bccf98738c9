"""Words and buttons that the screens of `/diffuser` share."""

from alerts.messages.french import shortened
from alerts.model.network import Aim, Broadcast, Target
from alerts.services import broadcast_ground
from alerts.territory.france import France
from bot.chat.actions import BROADCAST
from bot.chat.screen import Button
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.profile.asking_kinds import kinds_line
from bot.commands.profile.asking_trades import trades_line

SPACE = BROADCAST
ALL = "Tout le réseau"
ELIGIBLE = "celles qui peuvent répondre (oui ou à vérifier)"
AT_MOST = 300  # characters of a target told
TITLE = 120  # characters of what it is about
GONE = "avis qui n’est plus enregistré"


def button(label: str, action: str, *args: str | int) -> Button:
    return Button(label, pack(SPACE, action, *args))


def aim_words(target: Target) -> str:
    """Whom a broadcast is for, plain text."""
    match target.aim:
        case Aim.ALL:
            return ALL
        case Aim.TRADES:
            said = f"métiers : {trades_line(target.trades)}"
        case Aim.PLACE:
            france = France.load()
            names = (f"{france.departement_name(code)} ({code})" for code in sorted(target.departements))
            said = f"lieu : {', '.join(names)}"
        case Aim.KINDS:
            said = f"statuts : {kinds_line(target.kinds)}"
        case Aim.ELIGIBLE:
            said = ELIGIBLE
    return shortened(said, AT_MOST)


def named(talk: Talk, broadcast: Broadcast) -> str:
    """What it is about, plain text: what was written, or the title of the notice."""
    if broadcast.written is not None:
        return shortened(broadcast.written.what, TITLE)
    with talk.house.database.read() as session:
        group = broadcast_ground.load(session, broadcast).group
    titles = {one.notice.id: one.notice.title for one in group}
    return shortened(titles.get(broadcast.notice_id or "") or GONE, TITLE)
