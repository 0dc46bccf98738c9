"""What networks keep of somebody and of their structures, as plain values with French names (see `exporting`)."""

from typing import Any

from alerts.messages.french import moment
from alerts.model.network import Member, NetworkChat, NetworkKind
from alerts.services import tokens
from alerts.services.tokens import Purpose
from alerts.store import network_chats
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store.engine import Session
from alerts.store.tokens import Kept

Values = dict[str, Any]

KINDS = {
    NetworkKind.PTCE: "pôle territorial de coopération économique (PTCE)",
    NetworkKind.RESEAU_IAE: "réseau de l'insertion par l'activité économique",
    NetworkKind.CRESS: "chambre régionale de l'économie sociale et solidaire (CRESS)",
    NetworkKind.CIRCUIT_COURT: "circuit court économique et solidaire",
    NetworkKind.OTHER: "autre réseau",
}
_INVITES = {Purpose.NETWORK.value: "des structures à rejoindre", Purpose.ANIMATOR.value: "une personne à animer"}


def of_person(session: Session, person_id: int, made: list[Kept]) -> Values:
    """What they animate, asked for, want to hear no more of, and the links that they made (`made`: all of theirs)."""
    names = _names(session)
    return {
        "Réseaux que vous animez": [
            {"Réseau": names[one.network_id], "Depuis": moment(one.since)}
            for one in inside.animated_by(session, person_id)
        ],
        "Réseaux que vous avez demandés": [
            {
                "Réseau": one.name,
                "Genre": KINDS[one.kind],
                "Demandé le": moment(one.created_at),
                "Ouvert le": moment(one.approved_at) if one.approved_at else None,
            }
            for one in kept.networks_asked_by(session, person_id)
        ],
        "Réseaux dont vous ne voulez plus les messages": [
            {"Réseau": names[network_id], "Depuis": moment(since)}
            for network_id, since in inside.mutes_of(session, person_id).items()
        ],
        "Messages de réseau que vous avez écrits": [
            {"Réseau": names[network_id], "Note": note or None, "Le": moment(at)}
            for network_id, note, at in inside.notes_by(session, person_id)
        ],
        "Invitations de réseau que vous avez faites": [_link(one, names) for one in made if one.purpose in _INVITES],
        "Conversations que vous avez reliées à un réseau": [
            _chat(one, names) for one in network_chats.linked_by(session, person_id)
        ],
    }


def in_short(session: Session, person_id: int) -> Values:
    """The same for a screen: names only."""
    names = _names(session)
    return {
        "Réseaux que vous animez": [names[one.network_id] for one in inside.animated_by(session, person_id)],
        "Réseaux sans messages": [names[one] for one in inside.mutes_of(session, person_id)],
    }


def of_structure(session: Session, structure_id: str) -> Values:
    """The networks that it is a member of, and what it lets each of them see."""
    names = _names(session)
    return {"Réseaux": [_member(one, names) for one in inside.memberships_of(session, structure_id)]}


def _member(one: Member, names: dict[int, str]) -> Values:
    return {
        "Réseau": names[one.network_id],
        "Membre depuis": moment(one.joined_at),
        "Montre ce qu'elle garde et à quoi elle répond": one.shares.answers,
        "Montre ses résultats": one.shares.outcomes,
        "Montre ses effectifs": one.shares.capacity,
        "Peut être proposée à qui cherche des partenaires": one.shares.calls,
    }


def _chat(one: NetworkChat, names: dict[int, str]) -> Values:
    return {
        "Réseau": names.get(one.network_id),
        "Conversation": one.title or None,
        "Numéro": one.chat_id,
        "Sujet": one.topic_id,
        "Difficulté": one.trouble,
    }


def _link(one: Kept, names: dict[int, str]) -> Values:
    return {
        "Réseau": names.get(int(one.subject["network"])),
        "Invite": _INVITES[one.purpose],
        "Faite le": moment(one.created_at),
        "Valable jusqu'au": moment(one.expires_at),
        "Sert encore": tokens.left(one),
    }


def _names(session: Session) -> dict[int, str]:
    return {one.id: one.name for one in kept.all_networks(session)}
