"""The plan of the group: each step with who takes it, ticked by any of them, seen by all; the file for an agenda."""

from alerts.channels.markup import typography
from alerts.messages.message import Fact, Paragraph
from alerts.messages.network import room_parts as parts
from alerts.messages.network.room_calendar import room_calendar
from alerts.network.group import Act
from alerts.network.group_plan import Shared
from alerts.services import rooms
from alerts.store.engine import Session
from bot.chat.html import b, fit, h
from bot.chat.screen import Attachment, Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import rows_of, word
from bot.commands.network.room.floor import Floor, again, floor_of, told
from bot.commands.reply.desk import code_of_item
from bot.commands.reply.plan import FILE, NO_FILE

TITLE = "Le calendrier du groupe"
HOW = "Touchez un numéro : pour prendre une étape, ou dire qu’elle est faite. Tout le groupe le voit."
GONE = "Cette étape n’est plus dans le calendrier."
TAKEN = "C’est noté : votre structure s’en charge."
GIVEN = "C’est noté : cette étape est à prendre."
DONE, UNDONE = "C’est noté : étape faite.", "C’est noté : étape à faire."
A_ROW = 3
CUT = "… La suite est dans le fichier pour l’agenda."


def shown(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rc ROOM MEMBERSHIP [PAGE]`. Raises NotYours."""
    floor = floor_of(session, talk, tap)
    return told(floor, TITLE, tuple(parts.pace(floor.view)), _ways(floor), "rc", tap.number(2) or 0)


def steps(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rcl ROOM MEMBERSHIP`. Raises NotYours."""
    return _steps(floor_of(session, talk, tap))


def step(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rcs ROOM MEMBERSHIP STEP`. Raises NotYours."""
    floor = floor_of(session, talk, tap)
    found = _named(floor, word(tap, 2))
    return _step(floor, found) if found else Toast(GONE)


def tick(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rct ROOM MEMBERSHIP STEP 1`: done; 0: not any more. Raises NotYours, Refusal."""
    floor, done = floor_of(session, talk, tap), tap.number(3) == 1
    found = _named(floor, word(tap, 2))
    if found is None:
        return Toast(GONE)
    who = (talk.person.id, floor.room_id, floor.view.own)
    rooms.tick(session, *who, found.step.id.value, talk.now, done=done)
    return _steps(again(session, talk, floor), DONE if done else UNDONE)


def take(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rck ROOM MEMBERSHIP STEP 1`: ours; 0: given back. Raises NotYours, Refusal."""
    floor, on = floor_of(session, talk, tap), tap.number(3) == 1
    found = _named(floor, word(tap, 2))
    if found is None:
        return Toast(GONE)
    who = (talk.person.id, floor.room_id, floor.view.own)
    rooms.take(session, *who, found.step.id.value, talk.now, on=on)
    return _steps(again(session, talk, floor), TAKEN if on else GIVEN)


def file(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rci ROOM MEMBERSHIP`: the steps for one's own calendar. Raises NotYours."""
    floor = floor_of(session, talk, tap)
    found = room_calendar(floor.view, talk.now)
    if found is None:
        return Toast(NO_FILE, alert=True)
    back = floor.button("⬅️ Retour au calendrier", "rc")
    return Screen(FILE, ((back,),), fresh=True, attachment=Attachment(found.name, found.content))


def _ways(floor: Floor) -> Rows:
    ways = []
    if floor.view.steps:
        ways.append(floor.button("Les étapes", "rcl"))
    if any(one.step.on for one in floor.view.steps):
        ways.append(floor.button("Dans mon agenda", "rci"))
    return rows_of(ways, floor.back)


def _steps(floor: Floor, note: str = "") -> Screen:
    view = floor.view
    if not view.steps:
        return told(floor, TITLE, tuple(parts.pace(view)), rows_of([], floor.back), "rc", 0, note)
    numbered = list(enumerate(view.steps, 1))
    lines = [f"{at}. {h(typography(parts.shared_line(one, view)))}" for at, one in numbered]
    buttons = [_number(floor, at, one) for at, one in numbered if one.ticked]
    may = floor.may(Act.TICK)
    rows = tuple(tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW)) if may else ()
    head = [*([b(note)] if note else []), f"{b(TITLE)}\n{h(parts.progress(view))}", *([HOW] if may else [])]
    text = fit(["\n\n".join(head), *lines], left_out=CUT)
    return Screen(text, (*rows, (floor.button("⬅️ Le calendrier", "rc"), floor.back)))


def _number(floor: Floor, at: int, one: Shared) -> Button:
    sign = "☑" if one.step.done else "•" if one.by else "☐"
    return floor.button(f"{sign} {at}", "rcs", code_of_item(one.step.id))


def _step(floor: Floor, one: Shared) -> Screen:
    code, done = code_of_item(one.step.id), one.step.done
    blocks = (
        Paragraph(parts.shared_line(one, floor.view)),
        Paragraph(one.step.why),
        Fact("S'en charge", parts.holder_words(one)),
    )
    ways = []
    if floor.may(Act.TICK):
        ways.append(floor.button("Pas encore fait" if done else "✅ C’est fait", "rct", code, int(not done)))
        if one.by == floor.view.own:
            ways.append(floor.button("Rendre cette étape", "rck", code, 0))
        elif one.free:
            ways.append(floor.button("Nous la prenons", "rck", code, 1))
    return told(floor, one.step.title, blocks, rows_of(ways, floor.button("⬅️ Les étapes", "rcl")), "rcl")


def _named(floor: Floor, code: str) -> Shared | None:
    """One that somebody can take or tick."""
    steps = (one for one in floor.view.steps if one.ticked)
    return next((one for one in steps if code_of_item(one.step.id) == code), None)
