"""Words and buttons that the screens of networks share."""

from collections.abc import Iterable
from hashlib import sha256

from alerts.model.network import NetworkKind
from alerts.model.structure import Structure
from alerts.services.errors import Refusal
from bot.chat.command import OLD_BUTTON
from bot.chat.screen import Button, Rows
from bot.chat.taps import Tap, pack
from bot.commands.profile.asking_kinds import kinds_line
from bot.commands.profile.asking_trades import trades_line

SPACE = "nw"
HANDLE = 8  # hexadecimal digits that tell the structures of one network apart
KINDS: dict[NetworkKind, str] = {
    NetworkKind.PTCE: "Pôle territorial de coopération économique (PTCE)",
    NetworkKind.RESEAU_IAE: "Réseau de l’insertion par l’activité économique",
    NetworkKind.CRESS: "Chambre régionale de l’ESS (CRESS)",
    NetworkKind.CIRCUIT_COURT: "Circuit court économique et solidaire",
    NetworkKind.OTHER: "Autre réseau",
}
SHORT: dict[NetworkKind, str] = {
    NetworkKind.PTCE: "PTCE",
    NetworkKind.RESEAU_IAE: "Réseau IAE",
    NetworkKind.CRESS: "CRESS",
    NetworkKind.CIRCUIT_COURT: "Circuit court solidaire",
    NetworkKind.OTHER: "Autre réseau",
}
NO_KIND = "Statut non précisé"
MENU = Button("⬅️ Retour au menu", pack("ai", "menu"))
ALL = Button("⬅️ Mes réseaux", pack(SPACE, "l"))


def button(label: str, action: str, *args: str | int) -> Button:
    return Button(label, pack(SPACE, action, *args))


def to_network(network_id: int) -> Button:
    return button("⬅️ Retour au réseau", "n", network_id)


def rows_of(buttons: Iterable[Button], *ends: Button) -> Rows:
    """Two a row, then each of `ends` on its own."""
    held = list(buttons)
    return (*(tuple(held[at : at + 2]) for at in range(0, len(held), 2)), *((end,) for end in ends))


def number(tap: Tap, position: int = 0) -> int:
    """Raises Refusal when the button holds none there."""
    found = tap.number(position)
    if found is None:
        raise Refusal(OLD_BUTTON)
    return found


def word(tap: Tap, position: int) -> str:
    return tap.args[position] if len(tap.args) > position else ""


def handle(structure_id: str) -> str:
    """What stands in a button for a structure: its id may be long, and hold a dot."""
    return sha256(structure_id.encode()).hexdigest()[:HANDLE]


def kinds_of(structure: Structure) -> str:
    return kinds_line(structure.kinds) or NO_KIND


def trades_of(structure: Structure) -> str:
    """Plain text; « tous » for a structure that takes any trade."""
    return trades_line(frozenset().union(*(one.trades for one in structure.activities)))
