"""The buttons of a card, written: « garder » in reply to an alert, or about the last one received."""

import re
from dataclasses import dataclass

from alerts.channels.markup import typography
from alerts.clauses.fold import fold
from alerts.messages.french import shortened
from alerts.model.response import ResponseStatus
from alerts.services import responding
from bot.chat.html import b
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands import carte
from bot.commands.carte_help import OBJECT, notice_screen, together_screen
from bot.commands.reply import after, menu, plan
from bot.commands.reply.desk import on_desk

_WORDS = {
    "y": ("j y reponds", "jy reponds", "je reponds", "nous y repondons", "on y repond", "nous repondons", "on repond"),
    "t": ("a plusieurs", "repondre a plusieurs", "ensemble"),
    "k": ("garder", "garde", "je garde", "gardee", "garder l annonce", "on garde"),
    "r": ("pas pour moi", "pas pour nous", "ecarter", "refuser"),
    "u": ("ne plus garder", "ne plus y repondre", "reprendre l annonce", "reprendre"),
    "h": ("aide", "aide a la reponse", "aidez moi a repondre"),
    "p": ("calendrier", "retroplanning", "planning", "le calendrier"),
    "n": ("avis", "voir l avis", "l avis", "lire l avis", "lire l annonce"),
    "o": ("voir l annonce", "annonce", "carte"),
}
_ACTIONS = {written: action for action, words in _WORDS.items() for written in words}
_COMMANDS = frozenset({"aide", "annonce", "carte"})  # words that are also those of a command
_STATUSES = {
    "y": ResponseStatus.ANSWERING,
    "t": ResponseStatus.TOGETHER,
    "k": ResponseStatus.KEPT,
    "r": ResponseStatus.REFUSED,
    "u": None,
}
_NUMBER = re.compile(r"(?:voir la )?(\d{1,2})")
LOST = "Je ne retrouve pas l’annonce de ce message. La dernière que je vous ai envoyée :"
SEVERAL = "Ce message parle de plusieurs annonces. Laquelle ?"
MOST = 20  # choices shown: as many as a list of alerts numbers


@dataclass(frozen=True, slots=True)
class _Meant:
    """Which matches the words are about. `sure` is False when the message replied to is not one we know."""

    matches: tuple[int, ...]
    sure: bool = True


def typed(talk: Talk, text: str) -> Reply | None:
    """What a written word does to the alert replied to, else to the last one received; the answer names it.

    None when it is no such word, when nothing was received, or in a group. Raises NotYours.
    """
    if not talk.place.private:
        return None
    plain = _plain(text)
    action = _ACTIONS.get(plain) or after.CODE_OF.get(plain)
    if action is None:
        return _numbered(talk, text)
    meant = _meant(talk)
    if not meant.matches:
        return None
    if not meant.sure or len(meant.matches) > 1:
        return _which(talk, meant)
    return _done(talk, meant.matches[0], action)


def _numbered(talk: Talk, text: str) -> Reply | None:
    """« 2 » or « voir la 2 » in reply to a list, whatever was opened since."""
    number = _NUMBER.fullmatch(_plain(text))
    if number is None or talk.answers is None:
        return None
    meant = _meant(talk)
    at = int(number[1])
    return carte.card(talk, meant.matches[at - 1]) if meant.sure and 0 < at <= len(meant.matches) else None


def first(talk: Talk, text: str) -> Reply | None:
    """As `typed`, to be asked before the buttons last shown: they may be those of another card.

    In reply to a message, that message is meant. When an alert came after the last screen, and nothing is under way,
    it is that alert which is read when « garder » is written.
    """
    if talk.answers is None and (talk.step.space or not _came_after(talk) or _plain(text) in _COMMANDS):
        return None
    return typed(talk, text)


def _came_after(talk: Talk) -> bool:
    """In a chat, the numbers of messages grow (Bot API, Message.message_id)."""
    with talk.house.database.read() as session:
        receipt = responding.last_receipt(session, talk.person.id)
    last = receipt.rpartition("/")[2] if receipt else ""
    return last.isdecimal() and int(last) > (talk.step.bubble or 0)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _meant(talk: Talk) -> _Meant:
    with talk.house.database.read() as session:
        last = responding.last_receipt(session, talk.person.id)
        receipt = last if talk.answers is None else f"{talk.place.chat_id}/{talk.answers}"
        found = responding.told_in(session, talk.person.id, receipt, talk.now) if receipt else []
        if found or not last:
            return _Meant(tuple(found))
        return _Meant(tuple(responding.told_in(session, talk.person.id, last, talk.now)), sure=False)


def _which(talk: Talk, meant: _Meant) -> Screen:
    """Nothing is done before they have chosen."""
    items = [carte.item_for(talk, match_id) for match_id in meant.matches[:MOST]]
    lines = [f"{number}. {b(typography(shortened(one.title, OBJECT)))}" for number, one in enumerate(items, start=1)]
    buttons = [Button(f"Voir la {n}", pack("ca", "o", one.match_id)) for n, one in enumerate(items, start=1)]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return Screen("\n".join((SEVERAL if meant.sure else LOST, "", *lines)), rows)


def _done(talk: Talk, match_id: int, action: str) -> Reply:
    if action in _STATUSES:
        return _said(talk, match_id, _STATUSES[action])
    if action in after.CODES:
        return after.typed(talk, match_id, action)
    match action:
        case "o":
            return carte.card(talk, match_id)
        case "h":
            return menu.screen(talk, on_desk(talk, match_id))
        case "p":
            return plan.screen(talk, on_desk(talk, match_id))
        case _:
            return notice_screen(carte.item_for(talk, match_id))


def _said(talk: Talk, match_id: int, status: ResponseStatus | None) -> Reply:
    if status is ResponseStatus.REFUSED:
        return carte.refuse(talk, match_id)
    told = carte.say(talk, match_id, status)
    item = carte.item_for(talk, match_id)
    if status is ResponseStatus.TOGETHER:
        return together_screen(item)
    seen = Button("Voir l’annonce", pack("ca", "o", match_id))
    undo = (Button("Annuler", pack("ca", "u", match_id)),) if status else ()
    return Screen(f"{told}\n{b(typography(shortened(item.title, OBJECT)))}", ((seen, *undo),))
