"""What the screens of calls share: their buttons, and what those name."""

from alerts.messages.message import Message
from alerts.messages.network.call_values import Sought, Wanted
from alerts.services.errors import Refusal
from bot.chat.actions import PARTNERS
from bot.chat.command import OLD_BUTTON
from bot.chat.html import Html, fit
from bot.chat.render import paragraphs
from bot.chat.screen import Button, Rows, Screen
from bot.chat.taps import Tap, pack

SEEKER = "s"  # what a button of the seeker ends with
CLOSE = "Clore l’appel"
MINE = Button("⬅️ Mes appels", pack(PARTNERS, "l"))


def button(label: str, action: str, *args: str | int) -> Button:
    return Button(label, pack(PARTNERS, action, *args))


def number(tap: Tap, position: int = 0) -> int:
    """Raises Refusal when the button holds none there."""
    found = tap.number(position)
    if found is None:
        raise Refusal(OLD_BUTTON)
    return found


def rank(tap: Tap) -> int:
    """Of a candidate, written as in neutral messages. Raises Refusal."""
    written = tap.args[1] if len(tap.args) > 1 else ""
    if not (written.isascii() and written.isdecimal()) or len(written) > 6:
        raise Refusal(OLD_BUTTON)
    return int(written)


def is_seeker(tap: Tap) -> bool:
    return len(tap.args) > 2 and tap.args[2] == SEEKER


def shown(message: Message, rows: Rows, note: str = "") -> Screen:
    """A message under our own buttons. `note`: HTML, what was just done."""
    parts = (*([Html(note)] if note else []), *paragraphs(message))
    return Screen(fit(parts, joined="\n\n"), rows)


def sought_button(sought: Sought, at: int) -> Button:
    return button(f"{at}. Votre appel", "o", sought.call_id, "0", SEEKER)


def wanted_button(wanted: Wanted, at: int) -> Button:
    return button(f"{at}. Voir cet appel", "o", wanted.call_id, str(wanted.rank))
