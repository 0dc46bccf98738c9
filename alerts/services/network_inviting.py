"""Structures come into a network by a link: made by an animator, good once or for as many as was said, accepted by a
manager of the structure that joins."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.messages.french import shortened
from alerts.model.network import Network, Shares
from alerts.model.people import Role
from alerts.model.structure import Structure
from alerts.network.rights import Act
from alerts.services import network_telling, networks, people, tokens
from alerts.services.errors import NotAllowed, Refusal
from alerts.services.tokens import Purpose
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store import people as held
from alerts.store import structures
from alerts.store import tokens as kept_tokens
from alerts.store.engine import Session
from alerts.store.tokens import Kept, Subject

LASTS = timedelta(days=30)
MOST_USES = 500  # structures by one link: one that is seen by strangers must end
MOST_OPEN = 20  # links of a network that still work
USES = f"Un lien sert entre 1 et {MOST_USES} fois."
TOO_MANY = f"Déjà {MOST_OPEN} liens d’invitation fonctionnent. Fermez-les, ou attendez qu’ils expirent."
GONE = "Le réseau qui vous invitait n’existe plus."
TAKEN_BACK = "La personne qui vous invitait n’anime plus ce réseau. Demandez un nouveau lien."
NO_STRUCTURE = (
    "Il faut être responsable d’une structure pour la faire entrer dans un réseau. Créez d’abord la vôtre, ou "
    "transmettez ce lien à une personne responsable."
)
ONLY_MANAGERS = "Seul un responsable de la structure peut la faire entrer dans un réseau."
NAME = 60  # characters of the name of a structure in a title
JOINED = (
    "{} rejoint votre réseau",
    (
        "« {} » a accepté votre invitation et rejoint le réseau « {} ». Pour voir ses membres : /reseau sur Telegram, "
        "ou « Mes réseaux » dans vos réglages sur le web."
    ),
)
_WHAT = {"for": "structure"}  # beside the network, in the subject of these links and of no other


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link offers. `choices`: the structures of whoever looks that they manage, and could bring in; `already`:
    those of theirs that are in it. `shares`: what a structure that joins lets the network see, until its managers
    choose otherwise. `left`: how many structures may still come by this link, `until` then."""

    network: Network
    members: int
    left: int
    choices: tuple[Structure, ...] = ()
    already: tuple[Structure, ...] = ()
    shares: Shares = field(default_factory=Shares)
    until: datetime | None = None


def invite(session: Session, person_id: int, network_id: int, now: datetime, *, uses: int = 1) -> str:
    """The token of a link good for `uses` structures and 30 days. Raises NotYours, NotAllowed; Refusal: out of 1 to
    500, or twenty links still work."""
    networks.require(session, person_id, network_id, Act.INVITE_STRUCTURE)
    if not 1 <= uses <= MOST_USES:
        raise Refusal(USES)
    if kept_tokens.count_open(session, _about(network_id), now) >= MOST_OPEN:
        raise Refusal(TOO_MANY)
    subject = tokens.several(_about(network_id), uses)
    return tokens.make(session, Purpose.NETWORK, subject, now, lasts=LASTS, made_by=person_id)


def open_links(session: Session, person_id: int, network_id: int, now: datetime) -> int:
    """How many still work. Raises NotYours, NotAllowed."""
    networks.require(session, person_id, network_id, Act.INVITE_STRUCTURE)
    return kept_tokens.count_open(session, _about(network_id), now)


def close_links(session: Session, person_id: int, network_id: int) -> None:
    """None of those made before brings anybody in any more, whoever made them. Raises NotYours, NotAllowed."""
    networks.require(session, person_id, network_id, Act.INVITE_STRUCTURE)
    kept_tokens.delete_tokens_about(session, _about(network_id))


def look(session: Session, token: str, now: datetime, person_id: int | None = None) -> Offer:
    """What this link offers to this person, before they say yes. Raises Refusal with the reason: used, expired…"""
    kept_token = tokens.look(session, token, Purpose.NETWORK, now)
    network = _offered(session, kept_token)
    mine = [] if person_id is None else people.memberships_of(session, person_id)
    inside_it = {} if person_id is None else inside.roles_in(session, network.id, person_id)
    managed = [one for membership, one in mine if membership.role is Role.MANAGER]
    return Offer(
        network,
        inside.count_members(session, [network.id]).get(network.id, 0),
        tokens.left(kept_token),
        tuple(one for one in managed if one.id not in inside_it),
        tuple(one for _, one in mine if one.id in inside_it),
        until=kept_token.expires_at,
    )


def accept(session: Session, token: str, person_id: int, structure_id: str, now: datetime) -> Network:
    """This structure is now a member, and whoever invited it is told. One that is already leaves the link to the next.

    Raises Refusal (used, expired…), NotYours, NotAllowed unless a manager of the structure asks.
    """
    kept_token = tokens.look(session, token, Purpose.NETWORK, now)
    kept.hold_network(session, int(kept_token.subject["network"]))
    held.hold_structure(session, structure_id)
    network = _offered(session, kept_token)
    if people.member_for(session, person_id, structure_id).role is not Role.MANAGER:
        raise NotAllowed(ONLY_MANAGERS)
    if inside.load_member(session, network.id, structure_id) is not None:
        return network
    tokens.use_one_of(session, token, Purpose.NETWORK, now)
    inside.add_member(session, network.id, structure_id, now)
    _tell(session, kept_token, network, structure_id, now)
    return network


def _about(network_id: int) -> Subject:
    return {"network": str(network_id), **_WHAT}


def _offered(session: Session, kept_token: Kept) -> Network:
    """What still holds of it: who animates the network no longer, invites into it no longer."""
    network = kept.load_network(session, int(kept_token.subject["network"]))
    if network is None:
        raise Refusal(GONE)
    if kept_token.made_by is None or not inside.is_animator(session, network.id, kept_token.made_by):
        raise Refusal(TAKEN_BACK)
    return network


def _tell(session: Session, kept_token: Kept, network: Network, structure_id: str, now: datetime) -> None:
    structure = structures.load_structure(session, structure_id)
    if structure is None or kept_token.made_by is None:
        return
    words = (JOINED[0].format(shortened(structure.name, NAME)), JOINED[1].format(structure.name, network.name))
    about = f"network-joined:{network.id}:{structure_id}:{now:%Y%m%d%H%M%S}"
    network_telling.tell_people(session, [kept_token.made_by], about, words, now, network.id)
