"""What to ask the buyer, and why; the questions alone in a bubble, to be copied to its platform."""

from dataclasses import replace

from alerts.channels.markup import typography
from alerts.messages.reply.questions import questions_message
from alerts.reply_help.questions import questions
from bot.chat.html import fit, h
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.reply.desk import CUT, Desk, paired
from bot.commands.reply.paging import paged

NONE = "Aucune question à copier pour ce lot."


def screen(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`u PAGE`."""
    found = questions(desk.case, talk.now)
    copy = [desk.button("Questions à copier", "uc")] if found.items else []
    message = replace(questions_message(desk.case, talk.now), title="Questions à l'acheteur")
    rows = paired(copy, (desk.back,))
    return paged(message, tap.number(2) or 0, lambda label, page: desk.button(label, "u", page), rows)


def copy(talk: Talk, desk: Desk) -> Reply:
    """A new bubble: what is copied holds nothing else."""
    found = questions(desk.case, talk.now)
    if not found.items:
        return Toast(NONE)
    lines = [h(typography(f"{number}. {one.text}")) for number, one in enumerate(found.items, 1)]
    return Screen(fit(lines, joined="\n\n", left_out=CUT), ((desk.button("⬅️ Retour", "u", 0),),), fresh=True)
