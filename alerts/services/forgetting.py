"""Erasing a person: said before, done whole, in one transaction, on all channels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from alerts.model.people import Membership, Person, Role
from alerts.model.structure import Structure
from alerts.services import addresses, network_animating, noticing, people, rooms
from alerts.store import leaving, networks, structures, tokens, uniting
from alerts.store import people as held
from alerts.store.engine import Session

NOW_MANAGER = (
    "Vous êtes maintenant responsable",
    (
        "La dernière personne responsable de « {} » est partie. Vous en êtes la plus ancienne : vous pouvez désormais "
        "changer le profil et l'équipe (/profil, /equipe)."
    ),
)


class Fate(Enum):
    """What becomes of a structure when one of its people is erased."""

    GOES = auto()  # they were alone in it: it goes, with all that is kept about it
    STAYS = auto()  # others are there, one of them at least a manager
    HANDED_ON = auto()  # others are there and no manager: the one who is there longest becomes one
    HOST_S = auto()  # they were alone in it, and it comes from the host's file: it stays


@dataclass(frozen=True, slots=True)
class Going:
    """What goes with a person: each of their structures, and what becomes of it. `without_animator`: the names of the
    networks that nobody will animate until the host invites somebody."""

    structures: tuple[tuple[Structure, Fate], ...]
    without_animator: tuple[str, ...] = ()


def what_goes(session: Session, person_id: int) -> Going:
    """What `forget` would do now. Raises NotYours for somebody who is erased already."""
    people.load_person(session, person_id)
    mine = people.memberships_of(session, person_id)
    alone = tuple(one.name for one in network_animating.animated_alone(session, person_id) if one.approved_at)
    return Going(tuple((structure, _fate(session, structure, person_id)) for _, structure in mine), alone)


def forget(session: Session, person_id: int, now: datetime) -> Going:
    """Erase them: account, e-mail address, memberships, what they were sent, what they wrote, links they made, what
    they animate or muted, networks they asked for that still wait; and the structures where they were alone. What
    structures that stay have decided stays, without who decided it; of an address that refused our messages stays a
    keyed digest, so that it is never written to again.

    Raises NotYours for somebody who is erased already.
    """
    person = people.load_person(session, person_id)
    mine = people.memberships_of(session, person_id)
    network_animating.forget_asked_by(session, person_id)
    _hold(session, sorted(structure.id for _, structure in mine))
    uniting.hold_people(session, [person_id])  # whoever gives them an address, or unites them, waits
    going = what_goes(session, person_id)
    for structure, fate in going.structures:
        _settle(session, structure, fate, person_id, now)
    leaving.delete_deliveries_to(session, f"person:{person_id}")
    addresses.remove(session, person_id, now)
    addresses.forget_asked_by(session, person_id)
    tokens.delete_tokens_about(session, {"person": str(person_id)})
    tokens.delete_tokens_made_by(session, person_id)
    if person.telegram_id is not None:
        leaving.empty_inbox_of(session, person.telegram_id, now)
    held.delete_person(session, person_id)
    return going


def _hold(session: Session, structure_ids: Sequence[str]) -> None:
    """Nobody changes who is in them, nor in their networks, nor exchanges names there meanwhile."""
    found = networks.networks_of_structures(session, structure_ids)
    for network_id in sorted({one.id for each in found.values() for one in each}):
        networks.hold_network(session, network_id)
    for structure_id in structure_ids:
        held.hold_structure(session, structure_id)


def _fate(session: Session, structure: Structure, person_id: int) -> Fate:
    others = _others(session, structure, person_id)
    if others:
        return Fate.STAYS if people.managers(others) else Fate.HANDED_ON
    return Fate.HOST_S if people.is_host_s(structure.id) else Fate.GOES


def _others(session: Session, structure: Structure, person_id: int) -> Sequence[tuple[Person, Membership]]:
    return [one for one in people.team_of(session, structure.id) if one[0].id != person_id]


def _settle(session: Session, structure: Structure, fate: Fate, person_id: int, now: datetime) -> None:
    if fate is Fate.GOES:
        tokens.delete_tokens_about(session, {"structure": structure.id})
        rooms.forget(session, structure.id, now)
        structures.delete_structures(session, [structure.id])
    elif fate is Fate.HANDED_ON:
        person, membership = _others(session, structure, person_id)[0]
        held.put_role(session, membership.id, Role.MANAGER)
        words = (NOW_MANAGER[0], NOW_MANAGER[1].format(structure.name))
        noticing.tell(session, structure.id, [person.id], f"manager:{membership.id}:{now:%Y%m%d}", words, now)
