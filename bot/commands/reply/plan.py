"""The calendar: whether there is time, each step ticked in a tap, reminders, and a file for one's own calendar."""

from alerts.channels.markup import typography
from alerts.messages.french import PARIS, day
from alerts.messages.message import Message
from alerts.messages.reply.plan import plan_message
from alerts.messages.reply.plan_calendar import plan_calendar
from alerts.model.reply import Manner
from alerts.reply_help.planning import Pace, Plan, Step, StepId, plan
from alerts.services import working
from bot.chat.html import b, fit, h, i
from bot.chat.screen import Attachment, Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.reply.desk import CUT, Desk, again, code_of_item, paired, shown
from bot.commands.reply.folding import folded

STEPS = ("Les étapes", "Si vous y allez quand même")
REMINDED = "C’est noté : je vous rappellerai les étapes, là où vous recevez vos annonces."
NOT_REMINDED = "C’est noté : plus de rappels des étapes."
MANNERS = {
    Manner.ALONE: "C’est noté : vous répondez seuls. Le calendrier suit.",
    Manner.TOGETHER: "C’est noté : vous répondez à plusieurs. Le calendrier suit.",
}
NO_FILE = "Aucune étape n’a de date : rien à mettre dans un agenda."
FILE = "Ouvrez ce fichier : les étapes vont dans votre agenda. Ouvert de nouveau plus tard, il les met à jour."
_COUNTED = frozenset({Pace.ENOUGH, Pace.TIGHT, Pace.TOO_LATE})


def screen(talk: Talk, desk: Desk, note: str = "") -> Screen:
    made = plan(desk.case, talk.now)
    return shown(_short(desk, talk, made), _rows(desk, made), note)


def _short(desk: Desk, talk: Talk, made: Plan) -> Message:
    """Without its steps, that are one tap away."""
    return folded(plan_message(desk.case, talk.now), STEPS if made.steps else ())


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
    why = desk.button("Pourquoi ces dates ?", "pw")
    return Screen("\n\n".join(parts), (*rows, (why,), (desk.button("⬅️ Retour au calendrier", "p"),)))


def _line(number: int, step: Step, made: Plan) -> str:
    zone = made.away.zone if made.away else PARIS
    on = step.at.astimezone(zone) if step.at else step.on
    when = day(on).rsplit(" ", 1)[0] if on else "date à vérifier"
    late = " – en retard" if step.late and not step.done else ""
    doubt = " (à vérifier)" if step.to_check and on else ""
    box = "☑" if step.done else "☐"
    return h(typography(f"{box} {number}. {step.title} : {when}{doubt}{late}"))


def reasons(talk: Talk, desk: Desk) -> Screen:
    """Why each step stands where it stands."""
    made = plan(desk.case, talk.now)
    lines = [
        f"{number}. {b(typography(one.title))} {h(typography(one.why))}" for number, one in enumerate(made.steps, 1)
    ]
    parts = [f"{b('Pourquoi ces dates ?')}\n{desk.head}", *lines]
    return Screen(fit(parts, joined="\n\n", left_out=CUT), ((desk.button("⬅️ Retour aux étapes", "ps"),),))


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
