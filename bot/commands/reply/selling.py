"""Hours to propose to whoever will do the work: whom to call, and a message that can be copied or forwarded."""

from dataclasses import replace

from alerts.channels.markup import typography
from alerts.messages.message import Paragraph
from alerts.messages.reply.selling import selling_message
from bot.chat.command import OLD_BUTTON
from bot.chat.html import fit, h
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.reply.desk import Desk, paired
from bot.commands.reply.folding import folded, unfolded
from bot.commands.reply.paging import paged

MAIL, PHONE = "Votre message, à copier et à adapter", "Au téléphone"
NOTHING = "Rien à proposer sur ce lot : il est réservé, ou l’avis n’y indique pas de clause sociale."


def screen(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`v PAGE`."""
    message = selling_message(desk.case, talk.now)
    if message is None:
        return Screen(f"{desk.head}\n\n{NOTHING}", ((desk.back,),))
    buttons = [desk.button("Message à copier", "vm"), desk.button("Au téléphone", "vp")]
    short = folded(replace(message, title="Vendre des heures"), (MAIL, PHONE))
    rows = paired(buttons, (desk.back,))
    return paged(short, tap.number(2) or 0, lambda label, page: desk.button(label, "v", page), rows)


def mail(talk: Talk, desk: Desk) -> Reply:
    """Alone in its bubble, so that it can be copied."""
    return _part(talk, desk, MAIL)


def phone(talk: Talk, desk: Desk) -> Reply:
    return _part(talk, desk, PHONE)


def _part(talk: Talk, desk: Desk, heading: str) -> Reply:
    message = selling_message(desk.case, talk.now)
    part = unfolded(message, (heading,)) if message else None
    if part is None:
        return Toast(OLD_BUTTON)
    words = [h(typography(one.text)) for one in part.blocks if isinstance(one, Paragraph)]
    return Screen(fit(words, joined="\n\n"), ((desk.button("⬅️ Retour", "v", 0),),), fresh=True)
