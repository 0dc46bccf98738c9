"""The menu of reply help: may we, should we, until when, and the way to each tool."""

from collections.abc import Iterator

from alerts.messages.message import Block, Fact, Paragraph
from alerts.messages.phone.card import PARTNERS
from alerts.messages.reply.documents import ready_words
from alerts.messages.reply.overview import CLOSED, PASSED, overview_message
from alerts.messages.reply.questions import summary as questions_words
from alerts.messages.words import DISCLAIMER
from alerts.reply_help.documents import documents
from alerts.reply_help.questions import questions
from alerts.reply_help.selling import offer
from bot.chat.actions import PARTNERS as SPACE
from bot.chat.html import is_address
from bot.chat.screen import Button, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.reply.desk import Desk, paired, told

TITLE = "Aide à la réponse"
AFTER = "Dire ce qu’il en est"
CARD = "⬅️ Retour à l’annonce"


def screen(talk: Talk, desk: Desk, note: str = "") -> Screen:
    """`note`: HTML, what was just done."""
    facts = [one for one in overview_message(desk.case, talk.now).blocks if isinstance(one, Fact) and one.strong]
    return told(desk, TITLE, (*facts, *_state(talk, desk), Paragraph(DISCLAIMER)), _rows(talk, desk), note)


def _state(talk: Talk, desk: Desk) -> Iterator[Block]:
    """How far things are, in one line; or why there is nothing left to do."""
    case, now = desk.case, talk.now
    if case.closed:
        yield Paragraph(CLOSED[case.closed])
    elif case.deadline is not None and case.deadline.at <= now:
        yield Paragraph(PASSED)
    else:
        yield Paragraph(f"{ready_words(documents(case, now))} {questions_words(questions(case, now))}")


def _rows(talk: Talk, desk: Desk) -> Rows:
    """What decides first, then what is prepared, then the ways out; once it is over, what became of it on top."""
    case = desk.case
    over = case.closed == "awarded" or (case.deadline is not None and case.deadline.at <= talk.now)
    said = ((Button(AFTER, pack("ca", "fc", case.match_id)),),) if over else ()
    buttons = [
        desk.button("Y aller ou non", "g"),
        desk.button("Calendrier", "p"),
        desk.button("Pièces", "d", "a", 0),
        desk.button("Fichiers à finir", "k", "w"),
        desk.button("Heures d’insertion", "h", 0),
        desk.button("Questions à l’acheteur", "u", 0),
        desk.button("Facile à lire", "e", 0),
        Button("À plusieurs", pack("ca", "t", case.match_id)),
        Button(PARTNERS, pack(SPACE, "m", case.match_id, desk.code)),
    ]
    if offer(case) is not None:
        buttons.insert(0 if case.closed else 6, desk.button("Vendre des heures", "v", 0))
    if len(case.lots) > 1:
        buttons.append(desk.button("Changer de lot", "l", 0))
    return (*said, *paired(buttons, _reading(desk), (Button(CARD, pack("ca", "c", case.match_id)),)))


def _reading(desk: Desk) -> tuple[Button, ...]:
    found = (("Voir l’avis", desk.case.notice.url), ("Voir le dossier", desk.case.notice.documents_url))
    return tuple(Button(label, url=url) for label, url in found if url and is_address(url))
