"""What is on the desk: one structure before one lot, as of today, for somebody who has a right to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from alerts.channels.markup import typography
from alerts.messages.french import capitalised, lot_number, lots, shortened
from alerts.messages.message import Block, Message, Paragraph
from alerts.reply_help.case import Case, key_of
from alerts.services import responding
from alerts.services.errors import NotYours, Refusal
from bot.chat.command import OLD_BUTTON
from bot.chat.html import fit, h
from bot.chat.render import paragraphs
from bot.chat.screen import Button, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from scrapers.notice import Lot

SPACE = "re"
OBJECT = 60  # characters of the object at the top of a screen: two lines of a phone with the lot
MENU = "Retour à l’aide"
LOT_GONE = "Ce lot n’est plus dans l’avis, ou ne vous concerne plus. Choisissez-en un autre."
GONE = "Cette annonce n’est plus enregistrée."
CUT = "… La suite est dans les fichiers."
_SHORT = re.compile(r"[a-z0-9-]{1,16}")


@dataclass(frozen=True, slots=True)
class Desk:
    """`moved`: the lot that was asked for is gone (a correction removed it), and `case` is about another one."""

    case: Case
    moved: bool = False

    @property
    def code(self) -> str:
        return code_of(self.case.lot)

    def name(self, action: str, *args: str | int) -> str:
        """The data of a button about this lot."""
        return pack(SPACE, action, self.case.match_id, self.code, *args)

    def button(self, label: str, action: str, *args: str | int) -> Button:
        return Button(label, self.name(action, *args))

    @property
    def back(self) -> Button:
        return self.button(f"⬅️ {MENU}", "m")

    @property
    def line(self) -> str:
        """The object, shortened, and which lot when it is one of several."""
        lot = f" – {lots([self.case.lot.id])}" if self.case.lot_key else ""
        return f"{shortened(self.case.notice.title, OBJECT)}{lot}"

    @property
    def head(self) -> str:
        """The same as HTML, under a title."""
        return h(typography(self.line))

    def step(self, talk: Talk, at: str, **memo: object) -> None:
        """The next text is about this lot, for this step."""
        talk.go(SPACE, at, match=self.case.match_id, lot=self.code, **memo)


def on_desk(talk: Talk, match_id: int, code: str | None = None) -> Desk:
    """`code`: of a lot (`code_of`); None: the one last worked on, else the one that closes first.

    Raises NotYours, and Refusal when the announcement is gone.
    """
    with talk.house.database.read() as session:
        responding.held_for(session, talk.person.id, match_id)
    case = talk.house.composer.case(match_id)
    if case is None:
        raise NotYours(GONE)
    if code is None or code_of(case.lot) == code:
        return Desk(case)
    lot = next((one for one in case.lots if code_of(one) == code), None)
    chosen = talk.house.composer.case(match_id, key_of(lot)) if lot else None
    return Desk(chosen) if chosen and code_of(chosen.lot) == code else Desk(case, moved=True)


def of_tap(talk: Talk, tap: Tap) -> Desk:
    """What a button names. Raises Refusal."""
    named = tap.number()
    if named is None:
        raise Refusal(OLD_BUTTON)
    with talk.house.database.read() as session:
        match_id = responding.as_it_is_now(session, named, f"{talk.place.chat_id}/{talk.message}")
    return on_desk(talk, match_id, tap.args[1] if len(tap.args) > 1 else None)


def of_step(talk: Talk) -> Desk | None:
    """What a text is about; None when its step was written by another version. Raises Refusal."""
    match_id, code = talk.step.memo.get("match"), talk.step.memo.get("lot")
    if not isinstance(match_id, int) or not isinstance(code, str):
        return None
    return on_desk(talk, match_id, code)


def again(talk: Talk, desk: Desk) -> Desk:
    """The same, after something was written down. Raises Refusal."""
    return on_desk(talk, desk.case.match_id, desk.code)


def code_of(lot: Lot) -> str:
    """What names a lot in a button, whatever its place in the notice: "" for the whole contract."""
    return code_of_item(key_of(lot))


def code_of_item(key: str) -> str:
    """Itself when a button can hold it, else a few signs that stand for it."""
    return key if not key or _SHORT.fullmatch(key) else "_" + blake2b(key.encode(), digest_size=5).hexdigest()


def lot_words(lot: Lot) -> str:
    """« Lot 2 – Taille des haies »."""
    name = capitalised(lots([lot.id]))
    return typography(shortened(f"{name} – {lot.title}" if lot.title else name, OBJECT))


def lot_label(lot: Lot) -> str:
    """On a button: « Lot 2 »."""
    return f"Lot {shortened(lot_number(lot.id), 18)}" if code_of(lot) else "Tout le marché"


def told(desk: Desk, title: str, blocks: Iterable[Block], rows: Rows, note: str = "") -> Screen:
    """A few blocks about this lot, under a title."""
    return shown(Message(title, "", (Paragraph(desk.line), *blocks)), rows, note)


def shown(message: Message, rows: Rows, note: str = "", *, fresh: bool = False) -> Screen:
    """A neutral message under our own buttons; `note` (HTML) is what was just done."""
    parts = (*([note] if note else []), *paragraphs(message))
    return Screen(fit(parts, joined="\n\n", left_out=CUT), rows, fresh=fresh)


def paired(buttons: list[Button], *ends: tuple[Button, ...]) -> Rows:
    """Two a row, then the rows of `ends`."""
    return (*(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)), *(one for one in ends if one))


def page_of(page: int, total: int, at_once: int) -> int:
    """A page that exists, whatever was asked for."""
    return max(0, min(page, (total - 1) // at_once))
