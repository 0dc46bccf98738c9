"""Who talks to us, in which structures they are, and what they may change there."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts.model.people import Membership, Person, Recipient, Role, Step
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.services import audience, reminding
from alerts.services.errors import NotAllowed, NotYours
from alerts.store import people, structures
from alerts.store.engine import Session

LONGEST_NAME = 64  # Bot API, User.first_name
TELEGRAM = "telegram"
BLOCKED = "la personne a bloqué le bot"
_MADE_HERE = "_"  # ids of the host's file begin with a letter or a digit (alerts.matching.structures_file)


def meet(session: Session, telegram_id: int, name: str, now: datetime) -> Person:
    """The person behind this account, known or new. `name`: the first name as it is today.

    Somebody who writes to us can be written to: `blocked_at` is cleared.
    """
    name = tidy(name)
    known = people.person_on_telegram(session, telegram_id)
    if known is None:
        people.add_person(session, telegram_id, name, now)
        known = people.person_on_telegram(session, telegram_id)
        if known is None:
            raise RuntimeError("a person was neither found nor added")
    if known.name == name and known.blocked_at is None:
        return known
    people.put_person(session, known.id, name=name, blocked_at=None)
    if known.blocked_at is not None:
        _told_again(session, known.id, now)
    return replace(known, name=name, blocked_at=None)


def tidy(name: str) -> str:
    """On one line, not longer than names are."""
    return " ".join(name.replace("\0", "").split())[:LONGEST_NAME]


def load_person(session: Session, person_id: int) -> Person:
    """Raises NotYours when they were erased meanwhile."""
    found = people.load_person(session, person_id)
    if found is None:
        raise NotYours("Vos données ont été effacées. Tapez /start pour recommencer.")
    return found


def save_step(session: Session, person_id: int, step: Step) -> None:
    """Nothing happens for a person who was erased meanwhile."""
    people.put_step(session, person_id, step)


def blocked(session: Session, telegram_id: int, now: datetime) -> None:
    """They blocked the bot, or Telegram says that they can no longer be written to. The first time is kept.

    What waits for them is settled; they find it in the chat when they come back.
    """
    known = people.person_on_telegram(session, telegram_id)
    if known is not None:
        audience.mark_unreachable(session, Recipient(TELEGRAM, f"person:{known.id}"), BLOCKED, now)


def back(session: Session, telegram_id: int, now: datetime) -> None:
    """They can be written to again, and are reminded again of what is kept."""
    known = people.person_on_telegram(session, telegram_id)
    if known is not None and known.blocked_at is not None:
        people.put_person(session, known.id, blocked_at=None)
        _told_again(session, known.id, now)


def _told_again(session: Session, person_id: int, now: datetime) -> None:
    for _, structure in memberships_of(session, person_id):
        reminding.after_change_of_team(session, structure.id, now)


def showed(session: Session, person_id: int, buttons: tuple[tuple[str, str], ...]) -> None:
    """These (label, data) are the last buttons that this person was shown, and can type. While a question waits for
    its answer, its own buttons stay."""
    known = people.load_person(session, person_id)
    if known is not None and not known.step.space:
        people.put_step(session, person_id, replace(known.step, buttons=buttons))


def memberships_of(session: Session, person_id: int) -> list[tuple[Membership, Structure]]:
    """The structures of a person, in the order in which they joined them."""
    return people.memberships_of_person(session, person_id)


def current_of(session: Session, person: Person) -> tuple[Membership, Structure] | None:
    """The structure that commands are about: the current one, else the first. None for somebody who has none."""
    held = memberships_of(session, person.id)
    return next((one for one in held if one[0].id == person.current), held[0] if held else None)


def own(session: Session, person_id: int, membership_id: int) -> tuple[Membership, Structure]:
    """This membership, which is this person's. Raises NotYours."""
    membership = people.load_membership(session, membership_id)
    if membership is None or membership.person_id != person_id:
        raise NotYours
    structure = structures.load_structure(session, membership.structure_id)
    if structure is None:
        raise NotYours
    return membership, structure


def managed(session: Session, person_id: int, membership_id: int) -> tuple[Membership, Structure]:
    """As `own`, for a change that only a manager makes. Raises NotYours, NotAllowed."""
    membership, structure = own(session, person_id, membership_id)
    if membership.role is not Role.MANAGER:
        raise NotAllowed
    return membership, structure


def member_for(session: Session, person_id: int, structure_id: str) -> Membership:
    """What this person is in this structure, asked before anything is done about one of its matches. Raises
    NotYours."""
    membership = people.membership_in(session, person_id, structure_id)
    if membership is None:
        raise NotYours
    return membership


def team_of(session: Session, structure_id: str) -> list[tuple[Person, Membership]]:
    """In the order in which they joined."""
    return people.memberships_of_structure(session, structure_id)


def managers(team: Sequence[tuple[Person, Membership]]) -> list[tuple[Person, Membership]]:
    return [one for one in team if one[1].role is Role.MANAGER]


def create_structure(session: Session, person_id: int, draft: Structure, now: datetime) -> tuple[Membership, Structure]:
    """A new structure, with this person as its manager; it becomes their current one.

    `draft.id` and `draft.channels` are not used: the id is made here, and messages go to its people and groups only.
    """
    load_person(session, person_id)
    structure = replace(draft, id=_new_id(session), channels=())
    structures.put_structures(session, [structure], now)
    membership = join(session, person_id, structure.id, Role.MANAGER, now)
    return membership, structure


def join(session: Session, person_id: int, structure_id: str, role: Role, now: datetime) -> Membership:
    """This structure becomes their current one. Somebody who was in it already keeps the role they had."""
    people.add_membership(session, person_id, structure_id, role, now)
    membership = member_for(session, person_id, structure_id)
    people.put_person(session, person_id, current=membership.id)
    reminding.after_change_of_team(session, structure_id, now)
    return membership


def change_structure(session: Session, person_id: int, membership_id: int, structure: Structure, now: datetime) -> None:
    """Write over the structure of this membership. Its id and its channels stay: they are not the profile.

    Raises NotYours, NotAllowed unless a manager asks.
    """
    _, held = managed(session, person_id, membership_id)
    structures.put_structures(session, [replace(structure, id=held.id, channels=held.channels)], now)


def prefer(session: Session, person_id: int, membership_id: int, preference: Preference) -> None:
    """When this person wants to hear of this structure. Raises NotYours."""
    own(session, person_id, membership_id)
    people.put_preference(session, membership_id, preference)


def make_current(session: Session, person_id: int, membership_id: int) -> None:
    """Commands are now about this structure. Raises NotYours."""
    own(session, person_id, membership_id)
    people.put_person(session, person_id, current=membership_id)


def is_host_s(structure_id: str) -> bool:
    """It comes from the host's file, and not from a person in the chat: people come and go, it stays."""
    return not structure_id.startswith(_MADE_HERE)


def _new_id(session: Session) -> str:
    """Short, never taken, and never that of a structure of the host's file."""
    while True:
        drawn = _MADE_HERE + base64.b32encode(secrets.token_bytes(5)).decode().lower()
        if structures.load_structure(session, drawn) is None:
            return drawn
