"""Go or no go: one question a screen, three answers and « Passer »; the score at the end, any answer changed later."""

from alerts.channels.markup import typography
from alerts.messages.proof import quotes
from alerts.messages.reply.grid import grid_message
from alerts.model.reply import Mark, Point
from alerts.reply_help.grid import Answered, By, Grid, grid
from alerts.services import working
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, fit, h, i
from bot.chat.render import quoted
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.reply.desk import CUT, Desk, again, page_of, paired, shown

LABELS = {
    Point.ELIGIBILITY: "Droit de répondre",
    Point.TRADE: "Métier",
    Point.PLACE: "Lieu",
    Point.TIME: "Délai",
    Point.CAPACITY: "Équipe disponible",
    Point.PROOFS: "Preuves",
    Point.INSURANCE: "Assurances",
    Point.TURNOVER: "Chiffre d’affaires",
    Point.CRITERIA: "Critères de choix",
    Point.AMOUNT: "Poids du marché",
    Point.CASH: "Trésorerie",
    Point.TAKEOVER: "Reprise du personnel",
    Point.VISIT: "Visite",
    Point.PENALTIES: "Pénalités",
    Point.PARTNERS: "Partenaires",
    Point.PEOPLE: "Utile aux personnes",
}
SAID = {Mark.YES: "oui", Mark.PARTLY: "en partie", Mark.NO: "non"}
BUTTONS = ((Mark.YES, "Oui"), (Mark.PARTLY, "En partie"), (Mark.NO, "Non"))
AT_ONCE = 8
QUOTES = 2
CHANGE = "Touchez une question pour changer sa réponse."


def opened(talk: Talk, desk: Desk, tap: Tap) -> Reply:  # noqa: ARG001
    return screen(talk, desk)


def screen(talk: Talk, desk: Desk) -> Screen:
    """The score, what it stands on, and the way to the questions that are left."""
    found = grid(desk.case, talk.now)
    left = [_ask(desk, f"Répondre ({len(found.first)})", found.first[0])] if found.first else []
    change = desk.button("Changer une réponse", "gl", 0)
    return shown(grid_message(desk.case, talk.now), paired([*left, change], (desk.back,)))


def question(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`gq POINT`."""
    point = _point(tap)
    return _question(talk, desk, point) if point else Toast(OLD_BUTTON)


def _question(talk: Talk, desk: Desk, point: Point) -> Screen:
    found = grid(desk.case, talk.now)
    one = found.of(point)
    left = len(found.first)
    head = f"{b(LABELS[point])}{f' – encore {left}' if point in found.first and left > 1 else ''}\n{desk.head}"
    parts = [head, h(typography(one.reason)), *_words(desk, one), *_held(one)]
    rows = (
        tuple(desk.button(label, "ga", point.value, mark.value) for mark, label in BUTTONS),
        (_pass(desk, found, point), *_taking_back(desk, one)),
        (desk.button("⬅️ Voir le résultat", "g"),),
    )
    return Screen(fit(parts, joined="\n\n", left_out=CUT), rows)


def _words(desk: Desk, one: Answered) -> list[str]:
    """The notice itself, folded."""
    return [quoted(quotes(desk.case.notice, one.evidence[:QUOTES]))] if one.evidence else []


def _held(one: Answered) -> list[str]:
    if one.mark is None:
        return []
    who = "Votre réponse" if one.by is By.PERSON else "D’après l’avis et votre profil"
    return [f"{who} : {b(SAID[one.mark])}."]


def _pass(desk: Desk, found: Grid, point: Point) -> Button:
    """The question after this one; at the end, the result."""
    following = _following(found, point)
    if point not in found.first:
        return desk.button("Ne rien changer", "gl", _page(point))
    return _ask(desk, "Passer", following) if following else desk.button("Passer", "g")


def _following(found: Grid, point: Point) -> Point | None:
    at = found.first.index(point) + 1 if point in found.first else len(found.first)
    return found.first[at] if at < len(found.first) else None


def _taking_back(desk: Desk, one: Answered) -> tuple[Button, ...]:
    return (desk.button("Reprendre ma réponse", "ga", one.point.value, "x"),) if one.by is By.PERSON else ()


def answered(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`ga POINT 0 | 1 | 2 | x`: no, partly, yes, or Vigie's own answer again; then the next question."""
    point, said = _point(tap), tap.args[3] if len(tap.args) > 3 else ""
    if point is None or said not in ("0", "1", "2", "x"):
        return Toast(OLD_BUTTON)
    before = grid(desk.case, talk.now)
    case, mark = desk.case, None if said == "x" else Mark(int(said))
    with talk.house.database.write() as session:
        working.mark(session, talk.person.id, case.match_id, case.lot_key, point, mark, talk.now)
    desk = again(talk, desk)
    if point not in before.first:
        return _list(talk, desk, _page(point))
    following = _following(before, point)
    return _question(talk, desk, following) if following else screen(talk, desk)


def listed(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`gl PAGE`: every question with its answer."""
    return _list(talk, desk, tap.number(2) or 0)


def _list(talk: Talk, desk: Desk, page: int) -> Screen:
    found = grid(desk.case, talk.now)
    page = page_of(page, len(found.answers), AT_ONCE)
    here = list(enumerate(found.answers, 1))[page * AT_ONCE : (page + 1) * AT_ONCE]
    lines = [_line(number, one) for number, one in here]
    buttons = [_ask(desk, f"{number}. {LABELS[one.point]}", one.point) for number, one in here]
    turning = [desk.button("⬅️ Précédentes", "gl", page - 1)] if page else []
    turning += [desk.button("Suivantes ➡️", "gl", page + 1)] if len(found.answers) > (page + 1) * AT_ONCE else []
    parts = [f"{b('Vos réponses')}\n{desk.head}", "\n".join(lines), CHANGE]
    return Screen("\n\n".join(parts), paired(buttons, tuple(turning), (desk.button("⬅️ Voir le résultat", "g"),)))


def _line(number: int, one: Answered) -> str:
    if one.mark is None:
        return f"{number}. {LABELS[one.point]} : {i('sans réponse')}"
    who = " (vous)" if one.by is By.PERSON else ""
    return f"{number}. {LABELS[one.point]} : {b(SAID[one.mark])}{who}"


def _ask(desk: Desk, label: str, point: Point) -> Button:
    return desk.button(label, "gq", point.value)


def _page(point: Point) -> int:
    return list(Point).index(point) // AT_ONCE


def _point(tap: Tap) -> Point | None:
    return next((one for one in Point if tap.args[2:3] == (one.value,)), None)
