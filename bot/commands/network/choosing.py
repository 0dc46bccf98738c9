"""What to pass on, and to which network: an alert received, an address, or words of one's own."""

from alerts.model.network import Network, Target
from alerts.network.rights import Act, may
from alerts.services import broadcasting, networks, responding
from alerts.services.broadcasting import About, FromAddress, FromAlert
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.networks import Seen
from bot.chat.html import b, fit
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands import carte
from bot.commands.aide import go
from bot.commands.network import noting
from bot.commands.network.labels import MENU, number, rows_of, to_network
from bot.commands.network.passing import SPACE, button
from bot.commands.profile.asking_places import short

ADDRESS = "address"
MOST = 8  # alerts of one message to choose from
NO_NETWORK = (
    "Vous n’animez aucun réseau ouvert, et seuls les animateurs d’un réseau peuvent diffuser. Pour en demander un :"
    " /reseau"
)
WHICH_NETWORK = "À quel réseau ?"
WHICH = "Quelle annonce voulez-vous transmettre ?"
WAYS = (
    "Vous pouvez aussi taper /diffuser en réponse à une annonce que je vous ai envoyée.",
    "Une annonce parue nulle part (un petit marché appris par téléphone) s’écrit à la main.",
)
_WHAT_TO_PASTE = "Collez l’adresse de l’avis (boamp.fr, ted.europa.eu ou une page d’annonce de Vigie), ou son numéro."
PASTE = f"{_WHAT_TO_PASTE} Je ne visite aucune adresse : je la cherche parmi les avis que j’ai lus."
PASTE_ON_PAGES = f"{_WHAT_TO_PASTE} Vigie ne visite aucune adresse : elle la cherche parmi les avis qu’elle a lus."
SEVERAL = "Ce message parle de plusieurs annonces. Laquelle ?"


def begun(talk: Talk, words: str) -> Reply:
    """`/diffuser`, in reply to an alert or not, with an address or not. Raises Refusal."""
    animated = _animated(talk)
    if not animated:
        return Screen(NO_NETWORK, rows_of([Button("🤝 Mes réseaux", go("reseau"))], MENU))
    if len(animated) > 1:
        return _which_network(animated)
    network = animated[0].network
    if words.strip():
        return _from_address(talk, network.id, words)
    found = _replied_to(talk)
    if len(found) == 1:
        return _drafted(talk, network.id, FromAlert(found[0]))
    return _which_alert(talk, network, found) if found else sources(talk, network.id)


def sources(talk: Talk, network_id: int) -> Screen:
    """Raises NotYours, NotAllowed."""
    talk.leave()
    with talk.house.database.read() as session:
        network = networks.require(session, talk.person.id, network_id, Act.BROADCAST)
        last = responding.last_told(session, talk.person.id)
    ways = [] if last is None else [button("Ma dernière annonce", "fa", network.id, last)]
    ways += [button("Coller une adresse", "fu", network.id), button("Écrire à la main", "fh", network.id)]
    ends = (button("📊 Diffusions et bilans", "ls", network.id), to_network(network.id))
    lines = [f"{b('Diffuser')} – {b(network.name)}", WHICH, *WAYS]
    return Screen("\n\n".join(lines), rows_of(ways, *ends))


def of_network(talk: Talk, tap: Tap) -> Reply:
    """`w NETWORK`."""
    return sources(talk, number(tap))


def from_alert(talk: Talk, tap: Tap) -> Reply:
    """`fa NETWORK MATCH`. Raises NotYours, NotAllowed, Refusal."""
    return _drafted(talk, number(tap), FromAlert(number(tap, 1)))


def ask_address(talk: Talk, tap: Tap) -> Reply:
    """`fu NETWORK`. Raises NotYours, NotAllowed."""
    with talk.house.database.read() as session:
        network = networks.require(session, talk.person.id, number(tap), Act.BROADCAST)
    return _asking_address(talk, network.id)


def read_address(talk: Talk, text: str) -> Reply:
    """Raises NotYours, NotAllowed."""
    network_id = talk.step.memo.get("network")
    if not isinstance(network_id, int):
        return begun(talk, text)
    return _from_address(talk, network_id, text)


def _asking_address(talk: Talk, network_id: int, trouble: str = "") -> Screen:
    talk.go(SPACE, ADDRESS, network=network_id)
    text = "\n\n".join([*([b(trouble)] if trouble else []), PASTE])
    ways = [button("Écrire à la main", "fh", network_id), button("⬅️ Retour", "w", network_id)]
    return Screen(text, rows_of(ways))


def _from_address(talk: Talk, network_id: int, text: str) -> Reply:
    """What cannot be passed on is said, and asked again."""
    ours = talk.house.settings.pages.public_url
    try:
        return _drafted(talk, network_id, FromAddress(text, ours))
    except (NotYours, NotAllowed):
        raise
    except Refusal as refusal:
        return _asking_address(talk, network_id, refusal.sentence)


def _drafted(talk: Talk, network_id: int, about: About) -> Screen:
    """A draft without a word yet, for everybody: both are asked next. Raises NotYours, NotAllowed, Refusal."""
    with talk.house.database.write() as session:
        draft = broadcasting.draft(session, talk.person.id, network_id, about, "", Target(), talk.now)
    return noting.asking(talk, draft)


def _animated(talk: Talk) -> list[Seen]:
    with talk.house.database.read() as session:
        seen = networks.of_person(session, talk.person.id)
    return [one for one in seen if may(Act.BROADCAST, one.standing)]


def _replied_to(talk: Talk) -> list[int]:
    """The matches of the message that this one replies to."""
    if talk.answers is None:
        return []
    with talk.house.database.read() as session:
        return responding.told_in(session, talk.person.id, f"{talk.place.chat_id}/{talk.answers}", talk.now)


def _which_network(animated: list[Seen]) -> Screen:
    numbered = list(enumerate(animated, start=1))
    lines = [f"{at}. {b(one.network.name)}" for at, one in numbered]
    buttons = [button(short(f"{at}. {one.network.name}"), "w", one.network.id) for at, one in numbered]
    return Screen(fit([b(WHICH_NETWORK), *lines]), rows_of(buttons, MENU))


def _which_alert(talk: Talk, network: Network, found: list[int]) -> Screen:
    items = list(enumerate((carte.item_for(talk, one) for one in found[:MOST]), start=1))
    lines = [f"{at}. {b(short(one.title, 140))}" for at, one in items]
    buttons = [button(f"Transmettre la {at}", "fa", network.id, one.match_id) for at, one in items]
    return Screen(fit([SEVERAL, *lines]), rows_of(buttons, button("⬅️ Retour", "w", network.id)))
