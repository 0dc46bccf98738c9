"""What to ask the buyer, and why; the questions alone in a bubble, to be copied to its platform."""

from alerts.channels.markup import typography
from alerts.messages.reply.questions import questions_message
from alerts.reply_help.questions import questions
from bot.chat.html import fit, h
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.commands.reply.desk import CUT, Desk, paired, shown

NONE = "Aucune question à copier pour ce lot."


def screen(talk: Talk, desk: Desk) -> Screen:
    found = questions(desk.case, talk.now)
    copy = [desk.button("Questions à copier", "uc")] if found.items else []
    return shown(questions_message(desk.case, talk.now), paired(copy, (desk.back,)))


def copy(talk: Talk, desk: Desk) -> Reply:
    """A new bubble: what is copied holds nothing else."""
    found = questions(desk.case, talk.now)
    if not found.items:
        return Toast(NONE)
    lines = [h(typography(f"{number}. {one.text}")) for number, one in enumerate(found.items, 1)]
    return Screen(fit(lines, joined="\n\n", left_out=CUT), ((desk.button("⬅️ Retour", "u"),),), fresh=True)
