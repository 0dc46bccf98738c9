"""The hours of insertion: the estimate, and each of its figures changed by a tap then a number."""

import re
from dataclasses import replace

from alerts.channels.markup import typography
from alerts.intake.assumptions import understand_assumptions
from alerts.intake.understood import Unknown
from alerts.messages.message import Paragraph
from alerts.messages.reply.hours import hours_message
from alerts.messages.reply.terms import LABELS, term_words
from alerts.model.reply import Assumptions
from alerts.reply_help.hours import Factor, estimate
from alerts.services import working
from alerts.services.errors import NotYours, Refusal
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.reply.desk import Desk, again, paired
from bot.commands.reply.folding import folded
from bot.commands.reply.paging import paged

STEP = "hours"
CALCULATION = ("Le calcul",)
HOURS = "hours"
HOURS_LABEL = "Heures du dossier"
# Field of Assumptions → how a bare number is to be read, and what to write.
_ASKED = {
    Factor.AMOUNT.value: ("montant {}", "Écrivez le montant du lot en euros hors taxes, par exemple « 45 000 »."),
    Factor.LABOUR_SHARE.value: ("{} %", "Écrivez la part de main-d’œuvre dans le prix, par exemple « 70 % »."),
    Factor.INSERTION_SHARE.value: ("insertion {} %", "Écrivez la part confiée à l’insertion, par exemple « 10 % »."),
    Factor.HOURLY_COST.value: ("coût {} €", "Écrivez le coût d’une heure, charges comprises, par exemple « 28,50 »."),
    Factor.MONTHS.value: ("{} mois", "Écrivez la durée du marché en mois, par exemple « 18 »."),
    HOURS: ("{} h", "Écrivez le nombre d’heures que donne le dossier, par exemple « 300 »."),
}
_BARE = re.compile(r"[\d\s.,]*\d\s*%?\s*")
SAVED = "C’est noté, et refait avec votre chiffre."
RESET = "C’est fait : les chiffres de Vigie sont de retour."


def opened(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`h PAGE`."""
    return screen(talk, desk, page=tap.number(2) or 0)


def screen(talk: Talk, desk: Desk, note: str = "", page: int = 0) -> Screen:
    """A figure can be written at once: « 45 000 € », « 18 mois »."""
    desk.step(talk, STEP, field="")
    message = folded(hours_message(desk.case, talk.now), CALCULATION)
    message = replace(message, title="Heures d'insertion", blocks=(Paragraph(desk.line), *message.blocks))
    buttons = [desk.button("Changer un chiffre", "hc")]
    if desk.case.work.assumptions != Assumptions():
        buttons.append(desk.button("Chiffres de Vigie", "hz"))
    rows = paired(buttons, (desk.back,))
    return paged(message, page, lambda label, at: desk.button(label, "h", at), rows, note)


def figures(talk: Talk, desk: Desk, note: str = "") -> Screen:
    """Each figure with where it comes from, and a button to change it."""
    desk.step(talk, STEP, field="")
    terms = estimate(desk.case).terms
    stated = desk.case.work.assumptions.hours
    lines = [f"• {h(typography(term_words(one)))}" for one in terms]
    lines += [f"• {HOURS_LABEL} : {h(typography(f'{stated:g}'))}"] if stated else []
    buttons = [_button(desk, one.factor.value) for one in terms if one.factor.value in _ASKED]
    parts = [*([b(note)] if note else []), f"{b('Le calcul des heures')}\n{desk.head}", "\n".join(lines)]
    rows = paired([*buttons, _button(desk, HOURS)], (desk.button("⬅️ Retour aux heures", "h"),))
    return Screen("\n\n".join(parts), rows)


def _button(desk: Desk, field: str) -> Button:
    label = HOURS_LABEL if field == HOURS else LABELS[Factor(field)]
    return desk.button(typography(label), "hf", field.replace("_", "-"))


def ask(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`hf FIELD`: what is written next is this figure."""
    field = tap.args[2].replace("-", "_") if len(tap.args) > 2 else ""
    return _asking(talk, desk, field) if field in _ASKED else Toast(OLD_BUTTON)


def _asking(talk: Talk, desk: Desk, field: str, trouble: str = "") -> Screen:
    desk.step(talk, STEP, field=field)
    label = HOURS_LABEL if field == HOURS else LABELS[Factor(field)]
    parts = [
        *([b(h(typography(trouble)))] if trouble else []),
        f"{b(typography(label))}\n{desk.head}",
        _ASKED[field][1],
    ]
    ours = [desk.button("Chiffre de Vigie", "hv", field.replace("_", "-"))]
    held = getattr(desk.case.work.assumptions, field) is not None
    return Screen("\n\n".join(parts), paired(ours if held else [], (desk.button("⬅️ Retour au calcul", "hc"),)))


def forget(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`hv FIELD`: Vigie's own figure again."""
    field = tap.args[2].replace("-", "_") if len(tap.args) > 2 else ""
    if field not in _ASKED:
        return Toast(OLD_BUTTON)
    given = {name: getattr(desk.case.work.assumptions, name) for name in _ASKED if name != field}
    return figures(talk, _assumed(talk, desk, Assumptions(**given)), RESET)


def reset(talk: Talk, desk: Desk) -> Screen:
    return screen(talk, _assumed(talk, desk, Assumptions()), b(RESET))


def typed(talk: Talk, desk: Desk, text: str) -> Reply:
    """A bare number is for the figure that was asked for; with its unit, any figure is understood."""
    field = str(talk.step.memo.get("field") or "")
    asked = _ASKED.get(field)
    said = asked[0].format(text.replace("%", "").strip()) if asked and _BARE.fullmatch(text.strip()) else text
    found = understand_assumptions(said, desk.case.work.assumptions)
    if isinstance(found, Unknown):
        return _asking(talk, desk, field, found.hint) if asked else screen(talk, desk, b(h(typography(found.hint))))
    try:
        after = _assumed(talk, desk, found)
    except NotYours:
        raise
    except Refusal as refusal:
        return _asking(talk, desk, field, refusal.sentence) if asked else screen(talk, desk, b(h(refusal.sentence)))
    return figures(talk, after, SAVED) if asked else screen(talk, after, b(SAVED))


def _assumed(talk: Talk, desk: Desk, given: Assumptions) -> Desk:
    """Raises Refusal."""
    case = desk.case
    with talk.house.database.write() as session:
        working.assume(session, talk.person.id, case.match_id, case.lot_key, given, talk.now)
    return again(talk, desk)
