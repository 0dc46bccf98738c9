"""From what was said to what is answered: finds the command, calls it, in one thread. Knows no Telegram."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from alerts.model.people import Person
from alerts.services import people
from alerts.services.errors import Refusal
from bot.chat.asking import Looked
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import TOAST, h, units
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import unpack
from bot.telegram.aloud import aloud
from bot.telegram.hearing import TRANSFERRED, Forwarded, Said, Shared, Slash, Tapped, Typed, Unread
from bot.telegram.understanding import Vocabulary, begun_by, plain, tapped_by

if TYPE_CHECKING:
    from bot.wiring import House

DRAFTED = "ob"  # a first profile under way waits, whatever else is asked meanwhile
Typing = Callable[[Talk, str], Reply | None]

NOT_UNDERSTOOD = "Je n’ai pas compris. Touchez un bouton ci-dessus, ou tapez /aide pour voir tout ce que je sais faire."
UNREAD = "J’ai bien reçu {what}, mais je ne lis que le texte. Écrivez-moi quelques mots, ou tapez /aide."
NO_POSITION = "Je n’ai pas besoin de votre position ici, et je ne la garde pas. Tapez /aide pour voir le menu."
NO_COMMAND = "Je ne connais pas /{name}. Tapez /aide pour voir tout ce que je sais faire."
IN_PRIVATE = "Cela se règle en privé, entre vous et moi : rien de votre profil ne s’affiche dans le groupe."
ADMINISTRATORS = "Seul un administrateur du groupe peut faire cela. Demandez-lui de taper la commande ici."


@dataclass(frozen=True, slots=True)
class Answered:
    """What to show, and how the talk ends. `talk.step` is to be saved once it is shown."""

    replies: tuple[Screen | Toast, ...]
    talk: Talk


@dataclass(frozen=True, slots=True)
class Written:
    """What is written about a card. `first` is asked before the buttons last shown, `anytime` when nothing else
    explains a text; None: not for it."""

    first: Typing
    anytime: Typing


class Answering:
    """`typed` understands what is written about a card."""

    def __init__(self, house: "House", vocabulary: Vocabulary, typed: Written | None = None) -> None:
        self._house = house
        self._vocabulary = vocabulary
        self._typed = typed

    def answer(self, said: Said, looked: Looked | None = None) -> Answered:
        """One thing said, answered; what is refused is said kindly. Blocks: call it in a thread.

        Raises AskTelegram when a chat must be looked at first: to be called again with what was seen.
        """
        now = self._house.clock()
        talk = self._talk(said, now)
        talk.looked = looked
        try:
            replies = self._reply(talk, said)
        except Refusal as refusal:
            replies = _refused(said, refusal.sentence)
        return Answered(replies if isinstance(replies, tuple) else (replies,), talk)

    def _talk(self, said: Said, now: datetime) -> Talk:
        person = self._met(said, now)
        talk = Talk(self._house, person, said.place, now, said.message, said.answers)
        if said.place.private:  # what somebody is in the middle of in private is no business of a group
            talk.step = person.step
        return talk

    def _met(self, said: Said, now: datetime) -> Person:
        if said.account is None:
            return Person(0, None, "", now)
        with self._house.database.write() as session:
            return people.meet(session, said.account, said.name, now)

    def _reply(self, talk: Talk, said: Said) -> Reply:
        match said.what:
            case Slash() as slash:
                return self._command(talk, slash)
            case Tapped(data=data):
                return self._tap(talk, data)
            case Typed(text=text):
                return self._text(talk, text)
            case Shared(latitude=latitude, longitude=longitude):
                command = self._under_way(talk)
                return (command.position(talk, latitude, longitude) if command else None) or Screen(NO_POSITION)
            case Forwarded(chat=chat):
                command = self._under_way(talk)
                return (command.forwarded(talk, chat) if command else None) or _unread(TRANSFERRED)
            case Unread(what=what):
                return _unread(what)

    def _command(self, talk: Talk, slash: Slash) -> Reply:
        command = self._vocabulary.named(slash.name)
        if command is None:
            return Screen(NO_COMMAND.format(name=h(slash.name)))
        return self._opened(talk, command, slash.words)

    def _opened(self, talk: Talk, command: Command, words: str) -> Reply:
        grouped = command.scope is Scope.GROUP
        if grouped and not talk.place.private and not talk.place.administrator:
            return Screen(ADMINISTRATORS)
        if not grouped and not talk.place.private:
            return self._in_private()
        if talk.step.space not in (command.space, DRAFTED):
            talk.leave()
        return command.open(talk, words)

    def _in_private(self) -> Screen:
        name = self._house.bot_name
        return Screen(IN_PRIVATE, ((Button("Ouvrir en privé", url=f"https://t.me/{name}"),),) if name else ())

    def _tap(self, talk: Talk, data: str) -> Reply:
        tap = unpack(data)
        command = self._vocabulary.of_space(tap.space) if tap else None
        if tap is None or command is None:
            return self._menu(talk, OLD_BUTTON)
        if not talk.place.private and (refused := _not_there(talk, command)):
            return Toast(refused, alert=True)
        return command.tap(talk, tap)

    def _menu(self, talk: Talk, word: str) -> Reply:
        helping = self._vocabulary.named("aide")
        if helping is None or not talk.place.private:
            return Toast(word)
        opened = helping.open(talk, "")
        screens = opened if isinstance(opened, tuple) else (opened,)
        return (Toast(word), *(replace(one, fresh=True) if isinstance(one, Screen) else one for one in screens))

    def _text(self, talk: Talk, text: str) -> Reply:
        """What is shown, then what is asked, then what can be said at any time."""
        for_a_card = self._typed.first(talk, text) if self._typed else None
        if for_a_card is not None:
            return for_a_card
        data = tapped_by(text, talk.step.buttons)
        if data is not None:
            return self._chosen(talk, data)
        command = self._vocabulary.named(text) if " " not in plain(text) else None
        if command is not None:
            return self._opened(talk, command, "")
        ways = [self._step, self._begun, self._anytime]
        if talk.answers is not None:  # « garder », in reply to a card, is for that card
            ways = [self._anytime, self._step, self._begun]
        return next((reply for way in ways if (reply := way(talk, text))), Screen(NOT_UNDERSTOOD))

    def _anytime(self, talk: Talk, text: str) -> Reply | None:
        return self._typed.anytime(talk, text) if self._typed else None

    def _step(self, talk: Talk, text: str) -> Reply | None:
        command = self._under_way(talk)
        return command.text(talk, text) if command else None

    def _begun(self, talk: Talk, text: str) -> Reply | None:
        data = begun_by(text, talk.step.buttons)
        return self._chosen(talk, data) if data is not None else None

    def _chosen(self, talk: Talk, data: str) -> Reply:
        if data.startswith(("https://", "http://")):
            return Screen(h(data))
        reply = self._tap(talk, data)
        replies = reply if isinstance(reply, tuple) else (reply,)
        return tuple(aloud(one) if isinstance(one, Toast) else one for one in replies)

    def _under_way(self, talk: Talk) -> Command | None:
        return self._vocabulary.of_space(talk.step.space) if talk.step.space else None


def _not_there(talk: Talk, command: Command) -> str:
    """Why this button is not answered in a group; "" when it is. One that never stands there was not tapped: some
    application made it up, and the answer would show to all what is private."""
    if command.scope is Scope.GROUP:
        return "" if talk.place.administrator else ADMINISTRATORS
    return "" if command.shared else IN_PRIVATE


def _unread(what: str) -> Screen:
    return Screen(UNREAD.format(what=what))


def _refused(said: Said, sentence: str) -> Reply:
    """A word over the chat for a tap when it holds, a bubble otherwise."""
    if isinstance(said.what, Tapped) and units(sentence) <= TOAST:
        return Toast(sentence, alert=True)
    return Screen(h(sentence), fresh=True)
