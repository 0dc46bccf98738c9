"""The buttons of a card: what a structure does with one opportunity. `/carte` shows the last one received."""

from collections.abc import Callable

from alerts.model.response import KEEPING, Response, ResponseStatus
from alerts.services import lists, reminding, responding
from alerts.services.errors import NotYours
from alerts.services.lists import Item
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.render import screen_of
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, base36, pack
from bot.commands import carte_refusal
from bot.commands.aide import go
from bot.commands.carte_help import back, notice_screen, titled, together_screen
from bot.commands.reply import after, menu, plan
from bot.commands.reply.desk import on_desk

NOTHING_YET = "Je ne vous ai pas encore envoyé d’annonce. Celles qui sont ouvertes sont dans « Mes annonces »."
ALERTS = Button("🔎 Mes annonces", go("alertes"))
GONE = "Cette annonce n’est plus enregistrée."
SAID = {
    ResponseStatus.ANSWERING: "Noté : vous y répondez.",
    ResponseStatus.TOGETHER: "Noté : à plusieurs.",
    ResponseStatus.KEPT: "Gardée.",
    ResponseStatus.REFUSED: "Écartée.",
}
ALREADY = {
    ResponseStatus.ANSWERING: "Votre équipe y répond déjà.",
    ResponseStatus.TOGETHER: "Votre équipe veut déjà y répondre à plusieurs.",
    ResponseStatus.KEPT: "Déjà gardée par votre équipe.",
    ResponseStatus.REFUSED: "Déjà écartée par votre équipe.",
}
HELD = {
    ResponseStatus.ANSWERING: "Votre équipe y répond.",
    ResponseStatus.TOGETHER: "Votre équipe veut y répondre à plusieurs.",
    ResponseStatus.KEPT: "Votre équipe la garde.",
}
SURE = "L’écarter ? Ce sera pour toute l’équipe, et ses rappels s’arrêteront."
TAKEN_BACK = "C’est annulé : l’annonce est de nouveau sans réponse."
HELP_IN_PRIVATE = "L’aide s’ouvre en privé, entre vous et moi."
_STATUSES = {
    "y": ResponseStatus.ANSWERING,
    "t": ResponseStatus.TOGETHER,
    "k": ResponseStatus.KEPT,
    "r": ResponseStatus.REFUSED,
}


class Carte(Command):
    """Taps name a match; whoever taps must be in its structure (`alerts.services.responding`)."""

    name = "carte"
    space = "ca"
    about = "Dernière annonce reçue"
    scope = Scope.HIDDEN
    aliases = ("annonce",)
    shared = True

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.read() as session:
            match_id = responding.last_told(session, talk.person.id)
        return Screen(NOTHING_YET, ((ALERTS,),)) if match_id is None else card(talk, match_id)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        named = tap.number()
        if named is None:
            return Toast(OLD_BUTTON)
        with talk.house.database.read() as session:
            match_id = responding.as_it_is_now(session, named, f"{talk.place.chat_id}/{talk.message}")
        if tap.action in _STATUSES or tap.action == "u":
            return _answer(talk, match_id, _STATUSES.get(tap.action))
        shown = _SHOWN.get(tap.action)
        if shown is not None:
            return shown(talk, match_id)
        if tap.action == "f" and len(tap.args) > 1:
            return after.said(talk, match_id, tap.args[1])
        if tap.action in ("w", "a") and len(tap.args) > 1:
            return carte_refusal.tapped(talk, match_id, tap)
        return Toast(OLD_BUTTON)


def card(talk: Talk, match_id: int) -> Screen:
    """What is known of it today, as a new bubble. Raises NotYours."""
    return Screen(*_card(talk, match_id), fresh=True)


def card_again(talk: Talk, match_id: int) -> Screen:
    """The same, in the bubble that was tapped."""
    return Screen(*_card(talk, match_id))


def _card(talk: Talk, match_id: int) -> tuple[str, Rows]:
    with talk.house.database.read() as session:
        responding.held_for(session, talk.person.id, match_id)
    message = talk.house.composer.card(match_id)
    if message is None:
        raise NotYours(GONE)
    screen = screen_of(message)
    return screen.text, screen.rows


def item_for(talk: Talk, match_id: int) -> Item:
    """The match as a line. Raises NotYours."""
    with talk.house.database.read() as session:
        responding.held_for(session, talk.person.id, match_id)
        item = lists.item(session, match_id, talk.now)
    if item is None:
        raise NotYours(GONE)
    return item


