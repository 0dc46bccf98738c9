"""« Ce que voit le réseau », chosen by managers; and leaving, which erases it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from alerts.model.network import Shares
from alerts.model.people import Membership
from alerts.model.structure import Structure
from alerts.network.rights import Act
from alerts.services import network_leaving, network_settings, networks, people
from alerts.services.errors import Refusal
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, h
from bot.chat.screen import Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.home import home, mine_in, shown
from bot.commands.network.labels import button, number, rows_of, to_network, word
from bot.commands.profile.asking_places import short
from bot.commands.profile.labels import ticked

OfOne = Callable[[Session, Talk, int, Membership, Structure], Screen]

TITLE = "Ce que voit le réseau"
ALWAYS = "Toujours vus des membres : votre nom, votre statut, vos métiers et votre territoire."
ONLY_ANIMATORS = "Le reste ne se montre qu’aux animateurs, et seulement si vous le voulez :"
NEVER = "Jamais vu : ce que vous écartez, et ce que vous ne touchez pas."
PROPOSED = "Répondre à plusieurs :"
WHICH = "Pour quelle structure ?"
LEAVE = (
    "{structure} quitte le réseau {network} ?\n\nLe réseau ne verra plus rien d’elle : ni son nom, ni ses réponses, ni"
    " ce qu’elle a fait des annonces qu’il a transmises, qui est effacé. Seuls restent des totaux sans nom, au-dessus"
    " de cinq structures.\n\nVos propres alertes et vos annonces gardées continuent, sans changement. Les animateurs"
    " sont prévenus de votre départ. Pour revenir, il faudra un nouveau lien."
)
LEFT = "C’est fait : {structure} ne fait plus partie du réseau {network}. Ce qu’il voyait d’elle est effacé."
MUTED = "C’est noté : vous ne recevez plus les messages de ce réseau."
UNMUTED = "C’est noté : vous recevez de nouveau les messages de ce réseau."
# Letter of a button → the field, the words of its box, what it shows.
FIELDS: dict[str, tuple[str, str, str]] = {
    "a": ("answers", "Nos réponses", "ce que vous gardez, et à quoi vous répondez"),
    "o": ("outcomes", "Nos résultats", "ce que vous avez répondu, gagné ou perdu"),
    "c": ("capacity", "Notre capacité", "les équivalents temps plein de votre fiche"),
}
# What is not shown, but agreed to: letter of its button, field, words of its box, what it means.
CALLS = "p"
OFFERED: dict[str, tuple[str, str, str]] = {
    CALLS: (
        "calls",
        "Nous proposer",
        "à qui cherche un partenaire, sans votre nom tant que vous n’avez pas dit oui",
    ),
}


def sharing(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sh NETWORK [MEMBERSHIP]`. Raises NotYours, NotAllowed."""
    return _of_one(session, talk, tap, Act.SHARE, "sh", _shares)


def choose(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sc NETWORK MEMBERSHIP LETTER`: one box, ticked or not. Raises NotYours, NotAllowed."""
    network_id, (membership, structure) = number(tap), people.own(session, talk.person.id, number(tap, 1))
    field = (FIELDS | OFFERED).get(word(tap, 2))
    if field is None:
        raise Refusal(OLD_BUTTON)
    before = network_settings.shares_of(session, talk.person.id, network_id, structure.id)
    changed = replace(before, **{field[0]: not getattr(before, field[0])})
    network_settings.share(session, talk.person.id, network_id, structure.id, changed)
    return _shares(session, talk, network_id, membership, structure)


def leaving(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`le NETWORK [MEMBERSHIP]`: says what leaving erases. Raises NotYours, NotAllowed."""
    return _of_one(session, talk, tap, Act.LEAVE, "le", _leaving)


def leave(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`ley NETWORK MEMBERSHIP`. Raises NotYours, NotAllowed."""
    network_id, (_, structure) = number(tap), people.own(session, talk.person.id, number(tap, 1))
    network = network_leaving.leave(session, talk.person.id, network_id, structure.id, talk.now)
    said = LEFT.format(structure=b(structure.name), network=b(network.name))
    screen = home(session, talk)
    return Screen(f"{said}\n\n{screen.text}", screen.rows)


def mute(session: Session, talk: Talk, tap: Tap) -> Reply:
    """Raises NotYours, NotAllowed."""
    network_settings.mute(session, talk.person.id, number(tap), talk.now)
    return shown(session, talk, number(tap), MUTED)


def unmute(session: Session, talk: Talk, tap: Tap) -> Reply:
    """Raises NotYours, NotAllowed."""
    network_settings.unmute(session, talk.person.id, number(tap))
    return shown(session, talk, number(tap), UNMUTED)


def _of_one(session: Session, talk: Talk, tap: Tap, act: Act, action: str, screen: OfOne) -> Reply:
    """The screen of the only structure of theirs that is a member, of the one that the button names, or a choice."""
    network_id = number(tap)
    networks.require(session, talk.person.id, network_id, act)
    mine = mine_in(session, talk, network_id)
    if len(tap.args) < 2 and len(mine) > 1:
        return _which(mine, network_id, action)
    membership, structure = people.own(session, talk.person.id, number(tap, 1)) if len(tap.args) > 1 else mine[0]
    networks.managing(session, talk.person.id, network_id, structure.id, act)
    return screen(session, talk, network_id, membership, structure)


def _which(mine: Sequence[tuple[Membership, Structure]], network_id: int, action: str) -> Screen:
    numbered = list(enumerate(mine, start=1))
    lines = [f"{at}. {b(one.name)}" for at, (_, one) in numbered]
    buttons = [
        button(short(f"{at}. {one.name}"), action, network_id, membership.id) for at, (membership, one) in numbered
    ]
    return Screen("\n".join([b(WHICH), *lines]), rows_of(buttons, to_network(network_id)))


def _shares(session: Session, talk: Talk, network_id: int, membership: Membership, structure: Structure) -> Screen:
    shares = network_settings.shares_of(session, talk.person.id, network_id, structure.id)
    lines = [f"• {b(words)} ({said_of(shares, field)}) : {what}" for field, words, what in FIELDS.values()]
    offered = [f"• {b(words)} ({_agreed(shares, field)}) : {what}" for field, words, what in OFFERED.values()]
    boxes = [
        button(ticked(words, getattr(shares, field)), "sc", network_id, membership.id, letter)
        for letter, (field, words, _) in (FIELDS | OFFERED).items()
    ]
    head = f"{b(TITLE)}\n{h(structure.name)}"
    shown = "\n".join((ONLY_ANIMATORS, *lines))
    text = "\n\n".join((head, ALWAYS, shown, NEVER, "\n".join((PROPOSED, *offered))))
    return Screen(text, rows_of(boxes, to_network(network_id)))


def said_of(shares: Shares, field: str) -> str:
    return "montré" if getattr(shares, field) else "caché"


def _agreed(shares: Shares, field: str) -> str:
    return "oui" if getattr(shares, field) else "non"


def _leaving(session: Session, talk: Talk, network_id: int, membership: Membership, structure: Structure) -> Screen:
    network = networks.require(session, talk.person.id, network_id, Act.LEAVE)
    words = LEAVE.format(structure=b(structure.name), network=b(network.name))
    yes = button("Quitter le réseau", "ley", network_id, membership.id)
    return Screen(words, rows_of([yes, button("Non, rester", "n", network_id)]))
