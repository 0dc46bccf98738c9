"""Who is in a network: its member structures, its animators, and an animator who takes a member out."""

from alerts.messages.french import count
from alerts.model.network import Network
from alerts.model.structure import Structure
from alerts.network.rights import Act, may
from alerts.services import network_animating, network_leaving, networks
from alerts.services.errors import NotYours
from alerts.store.engine import Session
from bot.chat.html import b, fit, h
from bot.chat.screen import Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.home import home, shown
from bot.commands.network.labels import button, handle, kinds_of, number, rows_of, to_network, trades_of, word
from bot.commands.profile.asking_places import short

AT_ONCE = 8
EMPTY = "Aucune structure membre pour l’instant. Invitez la première : un lien suffit."
UNNAMED = "sans prénom"
REMOVE = (
    "Retirer {name} du réseau ? Elle ne recevra plus ses messages, et le réseau ne verra plus rien d’elle. Ses"
    " responsables sont prévenus, et ses propres alertes continuent."
)
REMOVED = "C’est fait : {name} ne fait plus partie du réseau."
STEP_DOWN = (
    "Ne plus animer ce réseau ? Vos liens d’invitation ne serviront plus. Les autres animateurs continuent, et l’un"
    " d’eux peut vous inviter de nouveau."
)
TAKE_BACK = "Ce réseau attend encore l’accord de l’hébergeur : votre demande sera retirée."
STEPPED_DOWN = "C’est fait : vous n’animez plus {name}."


def structures(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`mb NETWORK PAGE`. Raises NotYours, NotAllowed."""
    return page(session, talk, number(tap), tap.number(1) or 0)


def page(session: Session, talk: Talk, network_id: int, at: int, said: str = "") -> Screen:
    every = [one for _, one in networks.members(session, talk.person.id, network_id)]
    standing = networks.standing_of(session, talk.person.id, network_id)
    at = max(0, min(at, (len(every) - 1) // AT_ONCE))
    here = list(enumerate(every, start=1))[at * AT_ONCE : (at + 1) * AT_ONCE]
    removing = here if may(Act.REMOVE_MEMBER, standing) else []
    buttons = [button(f"Retirer la {row}", "rm", network_id, handle(one.id)) for row, one in removing]
    turning = [button("⬅️ Page précédente", "mb", network_id, at - 1)] if at else []
    turning += [button("Page suivante ➡️", "mb", network_id, at + 1)] if len(every) > (at + 1) * AT_ONCE else []
    head = b(count(len(every), "structure membre", "structures membres")) if every else EMPTY
    parts = [*([said] if said else []), head, *(_line(row, one) for row, one in here)]
    return Screen(fit(parts, joined="\n\n"), rows_of([*buttons, *turning], to_network(network_id)))


def _line(row: int, structure: Structure) -> str:
    """What being a member means to show: name, kinds, trades."""
    return f"{row}. {b(structure.name)}\n{h(kinds_of(structure))}\nMétiers : {h(short(trades_of(structure), 160))}"


def removing(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`rm NETWORK HANDLE`: asks first. Raises NotYours, NotAllowed."""
    network_id = number(tap)
    networks.require(session, talk.person.id, network_id, Act.REMOVE_MEMBER)
    member = _member(session, talk, network_id, word(tap, 1))
    yes = button("Retirer du réseau", "rmy", network_id, handle(member.id))
    return Screen(REMOVE.format(name=b(member.name)), rows_of([yes, button("Non, garder", "mb", network_id, 0)]))


def remove(session: Session, talk: Talk, tap: Tap) -> Reply:
    """Raises NotYours, NotAllowed."""
    network_id = number(tap)
    networks.require(session, talk.person.id, network_id, Act.REMOVE_MEMBER)
    member = _member(session, talk, network_id, word(tap, 1))
    network_leaving.remove(session, talk.person.id, network_id, member.id, talk.now)
    return page(session, talk, network_id, 0, REMOVED.format(name=b(member.name)))


def animators(session: Session, talk: Talk, tap: Tap) -> Reply:
    """First names in the text only: buttons are kept with the conversation of whoever sees them."""
    network_id = number(tap)
    networks.require(session, talk.person.id, network_id, Act.SEE_MEMBERS)
    found = networks.animators(session, talk.person.id, network_id)
    me = talk.person.id
    lines = [
        f"{at}. {b(one.name or UNNAMED)}{' (vous)' if one.id == me else ''}" for at, one in enumerate(found, start=1)
    ]
    head = b("Qui anime le réseau") if found else "Personne n’anime ce réseau pour l’instant."
    return Screen(fit([head, *lines]), rows_of([], to_network(network_id)))


def stepping_down(session: Session, talk: Talk, tap: Tap) -> Reply:
    """Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, number(tap), Act.STEP_DOWN)
    if only_one(session, talk.person.id, network):
        invite = button("➕ Inviter un animateur", "ia", network.id)
        return Screen(
            f"{b(network.name)}\n\n{network_animating.LAST_ANIMATOR}", rows_of([invite], to_network(network.id))
        )
    words, yes = (STEP_DOWN, "Ne plus l’animer") if network.approved_at else (TAKE_BACK, "Retirer ma demande")
    buttons = [button(yes, "sdy", network.id), button("Non, rester", "n", network.id)]
    return Screen(f"{b(network.name)}\n\n{words}", rows_of(buttons))


def only_one(session: Session, person_id: int, network: Network) -> bool:
    """Nobody else animates this network, which is open: they may not leave it alone. Raises NotYours, NotAllowed."""
    return network.approved_at is not None and len(networks.animators(session, person_id, network.id)) == 1


def step_down(session: Session, talk: Talk, tap: Tap) -> Reply:
    """Raises NotYours, NotAllowed (the last animator)."""
    network = network_animating.step_down(session, talk.person.id, number(tap))
    said = STEPPED_DOWN.format(name=b(network.name))
    if not networks.standing_of(session, talk.person.id, network.id).stranger:
        return shown(session, talk, network.id, said)
    screen = home(session, talk)
    return Screen(f"{said}\n\n{screen.text}", screen.rows)


def _member(session: Session, talk: Talk, network_id: int, named: str) -> Structure:
    """Raises NotYours."""
    every = networks.members(session, talk.person.id, network_id)
    found = next((one for _, one in every if handle(one.id) == named), None)
    if found is None:
        raise NotYours(network_leaving.NOT_MEMBER)
    return found
