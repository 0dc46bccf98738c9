"""The calendar: whether there is time, each step ticked in a tap, reminders, and a file for one's own calendar."""

from collections.abc import Iterator

from alerts.channels.markup import typography
from alerts.messages.french import PARIS, clock, day, uncapitalised
from alerts.messages.message import Block, Bullets, Fact, Heading
from alerts.messages.reply.plan import comeback_words, plan_message
from alerts.messages.reply.plan_calendar import plan_calendar
from alerts.model.reply import Manner
from alerts.reply_help.planning import Pace, Plan, Step, StepId, plan
from alerts.services import working
from bot.chat.html import b, h, i
from bot.chat.screen import Attachment, Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.reply.desk import Desk, again, code_of_item, page_of, paired, told

TITLE = "Calendrier"
EXPLAINED = 5  # steps on one screen
REMINDED = "C’est noté : l’annonce est gardée, et je vous rappellerai les étapes, là où vous recevez vos annonces."
NOT_REMINDED = "C’est noté : plus de rappels des étapes."
MANNERS = {
    Manner.ALONE: "C’est noté : vous répondez seuls. Le calendrier suit.",
    Manner.TOGETHER: "C’est noté : vous répondez à plusieurs. Le calendrier suit.",
}
NO_FILE = "Aucune étape n’a de date : rien à mettre dans un agenda."
FILE = "Ouvrez ce fichier : les étapes vont dans votre agenda. Ouvert de nouveau plus tard, il les met à jour."
_COUNTED = frozenset({Pace.ENOUGH, Pace.TIGHT, Pace.TOO_LATE})
_IN_TIME = frozenset({Pace.ENOUGH, Pace.TIGHT})
_LATE = frozenset({Pace.TOO_LATE, Pace.PASSED, Pace.CLOSED})


def screen(talk: Talk, desk: Desk, note: str = "") -> Screen:
    """Whether there is time, and what comes next; the steps are one tap away."""
    made = plan(desk.case, talk.now)
    facts = [one for one in plan_message(desk.case, talk.now).blocks if isinstance(one, Fact) and one.strong]
    how = "seuls" if made.manner is Manner.ALONE else "à plusieurs"
    return told(desk, f"{TITLE} pour répondre {how}", (*facts, *_blocks(made)), _rows(desk, made), note)


def _blocks(made: Plan) -> Iterator[Block]:
    coming = made.next_step
    if coming is not None and coming.on is not None and made.pace in _IN_TIME:
        late = ", en retard" if coming.late else ""
        yield Fact("Prochaine étape", f"{uncapitalised(coming.title)} – {_when(coming, made)}{late}", strong=True)
    if made.notes:
        yield Bullets(made.notes)
    if made.instead:
        yield Heading("Ce qui reste possible")
        yield Bullets(made.instead)
    if made.comeback and made.pace in _LATE:
        yield Fact("Prochaine consultation", comeback_words(made.comeback))


def _rows(desk: Desk, made: Plan) -> tuple[tuple[Button, ...], ...]:
    buttons = []
    if made.steps:
        buttons.append(desk.button("Les étapes", "ps"))
    if made.pace in _COUNTED:
        buttons.append(desk.button("Dans mon agenda", "pi"))
        reminded = desk.case.work.reminded
        buttons.append(desk.button("Ne plus me rappeler" if reminded else "Me rappeler", "pr", int(not reminded)))
    if made.pace not in (Pace.CLOSED, Pace.PASSED):
        alone = desk.case.manner is Manner.ALONE
        buttons.append(desk.button("Plutôt à plusieurs" if alone else "Plutôt seuls", "pm", "t" if alone else "a"))
    return paired(buttons, (desk.back,))


