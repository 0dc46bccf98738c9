"""One call: as its seeker reads it, as a member that it was proposed to reads it; and what either says of it."""

from dataclasses import replace

from alerts.messages.message import Message
from alerts.messages.network.call import answers, sought_message, wanted_message
from alerts.messages.network.call_values import Sought
from alerts.model.network import Answered
from alerts.services import call_seen, calling
from alerts.services.calling import Answer
from bot.chat.actions import button as of_action
from bot.chat.actions import rows_of
from bot.chat.html import i
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.partners.labels import CLOSE, MINE, button, is_seeker, number, rank, shown

IN_PRIVATE = "L’appel s’ouvre en privé : écrivez-moi /partenaires dans notre conversation."
NOTED = "Noté. Vous serez prévenus si l’autre structure dit oui."
NOT_THIS_TIME = "Noté. Ce n’est dit à personne."
MET = "Vous avez dit oui tous les deux : vos noms sont échangés."
CLOSED = (
    "L’appel est clos. Les membres qui attendaient votre réponse en sont prévenus, sans savoir de qui il s’agissait."
)


def opened(talk: Talk, tap: Tap) -> Reply:
    """`o CALL RANK [s]`. Raises NotYours."""
    if not talk.place.private:
        return Toast(IN_PRIVATE, alert=True)
    call_id, at = number(tap), rank(tap)
    return replace(seeker(talk, call_id) if is_seeker(tap) else candidate(talk, call_id, at), fresh=True)


def seeker(talk: Talk, call_id: int, note: str = "") -> Screen:
    """Who said yes, with the answers that are awaited. Raises NotYours."""
    with talk.house.database.read() as session:
        sought = call_seen.sought(session, talk.person.id, call_id, talk.now)
    message = sought_message(sought)
    return shown(message, (*_awaited(sought), *_ends(sought, message)), note)


def candidate(talk: Talk, call_id: int, at: int, note: str = "") -> Screen:
    """What is looked for, without a name. Raises NotYours."""
    with talk.house.database.read() as session:
        message = wanted_message(call_seen.wanted(session, talk.person.id, call_id, at, talk.now))
    return shown(message, (*rows_of(message.actions), (MINE,)), note)


def yes(talk: Talk, tap: Tap) -> Reply:
    """`y CALL RANK [s]`. Raises NotYours, Refusal."""
    return _said(talk, tap, Answered.YES)


def no(talk: Talk, tap: Tap) -> Reply:
    """`n CALL RANK [s]`. Raises NotYours, Refusal."""
    return _said(talk, tap, Answered.NO)


def close(talk: Talk, tap: Tap) -> Reply:
    """`x CALL`. Raises NotYours."""
    call_id = number(tap)
    with talk.house.database.write() as session:
        calling.close(session, talk.person.id, call_id, talk.now)
    return seeker(talk, call_id, i(CLOSED)) if talk.place.private else Toast(CLOSED, alert=True)


def _said(talk: Talk, tap: Tap, said: Answered) -> Reply:
    call_id, at, own = number(tap), rank(tap), is_seeker(tap)
    with talk.house.database.write() as session:
        say = calling.decide if own else calling.answer
        answer = say(session, talk.person.id, call_id, at, said, talk.now)
    toast = Toast(_words(answer, seeker=own))
    if not talk.place.private:
        return toast
    return toast, (seeker(talk, call_id) if own else candidate(talk, call_id, at))


def _words(answer: Answer, *, seeker: bool) -> str:
    if answer.said is Answered.NO:
        return NOT_THIS_TIME
    return MET if answer.met or seeker else NOTED


def _awaited(sought: Sought) -> Rows:
    """Yes and no for each that waits; numbered when they are several."""
    if sought.over:
        return ()
    many = len(sought.waiting) > 1
    rows = [answers(sought.call_id, one.rank, seeker=True) for one in sought.waiting]
    found = []
    for at, row in enumerate(rows, start=1):
        buttons = [made for action in row if (made := of_action(action)) is not None]
        found.append(tuple(Button(f"{at}. {one.label}"[:24], one.data) if many else one for one in buttons))
    return tuple(found)


def _ends(sought: Sought, message: Message) -> Rows:
    closing = () if sought.over else ((button(CLOSE, "x", sought.call_id),),)
    return (*rows_of(message.actions), *closing, (MINE,))
