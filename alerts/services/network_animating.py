"""Who animates a network: invited by a link that serves once, never without anybody unless the host takes it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.model.network import Network
from alerts.network.rights import Act
from alerts.services import network_telling, networks, people, tokens
from alerts.services.errors import NotAllowed, Refusal
from alerts.services.network_asking import forget_network
from alerts.services.tokens import Purpose
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store import tokens as kept_tokens
from alerts.store.engine import Session
from alerts.store.tokens import Kept, Subject

LASTS = timedelta(days=7)
MOST = 20  # animators of a network
MOST_OPEN = 5  # invitations that wait
FULL = f"Un réseau compte {MOST} animateurs au plus."
TOO_MANY = f"Déjà {MOST_OPEN} invitations à animer attendent une réponse. Elles expirent au bout de 7 jours."
GONE = "Le réseau qu’on vous proposait d’animer n’existe plus."
TAKEN_BACK = "La personne qui vous invitait n’anime plus ce réseau. Demandez un nouveau lien."
UNKNOWN = "Aucun réseau n’a le numéro {}. Voyez vigie admin network list."
WAITING = "« {} » attend votre accord : vigie admin network approve {}."
LAST_ANIMATOR = (
    "Vous êtes la seule personne à animer ce réseau : invitez d’abord quelqu’un d’autre, ou demandez à l’hébergeur de "
    "Vigie de le fermer."
)
JOINED = (
    "Votre réseau a un animateur de plus",
    "Une personne a accepté votre invitation et anime désormais avec vous le réseau « {} ».",
)
_WHAT = {"for": "animator"}  # beside the network, in the subject of these links and of no other
_HOST = "host"


@dataclass(frozen=True, slots=True)
class Charge:
    """What a link offers, `until` then. `already`: whoever looks at it animates this network."""

    network: Network
    members: int
    already: bool
    until: datetime | None = None


def invite(session: Session, person_id: int, network_id: int, now: datetime) -> str:
    """The token of an invitation to animate, good for one person and 7 days. Raises NotYours, NotAllowed; Refusal:
    too many."""
    networks.require(session, person_id, network_id, Act.INVITE_ANIMATOR)
    _room(session, network_id)
    if kept_tokens.count_open(session, _about(network_id), now) >= MOST_OPEN:
        raise Refusal(TOO_MANY)
    return tokens.make(session, Purpose.ANIMATOR, _about(network_id), now, lasts=LASTS, made_by=person_id)


def invite_by_host(session: Session, network_id: int, now: datetime) -> str:
    """The same from the command line, where nobody asks. Raises Refusal: unknown, not open yet, full."""
    network = kept.load_network(session, network_id)
    if network is None:
        raise Refusal(UNKNOWN.format(network_id))
    if network.approved_at is None:
        raise Refusal(WAITING.format(network.name, network_id))
    _room(session, network_id)
    subject = {**_about(network_id), _HOST: "yes"}
    return tokens.make(session, Purpose.ANIMATOR, subject, now, lasts=LASTS, made_by=None)


def open_links(session: Session, person_id: int, network_id: int, now: datetime) -> int:
    """How many invitations to animate still work. Raises NotYours, NotAllowed."""
    networks.require(session, person_id, network_id, Act.INVITE_ANIMATOR)
    return kept_tokens.count_open(session, _about(network_id), now)


def close_links(session: Session, person_id: int, network_id: int) -> None:
    """None of those made before makes anybody an animator any more, whoever made them. Raises NotYours, NotAllowed."""
    networks.require(session, person_id, network_id, Act.INVITE_ANIMATOR)
    kept_tokens.delete_tokens_about(session, _about(network_id))


def look(session: Session, token: str, now: datetime, person_id: int | None = None) -> Charge:
    """What this link offers to this person, before they say yes. Raises Refusal with the reason: used, expired…"""
    return look_at(session, tokens.mark_of(token), now, person_id)


def look_at(session: Session, mark: str, now: datetime, person_id: int | None = None) -> Charge:
    """As `look`, of a link whose mark alone was kept (`tokens.mark_of`)."""
    kept_token = tokens.look_at(session, mark, Purpose.ANIMATOR, now)
    network = _offered(session, kept_token)
    members = inside.count_members(session, [network.id]).get(network.id, 0)
    already = person_id is not None and inside.is_animator(session, network.id, person_id)
    return Charge(network, members, already, kept_token.expires_at)


def accept(session: Session, token: str, person_id: int, now: datetime) -> Network:
    """They animate it from now on, and who invited them is told. One who does already leaves the link to another.

    Raises Refusal: used, expired, full; NotYours for somebody who was erased.
    """
    return accept_at(session, tokens.mark_of(token), person_id, now)


def accept_at(session: Session, mark: str, person_id: int, now: datetime) -> Network:
    """As `accept`, of a link whose mark alone was kept. Raises Refusal, NotYours."""
    kept_token = tokens.look_at(session, mark, Purpose.ANIMATOR, now)
    people.load_person(session, person_id)
    kept.hold_network(session, int(kept_token.subject["network"]))
    network = _offered(session, kept_token)
    if inside.is_animator(session, network.id, person_id):
        return network
    _room(session, network.id)
    tokens.use_at(session, mark, Purpose.ANIMATOR, now)
    inside.add_animator(session, network.id, person_id, now)
    if kept_token.made_by is not None:
        about = f"network-animator:{network.id}:{now:%Y%m%d%H%M%S}"
        words = (JOINED[0], JOINED[1].format(network.name))
        network_telling.tell_people(session, [kept_token.made_by], about, words, now, network.id)
    return network


def step_down(session: Session, person_id: int, network_id: int) -> Network:
    """They animate it no more; the links they made bring nobody in any more. One that waits for the host is taken back.

    Raises NotYours, NotAllowed (the last animator of an open network).
    """
    kept.hold_network(session, network_id)
    network = networks.require(session, person_id, network_id, Act.STEP_DOWN)
    others = [one for one in inside.animators_of(session, network_id) if one.person_id != person_id]
    if network.approved_at is None and not others:
        forget_network(session, network_id)
        return network
    if not others:
        raise NotAllowed(LAST_ANIMATOR)
    inside.drop_animator(session, network_id, person_id)
    kept_tokens.delete_tokens_about(session, {"network": str(network_id)}, person_id)
    return network


def animated_alone(session: Session, person_id: int) -> list[Network]:
    """Those that nobody else animates, by number."""
    found = kept.networks_animated_by(session, person_id)
    counts = inside.count_animators(session, [one.id for one in found])
    return [one for one in found if counts[one.id] == 1]


def forget_asked_by(session: Session, person_id: int) -> None:
    """What this person asked the host for and nobody else animates yet goes with them: nobody could be answered."""
    for one in animated_alone(session, person_id):
        if one.approved_at is None:
            forget_network(session, one.id)


def _about(network_id: int) -> Subject:
    return {"network": str(network_id), **_WHAT}


def _room(session: Session, network_id: int) -> None:
    if inside.count_animators(session, [network_id]).get(network_id, 0) >= MOST:
        raise Refusal(FULL)


def _offered(session: Session, kept_token: Kept) -> Network:
    """What still holds of it: who animates the network no longer, invites into it no longer; the host always does."""
    network = kept.load_network(session, int(kept_token.subject["network"]))
    if network is None:
        raise Refusal(GONE)
    inviter = kept_token.made_by
    if _HOST not in kept_token.subject and (inviter is None or not inside.is_animator(session, network.id, inviter)):
        raise Refusal(TAKEN_BACK)
    return network