def steps(talk: Talk, desk: Desk, note: str = "") -> Screen:
    """Every step with its date, and a button to tick each."""
    made = plan(desk.case, talk.now)
    if not made.steps:
        return screen(talk, desk, note)
    done = [one for one in made.steps if one.id is not StepId.DEADLINE]
    lines = [_line(number, one, made) for number, one in enumerate(made.steps, 1)]
    buttons = [
        desk.button(f"{'☑' if one.done else '☐'} {number}", "pt", code_of_item(one.id), int(not one.done))
        for number, one in enumerate(done, 1)
    ]
    rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    head = f"{b('Les étapes')}\n{desk.head}"
    parts = [*([b(note)] if note else []), head, "\n".join(lines), i("Touchez un numéro quand c’est fait.")]
    why = desk.button("Pourquoi ces dates ?", "pw", 0)
    return Screen("\n\n".join(parts), (*rows, (why,), (desk.button("⬅️ Retour au calendrier", "p"),)))


def _line(number: int, step: Step, made: Plan) -> str:
    late = " – en retard" if step.late and not step.done else ""
    box = "☑" if step.done else "☐"
    return h(typography(f"{box} {number}. {step.title} : {_when(step, made)}{late}"))


def _when(step: Step, made: Plan) -> str:
    """« vendredi 18 décembre à 17 h 00 (à vérifier) », where people live; without the year."""
    if step.on is None:
        return "date à vérifier"
    local = step.at.astimezone(made.away.zone if made.away else PARIS) if step.at else None
    words = day(local or step.on).rsplit(" ", 1)[0] + (f" à {clock(local)}" if local else "")
    return f"{words} (à vérifier)" if step.to_check else words


def reasons(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`pw PAGE`: why each step stands where it stands."""
    every = list(enumerate(plan(desk.case, talk.now).steps, 1))
    page = page_of(tap.number(2) or 0, len(every), EXPLAINED)
    here = every[page * EXPLAINED : (page + 1) * EXPLAINED]
    lines = [f"{number}. {b(typography(one.title))} : {h(typography(one.why))}" for number, one in here]
    turning = [desk.button("⬅️ Précédentes", "pw", page - 1)] if page else []
    turning += [desk.button("Suivantes ➡️", "pw", page + 1)] if len(every) > (page + 1) * EXPLAINED else []
    parts = [f"{b('Pourquoi ces dates ?')}\n{desk.head}", *lines]
    return Screen("\n\n".join(parts), paired(turning, (desk.button("⬅️ Retour aux étapes", "ps"),)))


def tick(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`pt STEP 1`: done; 0: not any more."""
    found = next((one for one in StepId if code_of_item(one) == tap.args[2]), None) if len(tap.args) > 3 else None
    if found is None or found is StepId.DEADLINE:
        return Toast("Cette étape n’est plus dans le calendrier.")
    case, on = desk.case, tap.number(3) == 1
    with talk.house.database.write() as session:
        working.tick(session, talk.person.id, case.match_id, case.lot_key, found.value, on, talk.now)
    return steps(talk, again(talk, desk))


def manner(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`pm a` alone, `pm t` together."""
    chosen = Manner.TOGETHER if tap.args[2:3] == ("t",) else Manner.ALONE
    case = desk.case
    with talk.house.database.write() as session:
        working.choose_manner(session, talk.person.id, case.match_id, case.lot_key, chosen, talk.now)
    return screen(talk, again(talk, desk), b(MANNERS[chosen]))


def remind(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    case, on = desk.case, tap.number(2) == 1
    with talk.house.database.write() as session:
        working.remind(session, talk.person.id, case.match_id, case.lot_key, on, talk.now)
    return screen(talk, again(talk, desk), b(REMINDED if on else NOT_REMINDED))


def file(talk: Talk, desk: Desk) -> Reply:
    """The steps for one's own calendar."""
    found = plan_calendar(desk.case, talk.now)
    if found is None:
        return Toast(NO_FILE, alert=True)
    sent = Attachment(found.name, found.content)
    return Screen(FILE, ((desk.button("⬅️ Retour au calendrier", "p"),),), fresh=True, attachment=sent)
