"""Which lot is prepared, when several concern the structure."""

from alerts.channels.markup import typography
from alerts.messages.deadline import deadline_words
from alerts.messages.french import shortened
from alerts.reply_help.case import key_of
from bot.chat.html import b, h
from bot.chat.screen import Button, Screen
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.reply.desk import OBJECT, SPACE, Desk, code_of, lot_label, lot_words, page_of

AT_ONCE = 8
CHOOSE = "Pour quel lot ? Chacun se prépare à part."


def screen(talk: Talk, desk: Desk, page: int = 0, note: str = "") -> Screen:
    """By pages, in the order of the notice, each with its deadline when they differ."""
    lots = desk.case.lots
    page = page_of(page, len(lots), AT_ONCE)
    here = lots[page * AT_ONCE : (page + 1) * AT_ONCE]
    differ = len({one.deadline for one in lots}) > 1
    lines = []
    for one in here:
        deadline = one.deadline or desk.case.notice.deadline
        until = f" – {deadline_words(deadline, talk.now)}" if differ and deadline else ""
        mark = " (en cours)" if key_of(one) == desk.case.lot_key else ""
        lines.append(f"• {h(lot_words(one))}{mark}{h(typography(until))}")
    buttons = [Button(lot_label(one), pack(SPACE, "m", desk.case.match_id, code_of(one))) for one in here]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    turning = [desk.button("⬅️ Lots précédents", "l", page - 1)] if page else []
    turning += [desk.button("Lots suivants ➡️", "l", page + 1)] if len(lots) > (page + 1) * AT_ONCE else []
    head = f"{b(typography(shortened(desk.case.notice.title, OBJECT)))}\n{CHOOSE}"
    parts = [*([b(note)] if note else []), head, "\n".join(lines)]
    return Screen("\n\n".join(parts), (*rows, *((tuple(turning),) if turning else ()), (desk.back,)))
