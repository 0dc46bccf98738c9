"""Where the actions about one opportunity lead, under its personal page: the same in a letter and on our pages."""

from collections.abc import Sequence
from urllib.parse import quote

from alerts.messages.message import Action, ActionKind

HELP, PLAN, AFTER = "/aide", "/aide/calendrier", "/aide/suite"
PARTNERS = "/partenaires"
RADAR = "reseaux/{}/radar"  # of a network: behind the settings of its animators
RADAR_LOT = "lot-{}"  # where a lot stands in it, by its mark
SAID = "dit"  # what is put forward on the page that asks what became of it
_ITSELF = frozenset(
    {
        ActionKind.ANSWERING,
        ActionKind.TOGETHER,
        ActionKind.KEEP,
        ActionKind.REFUSE,
        ActionKind.UNDO,
        ActionKind.OPEN,
    }
)


def under(action: Action) -> str | None:
    """What follows the address of the page, "" for the page itself; None for what leads elsewhere."""
    if action.kind in _ITSELF:
        return ""
    if action.kind is ActionKind.AFTER:
        return AFTER + (f"?{SAID}={quote(action.about[0], safe='')}" if action.about else "")
    return {ActionKind.HELP: HELP, ActionKind.PLAN: PLAN, ActionKind.PARTNERS: PARTNERS}.get(action.kind)


def radar(about: Sequence[str]) -> str:
    """The path of the radar of a network, at the lot that is named after it when there is one."""
    network, *mark = about
    return RADAR.format(network) + (f"#{RADAR_LOT.format(mark[0])}" if mark else "")
