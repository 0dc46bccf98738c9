"""The documents: what is asked now, each ticked in a tap; what each is and where it is found, one tap away."""

from collections.abc import Iterator

from alerts.channels.markup import typography
from alerts.messages.french import capitalised, short_day
from alerts.messages.reply.documents import ready_words
from alerts.reply_help.documents import Document, Documents, documents
from alerts.reply_help.proofs import State
from alerts.services import working
from bot.chat.html import b, fit, h, i
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.aide import go
from bot.commands.reply.desk import CUT, Desk, again, code_of_item, page_of

AT_ONCE = 9  # documents on one screen: three rows of boxes
EXPLAINED = 3
SECTIONS = {"a": "À joindre maintenant", "i": "Seulement si l’acheteur vous invite", "w": "Seulement si vous gagnez"}
TOUCH = "Touchez un numéro quand la pièce est prête."
GONE = "Cette pièce n’est plus dans la liste."
READY = "Elle est dans votre tiroir, et valable à la date limite : rien à cocher."
RC = "Liste à comparer au règlement de consultation (RC), qui fait foi."
STATES = {
    State.UNDATED: "au tiroir, sans date",
    State.ENDS_BEFORE: "au tiroir, finit avant la date limite",
    State.ENDED: "au tiroir, n’est plus valable",
}


def opened(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`d SECTION PAGE`."""
    return screen(talk, desk, _section(tap), tap.number(3) or 0)


def screen(talk: Talk, desk: Desk, section: str = "a", page: int = 0) -> Screen:
    found = documents(desk.case, talk.now)
    listed = of_section(found, section)
    page = page_of(page, len(listed), AT_ONCE)
    here = list(enumerate(listed, 1))[page * AT_ONCE : (page + 1) * AT_ONCE]
    head = f"{b(SECTIONS[section])}\n{desk.head}"
    head += f"\n{b(typography(ready_words(found)))}" if section == "a" else ""
    lines = [h(typography(_line(number, one))) for number, one in here]
    boxes = [_box(desk, section, number, one) for number, one in here]
    parts = [head, "\n".join(lines), i(TOUCH if page == 0 and section == "a" else RC)]
    return Screen(fit(parts, joined="\n\n", left_out=CUT), (*_threes(boxes), *_ways(desk, found, section, page)))


def of_section(found: Documents, section: str) -> tuple[Document, ...]:
    match section:
        case "i":
            return found.invited
        case "w":
            return found.winner
        case _:
            return found.asked


def _line(number: int, one: Document) -> str:
    where_useful = " (si utile)" if one.optional else ""
    return f"{'☑' if one.ready else '☐'} {number}. {one.name}{where_useful}{_held(one)}"


def _held(one: Document) -> str:
    if one.state is State.READY:
        return f" (au tiroir, jusqu’au {short_day(one.ends)})" if one.ends else " (au tiroir)"
    return f" ({STATES[one.state]})" if one.state in STATES else ""


def _box(desk: Desk, section: str, number: int, one: Document) -> Button:
    mark = "☑" if one.ready else "☐"
    return desk.button(f"{mark} {number}", "dt", section, code_of_item(one.id), int(not one.ticked))


def _threes(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def _ways(desk: Desk, found: Documents, section: str, page: int) -> Iterator[tuple[Button, ...]]:
    listed = of_section(found, section)
    turning = [desk.button("⬅️ Précédentes", "d", section, page - 1)] if page else []
    turning += [desk.button("Suivantes ➡️", "d", section, page + 1)] if len(listed) > (page + 1) * AT_ONCE else []
    if turning:
        yield tuple(turning)
    explained = desk.button("Où les trouver ?", "dw", section, page * (AT_ONCE // EXPLAINED))
    others = [("a", "À joindre maintenant"), ("i", "Si on vous invite"), ("w", "Si vous gagnez")]
    ways = [desk.button(label, "d", code, 0) for code, label in others if code != section and of_section(found, code)]
    yield (explained, *ways[:1])
    yield from ((one,) for one in ways[1:])
    yield (Button("🗂 Tiroir de preuves", go("tiroir")), desk.back)


def explained(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`dw SECTION PAGE`: what each is, where to get it, how long it is good."""
    section = _section(tap)
    listed = of_section(documents(desk.case, talk.now), section)
    page = page_of(tap.number(3) or 0, len(listed), EXPLAINED)
    here = list(enumerate(listed, 1))[page * EXPLAINED : (page + 1) * EXPLAINED]
    parts = [f"{b(SECTIONS[section])}\n{desk.head}", *(_about(number, one) for number, one in here)]
    turning = [desk.button("⬅️ Précédentes", "dw", section, page - 1)] if page else []
    turning += [desk.button("Suivantes ➡️", "dw", section, page + 1)] if len(listed) > (page + 1) * EXPLAINED else []
    listing = desk.button("⬅️ Retour aux pièces", "d", section, page * EXPLAINED // AT_ONCE)
    return Screen(fit(parts, joined="\n\n", left_out=CUT), (*((tuple(turning),) if turning else ()), (listing,)))


def _about(number: int, one: Document) -> str:
    lines = [f"{capitalised(one.what)}.", f"Où : {one.where}."]
    lines += [f"Durée : {one.lasts}."] if one.lasts else []
    lines += [one.check] if one.check else []
    told = "\n".join(h(typography(line.replace("..", "."))) for line in lines)
    return f"{number}. {b(typography(one.name))}\n{told}"


def tick(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`dt SECTION DOCUMENT 1`: ready; 0: not any more."""
    section = _section(tap)
    listed = of_section(documents(desk.case, talk.now), section)
    code, on = tap.args[3] if len(tap.args) > 4 else "", tap.number(4) == 1
    at, found = next(((at, one) for at, one in enumerate(listed) if code_of_item(one.id) == code), (0, None))
    if found is None:
        return Toast(GONE), screen(talk, desk, section)
    if found.ready and not found.ticked:
        return Toast(READY)
    case = desk.case
    with talk.house.database.write() as session:
        working.tick(session, talk.person.id, case.match_id, case.lot_key, found.id, on, talk.now)
    return screen(talk, again(talk, desk), section, at // AT_ONCE)


def _section(tap: Tap) -> str:
    return tap.args[2] if len(tap.args) > 2 and tap.args[2] in SECTIONS else "a"
