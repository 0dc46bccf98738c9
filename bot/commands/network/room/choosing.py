"""The mandataire and the kind of group: what each means, in plain words, and one tap to propose."""

from alerts.messages.message import Block, Bullets, Fact, Paragraph
from alerts.messages.network import room_parts as parts
from alerts.model.network import GroupForm
from alerts.network import group_law
from alerts.network.group import Act
from alerts.services import rooms
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import handle, rows_of, word
from bot.commands.network.room.floor import Floor, again, floor_of, told
from bot.commands.profile.asking_places import short
from bot.commands.profile.labels import ticked

FORMS = {"c": GroupForm.CONJOINT, "m": GroupForm.CONJOINT_SOLIDARY, "s": GroupForm.SOLIDARY}
LABELS = {"c": "Conjoint", "m": "Mandataire solidaire", "s": "Solidaire"}
NOTED = "C’est noté. Chacun donne, ou redonne, son accord."
NOBODY = "z"


def mandataire(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rm ROOM MEMBERSHIP [PAGE]`. Raises NotYours, NotAllowed."""
    floor = floor_of(session, talk, tap)
    floor.require(Act.CHOOSE)
    return _mandataire(floor, page=tap.number(2) or 0)


def choose_mandataire(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rmc ROOM MEMBERSHIP HANDLE`. Raises NotYours, NotAllowed, Refusal."""
    floor, named = floor_of(session, talk, tap), word(tap, 2)
    found = next((one.id for one in floor.view.fellows if handle(one.id) == named), None)
    if found is None and named != NOBODY:
        return Toast(OLD_BUTTON)
    rooms.choose_mandataire(session, talk.person.id, floor.room_id, floor.view.own, found, talk.now)
    return _mandataire(again(session, talk, floor), NOTED)


def form(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rf ROOM MEMBERSHIP [PAGE]`. Raises NotYours, NotAllowed."""
    floor = floor_of(session, talk, tap)
    floor.require(Act.CHOOSE)
    return _form(floor, page=tap.number(2) or 0)


def choose_form(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rfc ROOM MEMBERSHIP LETTER`. Raises NotYours, NotAllowed, Refusal."""
    floor, chosen = floor_of(session, talk, tap), FORMS.get(word(tap, 2))
    if chosen is None:
        return Toast(OLD_BUTTON)
    rooms.choose_form(session, talk.person.id, floor.room_id, floor.view.own, chosen, talk.now)
    return _form(again(session, talk, floor), NOTED)


def _mandataire(floor: Floor, note: str = "", page: int = 0) -> Screen:
    view, chosen = floor.view, floor.view.room.mandataire
    numbered = list(enumerate(view.fellows, 1))
    names = Bullets(tuple(f"{at}. {parts.name_of(view, one.id)}" for at, one in numbered))
    blocks = (Fact("Aujourd'hui", parts.name_of(view, chosen)), names, Paragraph(group_law.MANDATAIRE))
    buttons = [
        floor.button(ticked(short(f"{at}. {one.name}", 20), one.id == chosen), "rmc", handle(one.id))
        for at, one in numbered
    ]
    nobody = [floor.button("Personne encore", "rmc", NOBODY)] if chosen else []
    return told(floor, "Le mandataire", blocks, rows_of([*buttons, *nobody], floor.back), "rm", page, note)


def _form(floor: Floor, note: str = "", page: int = 0) -> Screen:
    chosen = floor.view.room.form
    explained: list[Block] = [Fact(*group_law.FORMS[one]) for one in FORMS.values()]
    blocks = (*explained, Paragraph(group_law.FREE_FORM))
    buttons = [floor.button(ticked(LABELS[code], one is chosen), "rfc", code) for code, one in FORMS.items()]
    return told(floor, "Le type de groupement", blocks, rows_of(buttons, floor.back), "rf", page, note)
