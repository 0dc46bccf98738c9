"""The radar as it is told by itself to its animators: once a week all of it, and at once what has just become urgent.

Silence must be told from trouble: a week without anything still says what members are on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts.messages.french import count, shortened
from alerts.messages.message import Action, ActionKind, Message, Paragraph
from alerts.messages.network.radar import (
    NETWORK,
    NOTHING,
    ORDER,
    Form,
    beside,
    buttons,
    entries,
    mixed_words,
    others,
    summed_up,
)
from alerts.network.radar import Radar, Stage
from scrapers.notice import Notice

OPEN = "Tout le radar"
STILL_LOOKING = (
    "Vigie continue de regarder pour vous : vous serez prévenu dès qu'un lot ferme bientôt sans qu'un membre le suive."
    " Tant qu'il n'y a rien, une seule lettre par mois."
)
REST = "Le reste du radar vous est envoyé une fois par semaine."


@dataclass(frozen=True, slots=True)
class Network:
    """As a letter names it."""

    id: int
    name: str

    @property
    def short(self) -> str:
        return shortened(self.name, NETWORK)


def weekly_letter(
    network: Network,
    radar: Radar,
    notices: Mapping[str, Notice],
    names: Mapping[str, str],
    now: datetime,
    form: Form,
) -> Message:
    """All of it. `now` is the moment of the radar."""
    if not radar.spots:
        return _nothing(network, radar)
    summary = summed_up(radar)
    title = f"Radar du réseau « {network.short} » : {_counted(radar)}"
    shown = entries(radar, notices, names, now, form)
    after = (*others(radar, form), *mixed_words(radar, form), Paragraph(f"{beside(radar)} {ORDER}"))
    return Message(title, summary, (Paragraph(summary), *shown, *after), _actions(network, radar, form))


def urgent_letter(
    network: Network,
    radar: Radar,
    notices: Mapping[str, Notice],
    names: Mapping[str, str],
    now: datetime,
    form: Form,
) -> Message:
    """`radar.spots`: only those that this letter is for; there is one at least."""
    many = len(radar.spots)
    closes = "ferment" if many > 1 else "ferme"
    title = f"Urgent, réseau « {network.short} » : {count(many, 'lot')} sans membre connu"
    summary = f"{count(many, 'lot')} {closes} dans les {Stage.URGENT} jours, sans membre connu dessus."
    shown = entries(radar, notices, names, now, form)
    after = (*others(radar, form), *mixed_words(radar, form), Paragraph(f"{ORDER} {REST}"))
    return Message(title, summary, (Paragraph(summary), *shown, *after), _actions(network, radar, form))


def _nothing(network: Network, radar: Radar) -> Message:
    title = f"Radar du réseau « {network.short} » : rien à signaler"
    beneath = beside(radar) if radar.covered or radar.undated else STILL_LOOKING
    return Message(title, NOTHING, (Paragraph(NOTHING), Paragraph(beneath)), _actions(network, radar, Form()))


def _counted(radar: Radar) -> str:
    many, urgent = len(radar.spots), sum(spot.stage is Stage.URGENT for spot in radar.spots)
    if urgent == many:
        return f"{count(many, 'lot urgent', 'lots urgents')} sans membre connu"
    pressing = f", dont {count(urgent, 'urgent')}" if urgent else ""
    return f"{count(many, 'lot')} sans membre connu{pressing}"


def _actions(network: Network, radar: Radar, form: Form) -> tuple[tuple[Action, ...], ...]:
    whole = Action(ActionKind.RADAR, OPEN, about=(str(network.id),))
    return (*buttons(radar, form), (whole,))
