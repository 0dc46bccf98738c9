"""The room: where the group stands, and the ways to each part; the list of one's groups; leaving."""

from alerts.channels.markup import typography
from alerts.messages.french import shortened
from alerts.messages.message import Block, Paragraph
from alerts.messages.network import room as words
from alerts.messages.network import room_parts as parts
from alerts.network import group_law
from alerts.network.group import Act
from alerts.services import people, room_rights, rooms
from alerts.store import networks, notices
from alerts.store.engine import Session
from bot.chat.actions import PARTNERS
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network.labels import MENU, rows_of
from bot.commands.network.room.floor import Floor, again, floor_of, told
from bot.commands.profile.asking_places import short

MOST = 8  # groups on a screen
TITLE = 60  # characters of a contract in a list
MINE = "Vos groupes"
NONE = (
    "Vous n’êtes dans aucun groupe. « À plusieurs », sous une annonce, cherche des partenaires dans votre réseau ;"
    " quand deux structures se disent oui, leur groupe s’ouvre."
)
AGREED = "C’est noté : votre structure est d’accord avec ce partage."
DOUBTED = "C’est noté : votre structure a repris son accord."
LEAVING = (
    "{structure} quitte ce groupe ?\n\nLes autres seront prévenus. Ce qu’elle a écrit ou pris dans le groupe est"
    " effacé, et leurs accords sont à redonner. Votre propre aide à la réponse reste."
)
LEFT = "C’est fait : {structure} ne fait plus partie du groupe."


def opened(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`r ROOM [MEMBERSHIP] [PAGE]`. Raises NotYours."""
    return screen(talk, floor_of(session, talk, tap), page=tap.number(2) or 0)


def screen(talk: Talk, floor: Floor, note: str = "", page: int = 0) -> Screen:
    view = floor.view
    blocks: list[Block] = [*parts.top(view, talk.now)]
    blocks += [Paragraph(words.CLOSED)] if view.closed else []
    blocks += [*parts.state(view), Paragraph(words.NOT_BINDING)]
    title = f"Votre groupe : {words.title_of(view)}"
    return told(floor, title, tuple(blocks), rows_of(_ways(floor), *_ends(floor)), "r", page, note)


def agree(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`ra ROOM MEMBERSHIP MARK`: to the sharing that was shown. Raises NotYours, NotAllowed, Refusal."""
    floor = floor_of(session, talk, tap)
    mark = tap.args[2] if len(tap.args) > 2 else ""
    rooms.agree(session, talk.person.id, floor.room_id, floor.view.own, mark, talk.now)
    return screen(talk, again(session, talk, floor), AGREED)


def doubt(session: Session, talk: Talk, tap: Tap) -> Reply:
    """Raises NotYours, NotAllowed, Refusal."""
    floor = floor_of(session, talk, tap)
    rooms.doubt(session, talk.person.id, floor.room_id, floor.view.own, talk.now)
    return screen(talk, again(session, talk, floor), DOUBTED)


def leaving(session: Session, talk: Talk, tap: Tap) -> Reply:
    """Says what leaving does. Raises NotYours, NotAllowed."""
    floor = floor_of(session, talk, tap)
    floor.require(Act.LEAVE)
    name = parts.name_of(floor.view, floor.view.own)
    yes = floor.button("Quitter le groupe", "rqy")
    stay = floor.button("Non, rester", "r")
    late = group_law.leaving_late(deposited=floor.view.deposited)
    said = [LEAVING.format(structure=b(name)), *([h(late)] if late else [])]
    return Screen("\n\n".join(said), rows_of([yes, stay]))


def leave(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rqy ROOM MEMBERSHIP`. Raises NotYours, NotAllowed."""
    floor = floor_of(session, talk, tap)
    name = parts.name_of(floor.view, floor.view.own)
    rooms.leave(session, talk.person.id, floor.room_id, floor.view.own, talk.now)
    listed = mine(session, talk)
    return Screen(f"{LEFT.format(structure=b(name))}\n\n{listed.text}", listed.rows)


def all_of_them(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rg [PAGE]`."""
    return mine(session, talk, tap.number() or 0)


def mine(session: Session, talk: Talk, page: int = 0) -> Screen:
    """The open groups of each of their structures."""
    held = rooms_of_person(session, talk)
    if not held:
        return Screen(NONE, rows_of([], MENU))
    page = max(0, min(page, (len(held) - 1) // MOST))
    here = list(enumerate(held, 1))[page * MOST : (page + 1) * MOST]
    lines = [f"{at}. {h(typography(line))}" for at, (line, _) in here]
    buttons = [Button(short(f"{at}. Ouvrir"), data) for at, (_, data) in here]
    turning = [Button("⬅️ Avant", pack(PARTNERS, "rg", page - 1))] if page else []
    turning += [Button("Suite ➡️", pack(PARTNERS, "rg", page + 1))] if len(held) > (page + 1) * MOST else []
    return Screen("\n".join([b(MINE), *lines]), rows_of([*buttons, *turning], MENU))


def rooms_of_person(session: Session, talk: Talk) -> list[tuple[str, str]]:
    """(line, data of the button that opens it), by structure."""
    held = room_rights.mine(session, talk.person.id)
    known = notices.load_notices(session, {one.room.notice_id for one in held})
    ours = {
        structure.id: (membership.id, structure.name)
        for membership, structure in people.memberships_of(session, talk.person.id)
    }
    found = []
    for one in held:
        notice, (membership, name) = known.get(one.room.notice_id), ours[one.structure_id]
        title = shortened(notice.title, TITLE) if notice else one.room.notice_id
        network = networks.load_network(session, one.room.network_id)
        names = ", ".join([name, *([network.name] if network else [])])
        found.append((f"{title} ({names})", pack(PARTNERS, "r", one.room.id, membership)))
    return found


def _ways(floor: Floor) -> list[Button]:
    ways = [floor.button("👥 Qui fait quoi", "rw"), floor.button("📅 Calendrier", "rc")]
    if floor.may(Act.CHOOSE):
        ways += [floor.button("Mandataire", "rm"), floor.button("Type de groupement", "rf")]
    return [*ways, floor.button("⚖️ Le droit", "rd"), floor.button("📄 Lettre d’intention", "rl")]


def _ends(floor: Floor) -> list[Button]:
    view, ends = floor.view, []
    if floor.may(Act.AGREE):
        if view.me.agreed:
            ends.append(floor.button("Reprendre notre accord", "rb"))
        elif view.lacking.nothing:
            ends.append(floor.button("✅ Nous sommes d’accord", "ra", view.mark))
    ends += [floor.button("Quitter le groupe", "rq")] if floor.may(Act.LEAVE) else []
    return [*ends, Button("⬅️ Mes groupes", pack(PARTNERS, "rg"))]
