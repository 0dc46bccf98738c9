"""What a structure did with others in its networks, as plain values with French names (see `exporting`): what it
answered to announcements, the partners that it looked for, the calls that it was asked, the groups that it is in.

Nothing about others: their number, never their names.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alerts.messages.french import moment
from alerts.model.network import Answered, Broadcast, Call, Candidate, Interest, Room
from alerts.services import broadcast_ground
from alerts.store import broadcasts, calls, notices, rooms
from alerts.store import networks as kept
from alerts.store.engine import Session
from scrapers.notice import Notice

Values = dict[str, Any]

INTERESTS = {
    Interest.OPENED: "ouverte",
    Interest.INTERESTED: "Ça m'intéresse",
    Interest.DECLINED: "Pas pour nous (n'est dit à personne)",
}
ANSWERS = {Answered.YES: "oui", Answered.NO: "non (n'est dit à personne)", None: "pas encore de réponse"}


def of_structure(session: Session, structure_id: str) -> Values:
    """Whole, for a file; nothing of a network that is gone."""
    about = _About(session)
    asked = calls.asked_of(session, structure_id)
    return {
        "Annonces de réseau": [
            _interest(session, about, *one) for one in broadcasts.interests_by(session, structure_id)
        ],
        "Partenaires cherchés": [_call(session, about, one) for one in calls.of_structure(session, structure_id)],
        "Recherches de partenaires reçues": [_asked(about, *one) for one in asked],
        "Groupes pour répondre": [_room(about, one, structure_id) for one in rooms.rooms_of(session, structure_id)],
    }


class _About:
    """Names of networks, titles of contracts."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._networks = {one.id: one.name for one in kept.all_networks(session)}

    def of(self, network_id: int, notice_id: str, lot: str) -> Values:
        return {
            "Réseau": self._networks.get(network_id),
            "Annonce": _title(notices.load_notices(self._session, [notice_id]).values()),
            "Lot": lot or None,
        }

    def network(self, network_id: int) -> str | None:
        return self._networks.get(network_id)


def _interest(session: Session, about: _About, broadcast: Broadcast, said: Interest, at: datetime) -> Values:
    group = broadcast_ground.load(session, broadcast).group
    named = [one.notice for one in group if one.notice.id == broadcast.notice_id]
    return {
        "Réseau": about.network(broadcast.network_id),
        "Annonce": broadcast.written.what if broadcast.written else _title(named),
        "Réponse": INTERESTS[said],
        "Le": moment(at),
    }


def _call(session: Session, about: _About, one: Call) -> Values:
    found = calls.candidates_of(session, one.id)
    return {
        **about.of(one.network_id, one.notice_id, one.lot),
        "Ouverte le": moment(one.opened_at),
        "Fermée le": moment(one.closed_at) if one.closed_at else None,
        "Dit oui d'avance à qui dit oui": one.freely,
        "Structures proposées": len(found),
        "Accords des deux côtés": sum(candidate.agreed for candidate in found),
    }


def _asked(about: _About, call: Call, mine: Candidate) -> Values:
    """Who looks for partners is not said: their name is theirs to give."""
    return {
        **about.of(call.network_id, call.notice_id, call.lot),
        "Reçue le": moment(mine.asked_at),
        "Ce que vous apportez": list(mine.brings),
        "Réponse": ANSWERS[mine.answer],
    }


def _room(about: _About, room: Room, structure_id: str) -> Values:
    return {
        **about.of(room.network_id, room.notice_id, room.lot),
        "Ouvert le": moment(room.created_at),
        "Fermé le": moment(room.closed_at) if room.closed_at else None,
        "Structures du groupe": len(room.members),
        "Ce que vous y faites": room.does.get(structure_id) or None,
        "Vous en êtes mandataire": room.mandataire == structure_id,
        "D'accord avec la répartition": structure_id in room.agreed,
        "Étapes que vous avez prises": sorted(one.step for one in room.tasks if one.structure_id == structure_id),
    }


def _title(found: Iterable[Notice]) -> str | None:
    return next((one.title for one in found), None)
