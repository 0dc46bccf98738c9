"""What can be done about an opportunity, as buttons.

The contract with the command of space `ca` (`bot/commands`), whose argument is a match:
`y` answering, `t` together, `k` keep, `r` refuse, `u` take back what was chosen, `h` help, `p` its calendar, `o` open
the card, `f` what became of it (with a code, `alerts.reply_help.after`).
The whole list belongs to the command of space `al`, action `l`; the drawer of proofs is opened as from the menu.
What a member does with a broadcast belongs to the command of space `di`, whose argument is a message of the ledger:
`o` look, `i` interested, `d` decline, `m` no more of this network.
Calls for partners and rooms of groups belong to the command of space `pt`: `m` partners for a match, `o` look at a
call, `y` and `n` answer it, `r` open a room. Radar and territory of a network belong to `nw`: `ra`, `rc` call the
members who could of one lot (the network, then the mark of the lot), `te`.
"""

from alerts.channels.markup import typography
from alerts.messages.message import Action, ActionKind
from bot.chat.html import is_address
from bot.chat.screen import Button, Rows
from bot.chat.taps import pack

CARD = "ca"
ALERTS = "al"
MENU = "ai"
BROADCAST = "di"
PARTNERS = "pt"
NETWORK = "nw"
LABEL = 24  # characters: two buttons stand side by side on a narrow phone
ABOUT_A_MATCH = {
    ActionKind.ANSWERING: "y",
    ActionKind.TOGETHER: "t",
    ActionKind.KEEP: "k",
    ActionKind.REFUSE: "r",
    ActionKind.UNDO: "u",
    ActionKind.HELP: "h",
    ActionKind.PLAN: "p",
    ActionKind.OPEN: "o",
}
ABOUT_A_BROADCAST = {
    ActionKind.WHOLE: "o",
    ActionKind.INTERESTED: "i",
    ActionKind.DECLINE: "d",
    ActionKind.MUTE: "m",
}
OF_PARTNERS = {
    ActionKind.CALL: "o",
    ActionKind.CALL_YES: "y",
    ActionKind.CALL_NO: "n",
    ActionKind.ROOM: "r",
}
OF_A_NETWORK = {ActionKind.RADAR: "ra", ActionKind.SUMMON: "rc", ActionKind.TERRITORY: "te"}
_NUMBERED = {
    **{kind: (BROADCAST, action) for kind, action in ABOUT_A_BROADCAST.items()},
    **{kind: (PARTNERS, action) for kind, action in OF_PARTNERS.items()},
    **{kind: (NETWORK, action) for kind, action in OF_A_NETWORK.items()},
}

_OPENED = (ActionKind.READ, ActionKind.GO)  # in a browser
# WIDEN is a link of letters: a chat changes a profile in its own words.


def rows_of(actions: tuple[tuple[Action, ...], ...]) -> Rows:
    """The buttons of a message; what cannot be a button (no match, no web address) is left out, and rows left empty."""
    rows = (tuple(one for action in row if (one := button(action)) is not None) for row in actions)
    return tuple(row for row in rows if row)


def button(action: Action) -> Button | None:
    """None when there is nothing to tap: an action about a match that names none, an address that is none."""
    label = typography(action.label)[:LABEL]
    if action.kind in _OPENED:
        return Button(label, url=action.url) if action.url and is_address(action.url) else None
    if action.kind is ActionKind.LIST:
        return Button(label, pack(ALERTS, "l"))
    if action.kind is ActionKind.DRAWER:
        return Button(label, pack(MENU, "go", "tiroir"))
    if action.kind is ActionKind.AFTER:
        return Button(label, pack(CARD, "f", action.match_id, *action.about)) if action.match_id is not None else None
    if action.kind in _NUMBERED:
        number, *rest = action.about or ("",)
        return Button(label, pack(*_NUMBERED[action.kind], int(number), *rest)) if number else None
    if action.match_id is None:
        return None
    if action.kind is ActionKind.PARTNERS:
        return Button(label, pack(PARTNERS, "m", action.match_id))
    about = ABOUT_A_MATCH.get(action.kind)
    return Button(label, pack(CARD, about, action.match_id)) if about else None
