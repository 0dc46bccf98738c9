"""The team of a structure: who is invited, who joins, what each may do, who leaves. Never without a manager."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.model.people import Membership, Person, Role
from alerts.model.structure import Structure
from alerts.services import noticing, people, tokens
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.tokens import Purpose
from alerts.store import leaving, structures
from alerts.store import people as held
from alerts.store import tokens as kept_tokens
from alerts.store.engine import Session
from alerts.store.tokens import Kept, Subject

LASTS = timedelta(days=7)
MOST = 50  # people of a structure: more than that is a network
MOST_OPEN = 20  # invitations of a structure that wait for an answer
FULL = f"Une structure compte {MOST} personnes au plus."
TOO_MANY = f"Déjà {MOST_OPEN} invitations attendent une réponse. Elles expirent au bout de 7 jours."
NOT_OF_TEAM = "Cette personne ne fait pas, ou plus, partie de l’équipe."
GONE = "La structure qui vous invitait n’est plus suivie par Vigie."
TAKEN_BACK = "La personne qui vous invitait ne peut plus inviter dans cette structure. Demandez un nouveau lien."
LAST_MANAGER = "Il faut toujours au moins un responsable : nommez d’abord une autre personne responsable."
ALONE = "Vous êtes la seule personne de cette structure. Pour tout arrêter, tapez /confidentialite puis « Effacer »."
LEFT = "cette personne ne fait plus partie de la structure"
_HOST = "host"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link offers. `already`: whoever looks at it is in this structure, and stays what they are."""

    structure: Structure
    role: Role
    already: bool


def invite(session: Session, person_id: int, membership_id: int, role: Role, now: datetime) -> str:
    """The token of an invitation, good for one person and 7 days. Raises NotYours, NotAllowed, Refusal when too many
    wait."""
    _, structure = people.managed(session, person_id, membership_id)
    if len(people.team_of(session, structure.id)) >= MOST:
        raise Refusal(FULL)
    if kept_tokens.count_open(session, _about(structure.id), now) >= MOST_OPEN:
        raise Refusal(TOO_MANY)
    return _token(session, structure.id, role, now, person_id)


def invite_first(session: Session, structure_id: str, now: datetime) -> str:
    """The host invites somebody to manage a structure (of its file, or left alone). Raises Refusal: unknown."""
    if structures.load_structure(session, structure_id) is None:
        raise Refusal(f"Aucune structure « {structure_id} ».")
    return _token(session, structure_id, Role.MANAGER, now, None)


def look(session: Session, token: str, now: datetime, person_id: int | None = None) -> Invitation:
    """What this link offers to this person, before they say yes. Raises Refusal with the reason: used, expired…"""
    return _offered(session, tokens.look(session, token, Purpose.INVITATION, now), person_id)


def accept(session: Session, token: str, person_id: int, now: datetime) -> Membership:
    """They join; this structure becomes their current one, and who invited them is told. Raises Refusal.

    Somebody who is in it already keeps their role, and leaves the link to the next one.
    """
    kept = tokens.look(session, token, Purpose.INVITATION, now)
    structure_id = kept.subject["structure"]
    held.hold_structure(session, structure_id)
    offer = _offered(session, kept, person_id)
    if offer.already:
        return people.join(session, person_id, structure_id, offer.role, now)
    team = people.team_of(session, structure_id)
    if len(team) >= MOST:
        raise Refusal(FULL)
    tokens.use(session, token, Purpose.INVITATION, now)
    joined = people.join(session, person_id, structure_id, offer.role, now)
    _tell_joined(session, offer, kept, joined, now)
    return joined


def change_role(session: Session, person_id: int, membership_id: int, other_id: int, role: Role) -> Person:
    """A manager says what somebody of the team may do. Who that is. Raises NotYours, NotAllowed (the last manager)."""
    team = _team_in_hand(session, person_id, membership_id)
    person, other = _of_team(team, other_id)
    if role is not Role.MANAGER:
        _needs_another_manager(team, other)
    held.put_role(session, other.id, role)
    return person


