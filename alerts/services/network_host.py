"""What the host does with networks: makes them, agrees to those that were asked for, takes them back.

The host is nobody in the database: only the command line (`vigie admin network`) calls this, never the chat nor a page.
"""

from dataclasses import dataclass
from datetime import datetime

from alerts.model.network import Network, NetworkKind
from alerts.services import network_telling
from alerts.services.errors import Refusal
from alerts.services.network_asking import forget_network, free_name
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store import people as known
from alerts.store.engine import Session

UNKNOWN = "Aucun réseau n’a le numéro {}. Voyez vigie admin network list."
NOT_WAITING = "« {} » n’attend pas d’accord : il est déjà ouvert."
OPENED = (
    "Votre réseau est ouvert",
    (
        "Le réseau « {} » que vous avez demandé est ouvert. Vous pouvez inviter ses structures : /reseau sur Telegram, "
        "ou « Mes réseaux » dans vos réglages sur le web."
    ),
)
_OPENS = "opened"
REFUSED = (
    "Votre réseau n'est pas ouvert",
    "L'hébergeur de Vigie n'a pas ouvert le réseau « {} » que vous avez demandé.{}",
)
CLOSED = (
    "Un réseau ferme",
    "L'hébergeur de Vigie a fermé le réseau « {} » : ce qui s'y trouvait est effacé. Vos propres alertes continuent.",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A network as the host sees it: how many are in it, not who, and nothing of what they do. `asker`: the first name
    of whoever asked for it, "" when nobody did or they were erased."""

    network: Network
    members: int
    animators: int
    asker: str


def create(session: Session, name: str, kind: NetworkKind, now: datetime) -> Network:
    """Open at once, and without any animator until one is invited. Raises Refusal: its name."""
    free = free_name(session, name)
    return Network(kept.add_network(session, free, kind, now, approved_at=now), free, kind, now, now)


def approve(session: Session, network_id: int, now: datetime) -> Network:
    """It opens, and whoever asked is told. Raises Refusal: unknown, or open already."""
    network = load(session, network_id)
    if not kept.approve_network(session, network_id, now):
        raise Refusal(NOT_WAITING.format(network.name))
    _tell_asker(session, network_id, _OPENS, (OPENED[0], OPENED[1].format(network.name)), now)
    return load(session, network_id)


def refuse(session: Session, network_id: int, now: datetime, why: str = "") -> Network:
    """It is gone, and whoever asked is told `why`. Raises Refusal: unknown, or open already.

    `why` stays in the ledger, which outlives people: it names nobody.
    """
    kept.hold_network(session, network_id)
    network = load(session, network_id)
    if network.approved_at is not None:
        raise Refusal(NOT_WAITING.format(network.name))
    reason = f" Sa raison : {why.strip()}" if why.strip() else ""
    _tell_asker(session, network_id, "refused", (REFUSED[0], REFUSED[1].format(network.name, reason)), now)
    forget_network(session, network_id)
    return network


def close(session: Session, network_id: int, now: datetime) -> Network:
    """Take back a network, open or waiting, with all that is kept of it. Its animators and the managers of its members
    are told; structures keep their own alerts. Raises Refusal: unknown."""
    kept.hold_network(session, network_id)
    network = load(session, network_id)
    about, words = f"network-closed:{network_id}", (CLOSED[0], CLOSED[1].format(network.name))
    animators = [one.person_id for one in inside.animators_of(session, network_id)]
    network_telling.tell_people(session, animators, about, words, now)
    for member in inside.members_of(session, network_id):
        network_telling.tell_managers(session, member.structure_id, about, words, now, but=animators)
    forget_network(session, network_id)
    return network


def listed(session: Session) -> list[Listed]:
    """In the order in which they were made."""
    found = kept.all_networks(session)
    ids = [one.id for one in found]
    members, animators = inside.count_members(session, ids), inside.count_animators(session, ids)
    return [
        Listed(one, members.get(one.id, 0), animators.get(one.id, 0), _asker_name(session, one.id)) for one in found
    ]


def load(session: Session, network_id: int) -> Network:
    """Raises Refusal when there is no such network."""
    network = kept.load_network(session, network_id)
    if network is None:
        raise Refusal(UNKNOWN.format(network_id))
    return network


def _tell_asker(session: Session, network_id: int, what: str, words: tuple[str, str], now: datetime) -> None:
    asker = kept.asked_by(session, network_id)
    if asker is not None:
        told_by = network_id if what == _OPENS else None  # one that is refused is gone before it could say so
        network_telling.tell_people(session, [asker], f"network-{what}:{network_id}", words, now, told_by)


def _asker_name(session: Session, network_id: int) -> str:
    asker = kept.asked_by(session, network_id)
    person = known.load_person(session, asker) if asker is not None else None
    return person.name if person else ""
