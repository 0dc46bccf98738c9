"""« Réglages » of a network, for its animators: its name, its kind, how often it may write, what it does and where."""

from alerts.model.network import Network, NetworkKind
from alerts.network.reach import Reach
from alerts.network.rights import Act, may
from alerts.services import network_settings, networks
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, fit, h
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.labels import KINDS, SHORT, SPACE, button, number, rows_of, to_network, word
from bot.commands.profile.asking_places import territory_line
from bot.commands.profile.asking_trades import trades_line
from bot.commands.profile.labels import ticked

RENAME, CAP = "rename", "cap"
TITLE = "Réglages"
MEMBERS_S = "ceux des membres"
MEMBERS_PLACE = "celui des membres"
ANY_TRADE = "tous, car une structure membre au moins les suit tous"
WHICH_NAME = "Quel nouveau nom ? Écrivez-le tel que les membres connaissent le réseau."
WHICH_KIND = "Quel genre de réseau est-ce ?"
HOW_MANY = (
    "Combien de diffusions par semaine, au plus, pour une même structure ? Touchez, ou écrivez un nombre de 1 à"
    f" {network_settings.MOST_A_WEEK}. Ce qui dépasse attend la semaine suivante."
)
CAPS = (1, 2, 3, 5, 7, 10)
RENAMED = "C’est fait : le réseau s’appelle désormais {}."
CHANGED = "C’est fait."


def settings(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`st NETWORK`. Raises NotYours, NotAllowed."""
    return shown(session, talk, number(tap))


def shown(session: Session, talk: Talk, network_id: int, said: str = "") -> Screen:
    """What is set, and what holds today. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, network_id, Act.CHANGE)
    standing = networks.standing_of(session, talk.person.id, network_id)
    known = may(Act.SEE_MEMBERS, standing)
    reach = network_settings.reach_of(session, talk.person.id, network_id) if known else None
    lines = [
        h(f"Genre : {KINDS[network.kind]}."),
        h(f"Diffusions : {network.weekly_cap} par semaine au plus, pour une même structure."),
        h(f"Métiers : {trades_words(network, reach)}."),
        h(f"Territoire : {territory_words(network, reach)}."),
    ]
    buttons = [
        button("Changer le nom", "sn", network_id),
        button("Changer le genre", "sk", network_id),
        button("Diffusions par semaine", "sw", network_id),
        button("Métiers", "sm", network_id),
        button("Territoire", "sp", network_id),
    ]
    if may(Act.LINK_CHAT, standing):
        buttons.append(button("💬 Groupes et canaux", "ch", network_id))
    parts = [*([said] if said else []), f"{b(TITLE)} – {b(network.name)}", "\n".join(lines)]
    return Screen(fit(parts, joined="\n\n"), rows_of(buttons, to_network(network_id)))


def trades_words(network: Network, reach: Reach | None) -> str:
    """Plain text: those that were set, or those of the members as of today."""
    if network.trades is not None:
        return f"{trades_line(network.trades)} (choisis par le réseau)"
    if reach is None:
        return MEMBERS_S
    found = ANY_TRADE if reach.any_trade else trades_line(reach.trades) if reach.trades else "aucun pour l’instant"
    return f"{MEMBERS_S} ({found})"


def territory_words(network: Network, reach: Reach | None) -> str:
    if network.territory is not None:
        return f"{territory_line(network.territory)} (choisi par le réseau)"
    return MEMBERS_PLACE if reach is None else f"{MEMBERS_PLACE} ({territory_line(reach.territory)})"


def ask_name(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sn NETWORK`. Raises NotYours, NotAllowed."""
    return _naming(talk, networks.require(session, talk.person.id, number(tap), Act.CHANGE))


def renamed(talk: Talk, text: str) -> Reply | None:
    """A name that cannot be taken is said, and asked again. Raises NotYours, NotAllowed."""
    network_id = asked_of(talk)
    if network_id is None:
        return None
    with talk.house.database.write() as session:
        network = networks.require(session, talk.person.id, network_id, Act.CHANGE)
        try:
            network = network_settings.rename(session, talk.person.id, network_id, text)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            return _naming(talk, network, refusal.sentence)
        talk.leave()
        return shown(session, talk, network_id, RENAMED.format(b(network.name)))


def ask_kind(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sk NETWORK`. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, number(tap), Act.CHANGE)
    kinds = [button(ticked(SHORT[one], one is network.kind), "skv", network.id, one.value) for one in NetworkKind]
    lines = [f"• {h(words)}" for words in KINDS.values()]
    return Screen("\n".join([b(WHICH_KIND), "", *lines]), rows_of(kinds, back(network.id)))


def set_kind(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`skv NETWORK KIND`. Raises NotYours, NotAllowed."""
    kind = next((one for one in NetworkKind if one.value == word(tap, 1)), None)
    if kind is None:
        return Toast(OLD_BUTTON)
    network_settings.set_kind(session, talk.person.id, number(tap), kind)
    return shown(session, talk, number(tap), CHANGED)


def ask_cap(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`sw NETWORK`. Raises NotYours, NotAllowed."""
    return _capping(talk, networks.require(session, talk.person.id, number(tap), Act.CHANGE))


def set_cap(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`swv NETWORK NUMBER`. Raises NotYours, NotAllowed, Refusal."""
    network_settings.set_cap(session, talk.person.id, number(tap), number(tap, 1))
    return shown(session, talk, number(tap), CHANGED)


def capped(talk: Talk, text: str) -> Reply | None:
    """What is no number is asked again. Raises NotYours, NotAllowed."""
    network_id, written = asked_of(talk), text.strip()
    if network_id is None:
        return None
    with talk.house.database.write() as session:
        network = networks.require(session, talk.person.id, network_id, Act.CHANGE)
        wanted = int(written) if written.isdecimal() and len(written) < 4 else 0
        try:
            network_settings.set_cap(session, talk.person.id, network_id, wanted)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            return _capping(talk, network, refusal.sentence)
        talk.leave()
        return shown(session, talk, network_id, CHANGED)


def asked_of(talk: Talk) -> int | None:
    """The network that the question under way is about."""
    found = talk.step.memo.get("network")
    return found if isinstance(found, int) else None


def back(network_id: int) -> Button:
    return button("⬅️ Réglages", "st", network_id)


def _naming(talk: Talk, network: Network, trouble: str = "") -> Screen:
    talk.go(SPACE, RENAME, network=network.id)
    parts = [*([b(trouble)] if trouble else []), b(network.name), WHICH_NAME]
    return Screen("\n\n".join(parts), rows_of([], back(network.id)))


def _capping(talk: Talk, network: Network, trouble: str = "") -> Screen:
    talk.go(SPACE, CAP, network=network.id)
    ways = [button(ticked(f"{one} par semaine", one == network.weekly_cap), "swv", network.id, one) for one in CAPS]
    parts = [*([b(trouble)] if trouble else []), HOW_MANY]
    return Screen("\n\n".join(parts), rows_of(ways, back(network.id)))
