"""From an alert to a call: what we lack, what members could add, in which network, and how we want to be asked."""

from collections.abc import Sequence

from alerts.messages.message import Block, Message, Paragraph
from alerts.messages.network.call_values import Searched
from alerts.messages.network.searching import HOW, NO_NETWORK, ORDER, searched_blocks
from alerts.messages.phone.card import PARTNERS
from alerts.services import call_seen, calling
from bot.chat.html import i
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network.partners import looking
from bot.commands.network.partners.labels import button, number, shown
from bot.commands.profile.asking_places import short
from bot.commands.reply.desk import Desk, code_of, lot_label, on_desk, page_of

IN_PRIVATE = "La recherche de partenaires se fait en privé, entre vous et moi."
WHICH_NETWORK = "Dans quel réseau chercher ?"
WHICH_LOT = "Pour quel lot chercher des partenaires ?"
EACH_TIME, BEFOREHAND = "Je décide à chaque fois", "Oui d’avance à tous"
CHOICE = (
    f"« {EACH_TIME} » : vous dites oui ou non à chaque membre qui dit oui. « {BEFOREHAND} » : vos noms s'échangent dès"
    " qu'un membre dit oui."
)
CALLED = "Votre appel est parti, sans votre nom."
OTHER_LOT, OTHER_NETWORK = "Changer de lot", "Autre réseau"
LOTS = 8


def search(talk: Talk, tap: Tap) -> Reply:
    """`m MATCH [LOT]`. Raises NotYours, Refusal."""
    if not talk.place.private:
        return Toast(IN_PRIVATE, alert=True)
    desk = _desk(talk, tap)
    found = _searched(talk, desk)
    if not found:
        return _told(desk, (Paragraph(NO_NETWORK),), ())
    return network(talk, desk, found, found[0]) if len(found) == 1 else choice(desk, found)


def of_network(talk: Talk, tap: Tap) -> Reply:
    """`mn MATCH LOT NETWORK`. Raises NotYours, Refusal."""
    desk, wanted = _desk(talk, tap), number(tap, 2)
    found = _searched(talk, desk)
    one = next((held for held in found if held.network_id == wanted), None)
    return network(talk, desk, found, one) if one else choice(desk, found)


def lots(talk: Talk, tap: Tap) -> Reply:
    """`ml MATCH LOT PAGE`: which lot, when several concern the structure."""
    desk = _desk(talk, tap)
    page = page_of(tap.number(2) or 0, len(desk.case.lots), LOTS)
    here = desk.case.lots[page * LOTS : (page + 1) * LOTS]
    match_id = desk.case.match_id
    buttons = [button(lot_label(one), "m", match_id, code_of(one)) for one in here]
    turning = [button("⬅️ Lots précédents", "ml", match_id, desk.code, page - 1)] if page else []
    if len(desk.case.lots) > (page + 1) * LOTS:
        turning.append(button("Lots suivants ➡️", "ml", match_id, desk.code, page + 1))
    return _told(desk, (Paragraph(WHICH_LOT),), (*_twos([*buttons, *turning]), (_back(desk),)))


def call(talk: Talk, tap: Tap) -> Reply:
    """`mg MATCH LOT NETWORK FREELY`: opens the call. Raises NotYours, NotAllowed, Refusal."""
    desk, network_id, freely = _desk(talk, tap), number(tap, 2), number(tap, 3) == 1
    with talk.house.database.write() as session:
        given = (talk.person.id, desk.case.match_id, desk.case.lot_key, network_id, talk.now)
        made = calling.open_call(session, *given, freely=freely)
    return looking.seeker(talk, made.id, i(CALLED))


def choice(desk: Desk, found: Sequence[Searched]) -> Screen:
    named = [button(short(f"{at}. {one.network}"), "mn", *_about(desk), one.network_id) for at, one in _numbered(found)]
    lines = [Paragraph(f"{at}. {one.network}") for at, one in _numbered(found)]
    return _told(desk, (Paragraph(WHICH_NETWORK), *lines), (*_twos(named), *_ends(desk)))


def network(talk: Talk, desk: Desk, found: Sequence[Searched], one: Searched) -> Screen:
    """What a call would find there, or the call that is open there already."""
    if one.sought is not None and not one.sought.over:
        return looking.seeker(talk, one.sought.call_id)
    blocks = (Paragraph(one.network), *searched_blocks(one))
    others = ((button(OTHER_NETWORK, "m", *_about(desk)),),) if len(found) > 1 else ()
    if not one.queue.asks:
        return _told(desk, blocks, (*others, *_ends(desk)))
    asked = (*_about(desk), one.network_id)
    ways = ((button(EACH_TIME, "mg", *asked, 0),), (button(BEFOREHAND, "mg", *asked, 1),))
    return _told(desk, (*blocks, Paragraph(HOW), Paragraph(CHOICE), Paragraph(ORDER)), (*ways, *others, *_ends(desk)))


def _desk(talk: Talk, tap: Tap) -> Desk:
    """What a button names; another lot when that one is gone. Raises NotYours, Refusal."""
    return on_desk(talk, number(tap), tap.args[1] if len(tap.args) > 1 else None)


def _searched(talk: Talk, desk: Desk) -> list[Searched]:
    with talk.house.database.read() as session:
        return call_seen.searched(session, talk.person.id, desk.case.match_id, desk.case.lot_key, talk.now)


def _told(desk: Desk, blocks: Sequence[Block], rows: Rows) -> Screen:
    message = Message(PARTNERS, "", (Paragraph(desk.line), *blocks))
    return shown(message, rows or _ends(desk))


def _about(desk: Desk) -> tuple[int, str]:
    return desk.case.match_id, desk.code


def _ends(desk: Desk) -> Rows:
    other = ((button(OTHER_LOT, "ml", *_about(desk), 0),),) if len(desk.case.lots) > 1 else ()
    return (*other, (_back(desk),))


def _back(desk: Desk) -> Button:
    return Button("⬅️ Retour à l’annonce", pack("ca", "c", desk.case.match_id))


def _numbered(found: Sequence[Searched]) -> list[tuple[int, Searched]]:
    return list(enumerate(found, start=1))


def _twos(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
