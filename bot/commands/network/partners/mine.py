"""What one's structures look for, and what they were asked; the groups that they are in."""

from alerts.messages.french import shortened
from alerts.messages.network.call_values import Sought, Wanted
from alerts.services import call_seen, people, room_rights
from bot.chat.actions import PARTNERS
from bot.chat.html import b, fit, h
from bot.chat.screen import Button, Screen
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.network.labels import MENU, rows_of
from bot.commands.network.partners.labels import sought_button, wanted_button

MOST = 8  # calls of a screen
TITLE = 70  # characters of a lot in a list
HEAD = "Partenaires"
NONE = (
    "Aucun appel en cours. Pour chercher des partenaires, touchez « À plusieurs » sous une annonce, puis « Chercher des"
    " partenaires »."
)
NO_STRUCTURE = (
    "Un appel à partenaires se lance et se reçoit au nom d’une structure, et vous n’en avez pas ici. Un réseau que vous"
    " animez dit combien d’appels y sont ouverts : /reseau"
)
OWN, ASKED, MORE = "Ce que vous cherchez", "Ce qu’on vous propose", "Les plus anciens n’entrent pas ici."
GROUPS = Button("👥 Mes groupes", pack(PARTNERS, "rg"))


def screen(talk: Talk) -> Screen:
    """The latest first."""
    with talk.house.database.read() as session:
        own, asked = call_seen.mine(session, talk.person.id, talk.now)
        groups = bool(room_rights.mine(session, talk.person.id))
        nothing = NONE if people.memberships_of(session, talk.person.id) else NO_STRUCTURE
    lines: list[str] = [b(HEAD)]
    buttons: list[Button] = []
    for title, some in ((OWN, own[:MOST]), (ASKED, asked[:MOST])):
        lines += ["", b(title)] if some else []
        for one in some:
            at = len(buttons) + 1
            lines.append(f"{at}. {h(_line(one))}")
            buttons.append(sought_button(one, at) if isinstance(one, Sought) else wanted_button(one, at))
    if max(len(own), len(asked)) > MOST:
        lines += ["", MORE]
    if not buttons:
        lines += ["", nothing]
    return Screen(fit(lines), rows_of(buttons, *([GROUPS] if groups else []), MENU))


def _line(one: Sought | Wanted) -> str:
    return f"{shortened(one.lot.words, TITLE)} ({one.network})"
