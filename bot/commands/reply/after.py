"""« Avez-vous répondu ? Êtes-vous retenus ? »: an answer tapped, or written in reply to the question."""

from alerts.channels.markup import typography
from alerts.messages.french import shortened
from alerts.messages.reply.after import said_words
from alerts.model.reply import Outcome
from alerts.reply_help.after import NOT_YET
from alerts.services import following_up, lists, responding
from alerts.services.errors import NotYours
from alerts.store import outcomes
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import pack

GONE = "Cette annonce n’est plus enregistrée."
OBJECT = 140
CODES = (*(one.value for one in Outcome), NOT_YET)
# As people write them, folded, signs aside.
WRITTEN = {
    Outcome.WON.value: ("gagne", "gagnee", "on a gagne", "nous avons gagne", "retenus", "retenu", "oui retenus"),
    Outcome.LOST.value: ("perdu", "on a perdu", "nous avons perdu", "pas retenus", "pas retenu", "non retenus"),
    Outcome.WAITING.value: ("repondu", "oui repondu", "on a repondu", "nous avons repondu", "j ai repondu"),
    Outcome.NOT_ANSWERED.value: ("pas repondu", "non pas repondu", "nous n avons pas repondu", "on n a pas repondu"),
    NOT_YET: ("pas encore", "plus tard", "me redemander plus tard"),
}
CODE_OF = {words: code for code, every in WRITTEN.items() for words in every}
LABELS = {
    Outcome.WON: "Retenus",
    Outcome.LOST: "Pas retenus",
    Outcome.WAITING: "Répondu, en attente",
    Outcome.NOT_ANSWERED: "Pas répondu",
}
ASK = "Qu’est devenu ce marché pour vous ?"
PRIVATE = "Votre réponse n’est montrée ni à l’acheteur ni aux autres candidats."


def said(talk: Talk, match_id: int, code: str) -> Reply:
    """An answer given. Raises NotYours."""
    if code not in CODES:
        return Toast(OLD_BUTTON)
    with talk.house.database.write() as session:
        found = following_up.say(session, talk.person.id, match_id, code, talk.now)
    told = typography(said_words(code, asked_again=found.again))
    if not talk.place.private:
        return Toast(told)
    return Screen(f"{b(told)}\n{_title(talk, match_id)}", _onward(match_id))


def asking(talk: Talk, match_id: int) -> Screen:
    """To say it, or to say otherwise. Raises NotYours."""
    buttons = [Button(label, pack("ca", "f", match_id, one.value)) for one, label in LABELS.items()]
    card = Button("Voir l’annonce", pack("ca", "o", match_id))
    return Screen(f"{b(ASK)}\n{_title(talk, match_id)}\n\n{PRIVATE}", (*_in_twos(buttons), (card,)))


def typed(talk: Talk, match_id: int, code: str) -> Reply:
    """Written in reply to a message, or after the question: at once. Otherwise it is asked which is meant."""
    with talk.house.database.read() as session:
        responding.held_for(session, talk.person.id, match_id)
        asked = any(not one.refused for one in outcomes.asked(session, [match_id]).get(match_id, ()))
    return said(talk, match_id, code) if asked or talk.answers is not None else asking(talk, match_id)


def _onward(match_id: int) -> Rows:
    change = Button("Corriger ma réponse", pack("ca", "fc", match_id))
    return ((change, Button("Voir l’annonce", pack("ca", "o", match_id))),)


def _title(talk: Talk, match_id: int) -> str:
    with talk.house.database.read() as session:
        responding.held_for(session, talk.person.id, match_id)
        item = lists.item(session, match_id, talk.now)
    if item is None:
        raise NotYours(GONE)
    return h(typography(shortened(item.title, OBJECT)))


def _in_twos(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
