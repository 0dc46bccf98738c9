"""Who does what: each member with its contact and what it brings; one's own part, written and changed."""

from alerts.messages.network import room_parts as parts
from alerts.network import group
from alerts.network.group import Act
from alerts.services import rooms
from alerts.services.rooms import WroteBefore
from alerts.store.engine import Session
from bot.chat.actions import PARTNERS
from bot.chat.html import b, h
from bot.chat.screen import Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import rows_of
from bot.commands.network.room.floor import Floor, again, floor_of, quoted, standing, told

STEP = "room-part"
TITLE = "Qui fait quoi"
ASK = (
    "Écrivez ce que fait {structure} dans ce groupe : tâches, lieux, personnes, moyens. Les autres membres le lisent ;"
    " ne mettez pas vos prix, ils se disent entre vous."
)
NOW = "Votre part aujourd’hui :"
SAVED = "C’est noté : votre part est à jour."
ERASED = "C’est noté : votre part est effacée."
TAKES_BACK = "Les accords donnés avant sont à redonner."
TYPED = "Ce que vous venez d’écrire :"
THEIRS = "Ce qu’une personne de votre structure a écrit entre-temps :"


def shown(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rw ROOM MEMBERSHIP [PAGE]`. Raises NotYours."""
    return screen(floor_of(session, talk, tap), page=tap.number(2) or 0)


def screen(floor: Floor, note: str = "", page: int = 0) -> Screen:
    blocks = (*parts.fellows(floor.view), *parts.together(floor.view))
    ways = [floor.button("✏️ Écrire notre part", "rp")] if floor.may(Act.WRITE) else []
    return told(floor, TITLE, blocks, rows_of(ways, floor.back), "rw", page, note)


def ask(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rp ROOM MEMBERSHIP`: the next text is the part of this structure. Raises NotYours, NotAllowed."""
    floor = floor_of(session, talk, tap)
    floor.require(Act.WRITE)
    return _asking(talk, floor)


def erase(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rpx ROOM MEMBERSHIP`. Raises NotYours, NotAllowed, Refusal."""
    return _written(session, talk, floor_of(session, talk, tap), "", None)


def keep_mine(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rpk ROOM MEMBERSHIP`: after a colleague wrote meanwhile, and their words were read."""
    floor, mine, theirs = floor_of(session, talk, tap), talk.step.memo.get("mine"), talk.step.memo.get("seen")
    if talk.step.at != STEP or not isinstance(mine, str) or not isinstance(theirs, str):
        return _asking(talk, floor)
    return _written(session, talk, floor, mine, theirs)


def read(talk: Talk, text: str) -> Reply | None:
    """What was written while this step is under way. Raises NotYours, NotAllowed, Refusal."""
    memo = talk.step.memo
    room_id, structure_id, seen = memo.get("room"), memo.get("structure"), memo.get("seen")
    if not isinstance(room_id, int) or not isinstance(structure_id, str) or not isinstance(seen, str):
        return None
    with talk.house.database.write() as session:
        return _written(session, talk, standing(session, talk, room_id, structure_id), text, seen)


def _written(session: Session, talk: Talk, floor: Floor, text: str, seen: str | None) -> Screen:
    try:
        rooms.write(session, talk.person.id, floor.room_id, floor.view.own, text, talk.now, seen)
    except WroteBefore as before:
        return _both(talk, floor, text, before)
    if len(text) <= group.LONGEST:
        talk.leave()
    back = f" {TAKES_BACK}" if floor.view.room.agreed else ""
    return screen(again(session, talk, floor), (SAVED if rooms.tidy(text) else ERASED) + back)


def _asking(talk: Talk, floor: Floor) -> Screen:
    _wait(talk, floor, floor.view.me.does)
    now = [f"{NOW}\n{quoted(floor.view.me.does)}"] if floor.view.me.does else []
    ways = [floor.button("Effacer notre part", "rpx")] if floor.view.me.does else []
    asked = ASK.format(structure=b(parts.name_of(floor.view, floor.view.own)))
    return Screen("\n\n".join([asked, *now]), rows_of(ways, floor.button("⬅️ Sans rien changer", "rw")))


def _both(talk: Talk, floor: Floor, text: str, before: WroteBefore) -> Screen:
    """Nothing is lost: both are shown, and one tap keeps either."""
    mine = rooms.tidy(text)
    _wait(talk, floor, before.theirs, mine=mine)
    lines = [h(before.sentence), f"{THEIRS}\n{quoted(before.theirs)}", f"{TYPED}\n{quoted(mine)}"]
    ways = [floor.button("Garder la mienne", "rpk"), floor.button("Laisser la sienne", "rw")]
    return Screen("\n\n".join(lines), rows_of(ways))


def _wait(talk: Talk, floor: Floor, seen: str, **more: object) -> None:
    talk.go(PARTNERS, STEP, room=floor.room_id, structure=floor.view.own, seen=seen, **more)
