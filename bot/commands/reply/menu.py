"""The menu of reply help: may we, should we, until when, and the way to each tool."""

from alerts.messages.reply.overview import overview_message
from alerts.reply_help.selling import offer
from bot.chat.html import is_address
from bot.chat.screen import Button, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.reply.desk import Desk, lot_label, paired, shown

CARD = "⬅️ Retour à l’annonce"


def screen(talk: Talk, desk: Desk, note: str = "", *, fresh: bool = False) -> Screen:
    """`note`: HTML, what was just done."""
    return shown(overview_message(desk.case, talk.now), _rows(desk), note, fresh=fresh)


def _rows(desk: Desk) -> Rows:
    """What decides first, then what is prepared, then the ways out."""
    case = desk.case
    buttons = [
        desk.button("Y aller ou non", "g"),
        desk.button("Calendrier", "p"),
        desk.button("Pièces", "d", "a", 0),
        desk.button("Fichiers à finir", "k", "w"),
        desk.button("Heures d’insertion", "h"),
        desk.button("Questions à l’acheteur", "u"),
        desk.button("Facile à lire", "e"),
        Button("À plusieurs", pack("ca", "t", case.match_id)),
    ]
    if offer(case) is not None:
        buttons.insert(0 if case.closed else 6, desk.button("Vendre des heures", "v"))
    if len(case.lots) > 1:
        buttons.append(desk.button(f"Autre lot ({lot_label(case.lot)})"[:24], "l", 0))
    return paired(buttons, _reading(desk), (Button(CARD, pack("ca", "c", case.match_id)),))


def _reading(desk: Desk) -> tuple[Button, ...]:
    found = (("Voir l’avis", desk.case.notice.url), ("Voir le dossier", desk.case.notice.documents_url))
    return tuple(Button(label, url=url) for label, url in found if url and is_address(url))
