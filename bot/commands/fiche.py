"""`/fiche`: what forms ask of the structure, said once; a tap for each thing, then one value to write."""

from collections.abc import Callable
from dataclasses import replace

from alerts.intake.sheet import BY_NAME, said_back
from alerts.intake.sheet_lists import MOST_REFERENCES
from alerts.model.reply import Sheet
from alerts.services import people, sheets
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.profile.whole import no_profile
from bot.commands.sheet import screens
from bot.commands.sheet.fields import BY_CODE, group_of, mark_of
from bot.commands.sheet.screens import SPACE, Held

SAVED = "C’est noté."
EMPTIED = "C’est effacé."
DROPPED = "C’est retiré."
FULL = f"{MOST_REFERENCES} références au plus : retirez-en d’abord une."
Act = Callable[[Talk, Held, Tap], Reply]


class Fiche(Command):
    """Everybody of the structure reads it; only a manager writes (`alerts.services.sheets`)."""

    name = "fiche"
    space = SPACE
    about = "Fiche de la structure, pour les dossiers"
    scope = Scope.HIDDEN  # a menu holds nine lines: /aide shows it
    aliases = ("fiches", "renseignements")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.read() as session:
            current = people.current_of(session, talk.person)
        talk.leave()
        return screens.whole(_held(talk, current[0].id)) if current else no_profile()

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """Raises NotYours, NotAllowed, Refusal."""
        act, membership = _ACTS.get(tap.action), tap.number()
        if act is None or membership is None:
            return Toast(OLD_BUTTON)
        held = _held(talk, membership)
        talk.leave()
        return act(talk, held, tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        membership, name = talk.step.memo.get("membership"), talk.step.memo.get("name")
        if not isinstance(membership, int) or name not in BY_NAME:
            return None
        return _typed(talk, _managed(_held(talk, membership)), str(name), text)


def _held(talk: Talk, membership_id: int) -> Held:
    """Raises NotYours."""
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        sheet = sheets.sheet_of(session, talk.person.id, structure.id)
        every = people.memberships_of(session, talk.person.id)
    return Held(membership, structure, sheet, tuple((one.id, other.name) for one, other in every if one != membership))


def _managed(held: Held) -> Held:
    if not held.manages:
        raise NotAllowed(sheets.ONLY_MANAGERS)
    return held


def _changed(talk: Talk, held: Held, change: Callable[[Session, Sheet], Sheet]) -> Held:
    """`change` is given the sheet as it is at this moment, in the transaction that writes. Raises NotYours,
    NotAllowed, Refusal."""
    with talk.house.database.write() as session:
        now = sheets.sheet_of(session, talk.person.id, held.structure.id)
        return replace(held, sheet=change(session, now))


def _filled(talk: Talk, held: Held, name: str, text: Callable[[Sheet], str]) -> Held:
    def change(session: Session, sheet: Sheet) -> Sheet:
        return sheets.fill(session, talk.person.id, held.structure.id, name, text(sheet), talk.now)

    return _changed(talk, held, change)


def _asking(talk: Talk, held: Held, name: str, screen: Screen) -> Screen:
    """What is written next is for this field."""
    if held.manages:
        talk.go(SPACE, "field", membership=held.membership.id, name=name)
    return screen


# Taps


def _whole(talk: Talk, held: Held, tap: Tap) -> Reply:  # noqa: ARG001
    return screens.whole(held)


def _group(talk: Talk, held: Held, tap: Tap) -> Reply:  # noqa: ARG001
    found = BY_CODE.get(_word(tap, 1))
    return screens.group(held, found) if found else Toast(OLD_BUTTON)


def _field(talk: Talk, held: Held, tap: Tap) -> Reply:
    name = _word(tap, 1)
    one = group_of(name)
    return _asking(talk, _managed(held), name, screens.field(held, one, BY_NAME[name])) if one else Toast(OLD_BUTTON)


def _empty(talk: Talk, held: Held, tap: Tap) -> Reply:
    name = _word(tap, 1)
    one = group_of(name)
    return screens.group(_filled(talk, held, name, lambda _: ""), one, EMPTIED) if one else Toast(OLD_BUTTON)


def _turnover(talk: Talk, held: Held, tap: Tap) -> Reply:  # noqa: ARG001
    return _asking(talk, held, "turnover", screens.turnover(held))


def _drop_turnover(talk: Talk, held: Held, tap: Tap) -> Reply:
    year = tap.number(1)

    def without(sheet: Sheet) -> str:
        kept = tuple(one for one in sheet.turnover if one.year != year)
        return said_back("turnover", replace(sheet, turnover=kept))

    held = _filled(talk, held, "turnover", without)
    return _asking(talk, held, "turnover", screens.turnover(held, DROPPED))


def _references(talk: Talk, held: Held, tap: Tap) -> Reply:
    return _asking(talk, held, "references", screens.references(held, tap.number(1) or 0))


def _drop_reference(talk: Talk, held: Held, tap: Tap) -> Reply:
    def without(sheet: Sheet) -> str:
        kept = tuple(one for one in sheet.references if mark_of(one) != _word(tap, 2))
        return said_back("references", replace(sheet, references=kept))

    held = _filled(talk, held, "references", without)
    return _asking(talk, held, "references", screens.references(held, tap.number(1) or 0, DROPPED))


def _word(tap: Tap, position: int) -> str:
    return tap.args[position] if len(tap.args) > position else ""


# What is written


def _typed(talk: Talk, held: Held, name: str, text: str) -> Reply:
    """What is not understood is said above the same question."""
    several = name in ("turnover", "references")
    if name == "references" and len(held.sheet.references) >= MOST_REFERENCES:
        return screens.references(held, note=FULL)
    try:
        held = _filled(talk, held, name, lambda sheet: _with(name, sheet, text) if several else text)
    except (NotYours, NotAllowed):
        raise
    except Refusal as refusal:
        return _again(held, name, refusal.sentence)
    if several:
        return screens.turnover(held, SAVED) if name == "turnover" else screens.references(held, note=SAVED)
    talk.leave()
    one = group_of(name)
    return screens.group(held, one, SAVED, after=name) if one else screens.whole(held)


def _with(name: str, sheet: Sheet, text: str) -> str:
    """One line more, or several."""
    return f"{said_back(name, sheet)}\n{text}".strip()


def _again(held: Held, name: str, trouble: str) -> Screen:
    if name == "turnover":
        return screens.turnover(held, trouble)
    one = group_of(name)
    return screens.field(held, one, BY_NAME[name], trouble) if one else screens.references(held, note=trouble)


_ACTS: dict[str, Act] = {
    "o": _whole,
    "g": _group,
    "f": _field,
    "x": _empty,
    "t": _turnover,
    "td": _drop_turnover,
    "r": _references,
    "rd": _drop_reference,
}