def say(talk: Talk, match_id: int, status: ResponseStatus | None) -> str:
    """Write it down; what to tell the person, in one or two sentences. Raises NotYours."""
    with talk.house.database.write() as session:
        before = responding.held_for(session, talk.person.id, match_id, for_update=True).response
        responding.respond(session, talk.person.id, match_id, status, talk.now)
        days = reminding.days_to_come(session, match_id, talk.now) if status in KEEPING else ()
        item = lists.item(session, match_id, talk.now)
    if status is None:
        return TAKEN_BACK
    told = [_told(talk, before, status)]
    if days:
        reminded = "Rappels" if len(days) > 1 else "Rappel"
        told.append(f"{reminded} {' et '.join(str(one) for one in days)} jours avant l’échéance.")
    if item is not None and item.over and status in KEEPING:
        told.append("Attention : on ne peut plus y répondre.")
    return " ".join(told)


def started(talk: Talk, payload: str) -> Reply | None:
    """`t.me/BOT?start=ca_h_1z`: what a button of a group opens in private. None when it is not for us."""
    space, _, rest = payload.partition("_")
    action, _, number = rest.partition("_")
    match_id = Tap("ca", action, (number,)).number()
    if space != Carte.space or action not in ("h", "p", "o") or match_id is None:
        return None
    return _SHOWN[action](talk, match_id)


def private_link(talk: Talk, action: str, match_id: int) -> str:
    """What `started` understands; empty while the bot does not know its own name."""
    name = talk.house.bot_name
    return f"https://t.me/{name}?start=ca_{action}_{base36(match_id)}" if name else ""


def _told(talk: Talk, before: Response | None, status: ResponseStatus) -> str:
    """Without who: what one says of it is the word of the whole structure."""
    if before is None or before.status is not status:
        return SAID[status]
    return ALREADY[status] if before.by != talk.person.id else f"C’était déjà noté. {SAID[status]}"


def refuse(talk: Talk, match_id: int, *, sure: bool = False) -> Reply:
    """Asked first when somebody else of the team keeps it: it would go for them too. Raises NotYours."""
    with talk.house.database.read() as session:
        held = responding.held_for(session, talk.person.id, match_id).response
    if not sure and held is not None and held.status in HELD and held.by != talk.person.id:
        return _held_by_others(talk, match_id, held.status)
    told = say(talk, match_id, ResponseStatus.REFUSED)
    if not talk.place.private:
        return Toast(told), card_again(talk, match_id)
    asking = carte_refusal.asking(item_for(talk, match_id))
    return asking if told == SAID[ResponseStatus.REFUSED] else (Toast(told), asking)


def _held_by_others(talk: Talk, match_id: int, status: ResponseStatus) -> Reply:
    if not talk.place.private:
        return Toast(f"{HELD[status]} Pour l’écarter, ouvrez-la en privé.", alert=True)
    item = item_for(talk, match_id)
    rows = ((Button("Oui, pour toute l’équipe", pack("ca", "rr", match_id)), back(item)),)
    return Screen(f"{titled(item)}\n\n{HELD[status]} {SURE}", rows)


def _answer(talk: Talk, match_id: int, status: ResponseStatus | None) -> Reply:
    if status is ResponseStatus.REFUSED:
        return refuse(talk, match_id)
    toast = Toast(say(talk, match_id, status))
    if status is ResponseStatus.TOGETHER and talk.place.private:
        return toast, card_again(talk, match_id), together_screen(item_for(talk, match_id))
    return toast, card_again(talk, match_id)


def _help(talk: Talk, match_id: int) -> Reply:
    desk = on_desk(talk, match_id)
    if talk.place.private:
        return menu.screen(talk, desk)
    return Toast(HELP_IN_PRIVATE, alert=True, url=private_link(talk, "h", match_id))


def _plan(talk: Talk, match_id: int) -> Reply:
    desk = on_desk(talk, match_id)
    if talk.place.private:
        return plan.screen(talk, desk)
    return Toast(HELP_IN_PRIVATE, alert=True, url=private_link(talk, "p", match_id))


def _notice(talk: Talk, match_id: int) -> Reply:
    return notice_screen(item_for(talk, match_id))


def _refuse_for_all(talk: Talk, match_id: int) -> Reply:
    return refuse(talk, match_id, sure=True)


_SHOWN: dict[str, Callable[[Talk, int], Reply]] = {
    "h": _help,
    "p": _plan,
    "fc": after.asking,
    "o": card,
    "c": card_again,
    "n": _notice,
    "rr": _refuse_for_all,
}
