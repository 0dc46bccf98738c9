"""The back-planning in words: is there time, what is to be done by when, and what comes next."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from alerts.messages.deadline import deadline_words
from alerts.messages.french import capitalised, count, day, enumeration, lots, short_day, shortened, uncapitalised
from alerts.messages.message import Action, ActionKind, Block, Bullets, Fact, Heading, Message, Paragraph
from alerts.messages.reply.shared import help_action, plan_action
from alerts.messages.where import local_moment
from alerts.messages.words import DISCLAIMER, NO_DEADLINE
from alerts.model.reply import Manner
from alerts.reply_help.case import Case
from alerts.reply_help.planning import Comeback, Pace, Plan, Step, StepId, plan

OBJECT = 100  # characters of a title
HOLIDAYS = 4  # named before the rest is counted
_WORKING = ("jour ouvré", "jours ouvrés")
_STOPPED = {
    Pace.PASSED: "La date limite est passée.",
    Pace.NO_DATE: "L'avis ne donne pas de date limite. Les étapes sont dans l'ordre, sans dates : voir le RC.",
    Pace.UNBELIEVABLE: "La date limite est à vérifier. Les étapes sont dans l'ordre, sans dates : voir le RC.",
}
_AT = frozenset({StepId.DEADLINE, StepId.VISIT})
_CLOSED = {
    "cancelled": "La consultation est annulée : il n'y a plus à répondre.",
    "awarded": "Le marché est déjà attribué.",
}


def plan_message(case: Case, now: datetime) -> Message:
    """All of the plan as of `now`."""
    made = plan(case, now)
    title = f"Calendrier de réponse : {shortened(case.title, OBJECT)}"
    return Message(title, _summary(case, made), tuple(_blocks(case, made, now)), _actions(case))


def steps_message(case: Case, ids: Collection[str], now: datetime) -> Message:
    """These steps of the plan, recalled; those that are no longer in it are left out (ValueError when none is left)."""
    made = plan(case, now)
    chosen = [one for one in made.steps if one.id in ids]
    if not chosen:
        raise ValueError("none of these steps is in the plan")
    names = enumeration(_named(one) for one in chosen)
    title = f"{_when(chosen, made.today)} : {shortened(case.title, OBJECT)}"
    blocks = (
        *(Fact(one.title, f"{capitalised(_by(one, made))}. {one.why}", strong=True) for one in chosen),
        *_deadline(case, made, now),
        Paragraph(verdict(case, made)),
        *_late(made, {one.id for one in chosen}),
    )
    return Message(title, capitalised(names), blocks, _actions(case))


def _summary(case: Case, made: Plan) -> str:
    first = verdict(case, made).partition(". ")[0].rstrip(".") + "."
    coming = made.next_step
    if coming is None or coming.on is None or made.pace is Pace.TOO_LATE:
        return first
    return f"{first} Prochaine étape : {_named(coming)}, {_by(coming, made)}."


def _blocks(case: Case, made: Plan, now: datetime) -> Iterator[Block]:
    yield from _deadline(case, made, now)
    yield Fact("Temps", verdict(case, made), strong=True)
    yield Fact("Manière de répondre", "à plusieurs" if made.manner is Manner.TOGETHER else "seuls")
    if made.notes:
        yield Bullets(made.notes)
    if made.instead:
        yield Heading("Ce qui reste possible")
        yield Bullets(made.instead)
    if made.steps:
        yield Heading(_heading(made))
        yield Bullets(tuple(_explained(one, made) for one in made.steps))
    yield from _beside(made)
    yield Paragraph(DISCLAIMER)


def _deadline(case: Case, made: Plan, now: datetime) -> Iterator[Block]:
    """That of the lot, then those of the other lots when they differ."""
    own = deadline_words(made.deadline, now, made.away) if made.deadline else NO_DEADLINE
    yield Fact(f"Date limite, {lots([case.lot.id])}" if made.others else "Date limite", own, strong=True)
    for other in made.others:
        said = deadline_words(other.deadline, now, made.away) if other.deadline else NO_DEADLINE
        yield Fact(f"Date limite, {other.lot}", said)


def _beside(made: Plan) -> Iterator[Block]:
    if made.holidays:
        told = [f"{day(one)} ({name})" for one, name in made.holidays[:HOLIDAYS]]
        more = len(made.holidays) - HOLIDAYS
        yield Fact("Jours fériés retirés", enumeration([*told, *([count(more, "autre")] if more > 0 else [])]))
    if made.comeback:
        yield Fact("Prochaine consultation", comeback_words(made.comeback))


def comeback_words(comeback: Comeback) -> str:
    """« vers novembre 2027… À vérifier… »."""
    renewed = f", ou vers {_month(comeback.last)} s'il est reconduit jusqu'au bout" if comeback.last else ""
    return (
        f"vers {_month(comeback.first)}{renewed} ; à surveiller dès {_month(comeback.watch)}. À vérifier : Vigie compte"
        f" à partir {comeback.basis}."
    )


def verdict(case: Case, made: Plan) -> str:
    """Whether there is time, in one or two sentences; the first stands alone."""
    if made.pace is Pace.CLOSED:
        return _CLOSED.get(case.closed or "", "La consultation est close.")
    if made.pace in _STOPPED:
        return _STOPPED[made.pace]
    if _deposited(made):
        return "Dépôt fait. Gardez l'accusé de réception et surveillez les messages de la plateforme."
    left = _left(made)
    if made.pace is Pace.TOO_LATE:
        file = "une bonne candidature" if made.candidacy else "un bon dossier"
        return f"C'est trop tard pour {file}. {left}, il en faut au moins {made.least} pour ce qui reste à faire."
    first = "C'est serré" if made.pace is Pace.TIGHT else "Vous avez le temps"
    takes = f"il en faut {made.usual} pour être à l'aise, {made.least} au moins, pour ce qui reste à faire"
    return f"{first}{_behind(made)}. {left} ; {takes}.{_closer(made)}"


def _left(made: Plan) -> str:
    if not made.left:
        return "Il ne reste aucun jour ouvré entier"
    slow = f" (dont {made.slow} en période de congés)" if made.slow else ""
    return f"Il reste {count(made.left, *_WORKING)}{slow}"


def _behind(made: Plan) -> str:
    late = sum(one.late for one in made.steps)
    return f", mais {count(late, 'étape est', 'étapes sont')} en retard" if late else ""


def _closer(made: Plan) -> str:
    return " Les étapes sont rapprochées." if made.compressed else ""


def _deposited(made: Plan) -> bool:
    return any(one.id is StepId.DEPOSIT and one.done for one in made.steps)


def _heading(made: Plan) -> str:
    if made.pace is Pace.TOO_LATE:
        return "Si vous y allez quand même, au plus tard"
    return "Les étapes, au plus tard" if made.steps[0].on else "Les étapes, dans l'ordre"


def _late(made: Plan, told: Collection[str]) -> Iterator[Block]:
    """What else is late, so that one message says all that waits."""
    late = [one for one in made.steps if one.late and one.id not in told]
    if late:
        yield Heading("En retard")
        yield Bullets(tuple(step_line(one, made) for one in late))


def step_line(step: Step, made: Plan) -> str:
    """« ☐ lundi 14 décembre : établir les prix »; the box is said in words too: a sign alone is not read aloud."""
    box, state = ("☑", " (fait)") if step.done else ("☐", " (en retard)" if step.late else "")
    return f"{box} {_on(step, made)} : {_named(step)}{state}" if step.on else f"{box} {step.title}{state}"


def _explained(step: Step, made: Plan) -> str:
    """With why, unless it is done."""
    return step_line(step, made) if step.done else f"{step_line(step, made)}. {step.why}"


def _by(step: Step, made: Plan) -> str:
    """« au plus tard le lundi 14 décembre », « le mercredi 2 décembre à 10 h 00 » for what has its own hour."""
    return f"{'' if step.id in _AT else 'au plus tard '}le {_on(step, made)}" if step.on else "date à vérifier"


def _on(step: Step, made: Plan) -> str:
    """The day, its year left out when it is this one, and its hour on the clock of Paris and of the people."""
    words = local_moment(step.at, made.away) if step.at else day(step.on) if step.on else ""
    checked = " (à vérifier)" if step.to_check else ""
    return words.replace(f" {made.today.year}", "", 1) + checked


def _named(step: Step) -> str:
    return uncapitalised(step.title)


def _when(steps: Collection[Step], today: date) -> str:
    """« Aujourd'hui », « Demain », or the day."""
    on = min((one.on for one in steps if one.on), default=today)
    if on <= today:
        return "À faire aujourd'hui" if on == today else "En retard"
    return "À faire demain" if (on - today).days == 1 else f"À faire le {short_day(on)}"


def _month(value: date) -> str:
    return short_day(value.replace(day=2)).partition(" ")[2]


def _actions(case: Case) -> tuple[tuple[Action, ...], ...]:
    read = (Action(ActionKind.READ, "Voir l'avis", url=case.notice.url),) if case.notice.url else ()
    return ((plan_action(case), help_action(case)), *((read,) if read else ()))
