"""Groups where a structure is told: linked by a manager, followed when they move, left alone when we cannot write.

A structure has one place in a chat: the group, or one topic of it. A chat may be told of several structures. Networks
come with their own use case: what is linked here is a structure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.model.people import Group, Membership, Role
from alerts.model.structure import Structure
from alerts.services import noticing, people, reminding
from alerts.services.errors import NotYours
from alerts.store import groups, leaving, recipients
from alerts.store.engine import Session

REMOVED = "Vigie a été retirée du groupe"
GENERAL_CLOSED = "le sujet général du groupe est fermé"
TOPIC_CLOSED = (
    "Un sujet de « {} » est fermé",
    (
        "Le sujet de « {} » où arrivaient vos annonces est fermé ou supprimé. Elles arrivent désormais dans le groupe "
        "lui-même. Pour choisir un autre sujet, tapez /relier dans ce sujet."
    ),
)
SILENT = (
    "Le groupe « {} » ne reçoit plus vos annonces",
    (
        "Raison : {}. Vos autres messages continuent. Pour reprendre dans le groupe, ajoutez-y Vigie de nouveau ou "
        "rouvrez le sujet, puis tapez /relier dans le groupe."
    ),
)
NOT_LINKED = "Ce groupe n’est pas relié, ou il ne l’est plus."
_LONGEST_TITLE = 128  # Bot API, Chat.title


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in Telegram: a chat, and a topic of it (None: the group itself). `title` is that of the chat."""

    chat_id: int
    topic_id: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Linked:
    """`before`: the place that this structure had in the same chat, None when it had none."""

    group: Group
    structure: Structure
    before: Group | None


@dataclass(frozen=True, slots=True)
class Added:
    """We were put in a chat. `linked`: what is told there already; `mine`: what who added us may link."""

    linked: tuple[Structure, ...]
    mine: tuple[tuple[Membership, Structure], ...]


def may_link(session: Session, person_id: int) -> list[tuple[Membership, Structure]]:
    """The structures that this person may show to a group: those they manage."""
    return [one for one in people.memberships_of(session, person_id) if one[0].role is Role.MANAGER]


def link(session: Session, person_id: int, membership_id: int, spot: Spot, now: datetime) -> Linked:
    """From now on this structure is told there; linking again in another topic moves it.

    The caller has checked that this person is an administrator of the chat. Raises NotYours, NotAllowed: only a manager
    shows a structure to others.
    """
    _, structure = people.managed(session, person_id, membership_id)
    title = _tidy(spot.title)
    new = groups.add_group(session, spot.chat_id, spot.topic_id, structure.id, title, person_id, now)
    here = [one for one, its in groups.groups_in_chat(session, spot.chat_id) if its.id == structure.id]
    kept, *others = here
    _forget(session, others)
    group = replace(kept, topic_id=spot.topic_id, title=title, linked_by=person_id, trouble=None)
    groups.put_group(session, group)
    reminding.after_change_of_team(session, structure.id, now)
    return Linked(group, structure, None if new and not others else kept)


def unlink(session: Session, group_id: int, chat_id: int) -> Structure:
    """Nothing of this structure is told there any more. For an administrator of the chat, which the caller has checked:
    a group decides what it is told. Raises NotYours when it is linked in another chat, or no more."""
    held = {group.id: structure for group, structure in groups.groups_in_chat(session, chat_id)}
    if group_id not in held:
        raise NotYours(NOT_LINKED)
    _forget_ids(session, [group_id])
    return held[group_id]


def unlink_ours(session: Session, person_id: int, membership_id: int, group_id: int) -> Group:
    """As `unlink`, from afar, by a manager of the structure. Raises NotYours, NotAllowed."""
    _, structure = people.managed(session, person_id, membership_id)
    group = groups.load_group(session, group_id)
    if group is None or group.structure_id != structure.id:
        raise NotYours(NOT_LINKED)
    _forget_ids(session, [group_id])
    return group


def of_chat(session: Session, chat_id: int) -> list[tuple[Group, Structure]]:
    """What is told in this chat, all topics together."""
    return groups.groups_in_chat(session, chat_id)


def of_structure(session: Session, structure_id: str) -> list[Group]:
    return groups.groups_of_structure(session, structure_id)


def topic_closed(session: Session, group: Group, now: datetime) -> Group | None:
    """The topic of `group` was closed or deleted: it falls back to the group itself, and who linked it is told.

    The group as it is now, with `trouble` when the group itself is closed too; None when it is no longer linked. Safe
    to repeat: what was seen before the fall changes nothing after it.
    """
    now_held = groups.load_group(session, group.id)
    if now_held is None or now_held.topic_id != group.topic_id:
        return now_held
    if now_held.topic_id is None:
        return _in_trouble(session, now_held, GENERAL_CLOSED, now)
    fallen = _fallen(session, now_held)
    words = (TOPIC_CLOSED[0].format(fallen.title), TOPIC_CLOSED[1].format(fallen.title))
    _tell(session, fallen, f"topic:{group.id}:{group.topic_id}", words, now)
    return fallen


def migrated(session: Session, old_chat: int, new_chat: int) -> None:
    """A group became a supergroup: same people, another number. Telegram says so twice: safe to repeat."""
    recipients.move_chat(session, old_chat, new_chat)


def added(session: Session, person_id: int, spot: Spot) -> Added:
    """We were put (back) in this chat by that person: what was linked there can be written to again."""
    held = groups.groups_in_chat(session, spot.chat_id)
    for group, _ in held:
        groups.put_group(session, replace(group, title=_tidy(spot.title), trouble=None))
    return Added(tuple(structure for _, structure in held), tuple(may_link(session, person_id)))


def removed(session: Session, chat_id: int, now: datetime) -> None:
    """We were put out of this chat: nothing is sent there, and those who linked it are told. Safe to repeat."""
    for group, _ in groups.groups_in_chat(session, chat_id):
        if group.trouble is None:
            _in_trouble(session, group, REMOVED, now)


def _fallen(session: Session, group: Group) -> Group:
    """In the group itself: there already, if the structure had that place too."""
    here = [one for one, _ in groups.groups_in_chat(session, group.chat_id) if one.structure_id == group.structure_id]
    itself = next((one for one in here if one.topic_id is None), None)
    if itself is not None:
        _forget(session, [group])
        return itself
    group = replace(group, topic_id=None)
    groups.put_group(session, group)
    return group


def _in_trouble(session: Session, group: Group, why: str, now: datetime) -> Group:
    if group.trouble is not None:
        return group
    group = replace(group, trouble=why)
    groups.put_group(session, group)
    words = (SILENT[0].format(group.title), SILENT[1].format(why))
    _tell(session, group, f"group:{group.id}", words, now)
    return group


def _tell(session: Session, group: Group, about: str, words: tuple[str, str], now: datetime) -> None:
    """Once a day at most for the same thing: a topic may close again."""
    told = noticing.who_answers_for(session, group.structure_id, group.linked_by)
    noticing.tell(session, group.structure_id, told, f"{about}:{now:%Y%m%d}", words, now)


def _forget(session: Session, gone: Iterable[Group]) -> None:
    _forget_ids(session, [one.id for one in gone])


def _forget_ids(session: Session, ids: list[int]) -> None:
    """With what was sent or waits: numbers of groups may be given again."""
    for one in ids:
        leaving.delete_deliveries_to(session, f"group:{one}")
    groups.delete_groups(session, ids)


def _tidy(title: str) -> str:
    return " ".join(title.replace("\0", "").split())[:_LONGEST_TITLE]
