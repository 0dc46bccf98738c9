"""Go or no go: one question a screen, three answers and « Passer »; the score at the end, any answer changed later."""

from collections.abc import Iterator

from alerts.channels.markup import typography
from alerts.messages.french import count
from alerts.messages.message import Block, Bullets, Heading, Message, Paragraph
from alerts.messages.proof import quotes
from alerts.messages.reply.grid import NO_LAW, QUESTIONS, advice_fact, point_words
from alerts.model.reply import Mark, Point
from alerts.reply_help.grid import Answered, By, Grid, grid
from alerts.services import working
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, fit, h, i
from bot.chat.render import quoted
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.aide import go
from bot.commands.reply.desk import CUT, Desk, again, page_of, paired, told
from bot.commands.reply.paging import paged

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
TITLE = "Y aller ou non ?"
REASONS = "Y aller ou non : les raisons"
_DRAWER, _SHEET = ("tiroir", "🗂 Tiroir de preuves"), ("fiche", "📋 Ma fiche")
_WAYS = {
    **dict.fromkeys((Point.PROOFS, Point.INSURANCE), _DRAWER),
    **dict.fromkeys((Point.CAPACITY, Point.TURNOVER, Point.AMOUNT), _SHEET),
}
CHANGE = "Touchez une question pour changer sa réponse."


def opened(talk: Talk, desk: Desk, tap: Tap) -> Reply:  # noqa: ARG001
    return screen(talk, desk)


def screen(talk: Talk, desk: Desk) -> Screen:
    """The score, what weighs against, and the way to the questions that are left."""
    found = grid(desk.case, talk.now)
    left = [_ask(desk, f"Répondre ({len(found.first)})", found.first[0])] if found.first else []
    buttons = [*left, desk.button("Les raisons", "gr", 0), desk.button("Changer une réponse", "gl", 0)]
    counted = [
        count(len(found.for_it), "point favorable", "points favorables"),
        count(len(found.unsure), "incertain", "incertains"),
        count(len(found.against), "défavorable", "défavorables"),
        f"{len(found.first)} sans réponse",
    ]
    blocks: list[Block] = [advice_fact(found), Paragraph(f"{', '.join(counted)}.")]
    if found.against:
        blocks.append(Bullets(tuple(point_words(one) for one in found.against)))
    return told(desk, TITLE, [*blocks, Paragraph(NO_LAW)], paired(buttons, (desk.back,)))


def reasons(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`gr PAGE`: every question with what its answer stands on."""
    back = ((desk.button("⬅️ Voir le résultat", "g"),),)
    message = Message(REASONS, "", (Paragraph(desk.line), *_parts(grid(desk.case, talk.now))))
    return paged(message, tap.number(2) or 0, lambda label, page: desk.button(label, "gr", page), back)


def _parts(found: Grid) -> Iterator[Block]:
    unanswered = tuple(one for one in found.answers if one.mark is None)
    parts = ("Favorable", found.for_it), ("Incertain", found.unsure), ("Défavorable", found.against)
    for title, answers in (*parts, ("À vous de répondre", unanswered)):
        if answers:
            yield Heading(title)
            yield Bullets(tuple(point_words(one) for one in answers))


def question(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`gq POINT`."""
    point = _point(tap)
    return _question(talk, desk, point) if point else Toast(OLD_BUTTON)


def _question(talk: Talk, desk: Desk, point: Point) -> Screen:
    found = grid(desk.case, talk.now)
    one = found.of(point)
    left = len(found.first)
    more = f" (encore {left})" if point in found.first and left > 1 else ""
    asked = f"{b(typography(QUESTIONS[point]))}{more}\n{desk.head}"
    parts = [asked, h(typography(one.reason)), *_words(desk, one), *_held(one)]
    answers = tuple(desk.button(label, "ga", point.value, mark.value) for mark, label in BUTTONS)
    ways = paired([_pass(desk, found, point), *_taking_back(desk, one), *_helping(point)])
    rows = (answers, *ways, (desk.button("⬅️ Voir le résultat", "g"),))
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
    return (desk.button("Effacer ma réponse", "ga", one.point.value, "x"),) if one.by is By.PERSON else ()


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


def _helping(point: Point) -> tuple[Button, ...]:
    """Where what Vigie lacks is written once for all."""
    name, label = _WAYS.get(point, ("", ""))
    return (Button(label, go(name)),) if name else ()


def _page(point: Point) -> int:
    return list(Point).index(point) // AT_ONCE


def _point(tap: Tap) -> Point | None:
    return next((one for one in Point if tap.args[2:3] == (one.value,)), None)