def remove(session: Session, person_id: int, membership_id: int, other_id: int, now: datetime) -> Person:
    """A manager takes somebody (not themselves: see `leave`) out of the team. Raises NotYours, NotAllowed."""
    team = _team_in_hand(session, person_id, membership_id)
    person, other = _of_team(team, other_id)
    if person.id == person_id:
        raise NotAllowed("Pour partir vous-même, choisissez « Quitter l’équipe ».")
    _take_out(session, other, now)
    return person


def leave(session: Session, person_id: int, membership_id: int, now: datetime) -> Structure:
    """They are no longer of this structure, which goes on. Raises NotYours, NotAllowed (the last manager)."""
    _, structure = people.own(session, person_id, membership_id)
    held.hold_structure(session, structure.id)
    membership, _ = people.own(session, person_id, membership_id)
    _needs_another_manager(people.team_of(session, structure.id), membership)
    _take_out(session, membership, now)
    return structure


def _token(session: Session, structure_id: str, role: Role, now: datetime, by: int | None) -> str:
    subject = {**_about(structure_id), "role": role.value, **({_HOST: "yes"} if by is None else {})}
    return tokens.make(session, Purpose.INVITATION, subject, now, lasts=LASTS, made_by=by)


def _about(structure_id: str) -> Subject:
    return {"structure": structure_id}


def _offered(session: Session, kept: Kept, person_id: int | None) -> Invitation:
    """What still holds of it. Only managers invite: who is one no longer, invites no longer."""
    structure = structures.load_structure(session, kept.subject["structure"])
    if structure is None:
        raise Refusal(GONE)
    inviter = None if kept.made_by is None else held.membership_in(session, kept.made_by, structure.id)
    if _HOST not in kept.subject and (inviter is None or inviter.role is not Role.MANAGER):
        raise Refusal(TAKEN_BACK)
    already = person_id is not None and held.membership_in(session, person_id, structure.id) is not None
    return Invitation(structure, Role(kept.subject["role"]), already)


def _tell_joined(session: Session, offer: Invitation, kept: Kept, joined: Membership, now: datetime) -> None:
    """Without their name: the ledger names nobody."""
    if kept.made_by is None:
        return
    text = (
        f"Une personne a accepté votre invitation et rejoint « {offer.structure.name} ». "
        "Pour voir l'équipe ou changer son rôle, tapez /equipe."
    )
    words = ("Votre équipe s'agrandit", text)
    noticing.tell(session, offer.structure.id, [kept.made_by], f"joined:{joined.id}:{now:%Y%m%d%H%M%S}", words, now)


Team = list[tuple[Person, Membership]]


def _team_in_hand(session: Session, person_id: int, membership_id: int) -> Team:
    """The team that this manager acts on, held until the end of the transaction: two who act at once take turns."""
    _, structure = people.managed(session, person_id, membership_id)
    held.hold_structure(session, structure.id)
    people.managed(session, person_id, membership_id)
    return people.team_of(session, structure.id)


def _of_team(team: Team, membership_id: int) -> tuple[Person, Membership]:
    found = next((one for one in team if one[1].id == membership_id), None)
    if found is None:
        raise NotYours(NOT_OF_TEAM)
    return found


def _needs_another_manager(team: Team, going: Membership) -> None:
    others = [one for _, one in people.managers(team) if one.id != going.id]
    if going.role is Role.MANAGER and not others:
        raise NotAllowed(LAST_MANAGER if len(team) > 1 else ALONE)


def _take_out(session: Session, membership: Membership, now: datetime) -> None:
    """With the messages that wait for them, and the invitations that they made."""
    leaving.end_waiting(session, f"person:{membership.person_id}", membership.structure_id, now, LEFT)
    kept_tokens.delete_tokens_about(session, _about(membership.structure_id), membership.person_id)
    held.delete_memberships(session, [membership.id])
