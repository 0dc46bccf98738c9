"""Nothing is sent for a while, and when things are sent again: to one person, or to everybody in a structure.

What is found meanwhile is kept, and leaves grouped at the end. Reminders wait too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.model.people import Membership, Recipient
from alerts.model.preference import Preference
from alerts.services import lists, owing, people, reminding, stopping
from alerts.services.errors import Refusal
from alerts.services.lists import Item
from alerts.store import leaving, pauses
from alerts.store import people as held
from alerts.store.engine import Session

MOST = timedelta(days=366)
PAST = "Cette date est passée : choisissez un jour à venir."
TOO_LONG = "Une pause dure un an au plus. Pour ne plus rien recevoir, tapez /stop."


@dataclass(frozen=True, slots=True)
class Paused:
    """Until when, for this person and for the whole structure; None when there is no pause, or when it is over.

    `stopped`: they asked for nothing more at all (`alerts.services.stopping`), which has no end.
    """

    own: datetime | None = None
    structure: datetime | None = None
    stopped: bool = False

    @property
    def until(self) -> datetime | None:
        """When this person is told again."""
        return max((one for one in (self.own, self.structure) if one), default=None)


def paused(session: Session, membership: Membership, now: datetime) -> Paused:
    """What holds today."""
    structure = pauses.structure_pause(session, membership.structure_id)
    if stopping.is_stopped(membership):
        return Paused(None, _ahead(structure, now), stopped=True)
    return Paused(_ahead(membership.paused_until, now), _ahead(structure, now))


def pause(session: Session, person_id: int, membership_id: int, until: datetime, now: datetime) -> None:
    """Nothing more for this person about this structure. Raises NotYours, Refusal when `until` is past or too far."""
    membership, _ = people.own(session, person_id, membership_id)
    _check(until, now)
    if stopping.is_stopped(membership):  # what was found since they asked for silence stays in the list of their alerts
        leaving.end_waiting(session, _to(person_id).key, membership.structure_id, now, stopping.WHY)
    held.put_pause(session, [membership.id], until)
    owing.redate(session, now, recipient=_to(person_id))


def pause_structure(session: Session, person_id: int, membership_id: int, until: datetime, now: datetime) -> None:
    """Nothing more for anybody in the structure, its groups included. Raises NotYours, NotAllowed, Refusal."""
    _, structure = people.managed(session, person_id, membership_id)
    _check(until, now)
    pauses.put_structure_pause(session, structure.id, until)
    owing.redate(session, now, structure_ids=[structure.id])


def resume(session: Session, person_id: int, membership_id: int, now: datetime) -> None:
    """This person is told again: what waited leaves at the next moment of their rhythm, and what was kept meanwhile has
    its reminders at last. Raises NotYours."""
    membership, _ = people.own(session, person_id, membership_id)
    if stopping.is_stopped(membership):
        stopping.resume(session, person_id, now)
        return
    held.put_pause(session, [membership.id], None)
    owing.redate(session, now, recipient=_to(person_id))
    reminding.after_change_of_team(session, membership.structure_id, now)


def resume_structure(session: Session, person_id: int, membership_id: int, now: datetime) -> None:
    """Everybody in it is told again, but those who made a pause of their own. Raises NotYours, NotAllowed."""
    _, structure = people.managed(session, person_id, membership_id)
    pauses.put_structure_pause(session, structure.id, None)
    owing.redate(session, now, structure_ids=[structure.id])
    reminding.after_change_of_team(session, structure.id, now)


def closing_before(session: Session, structure_id: str, until: datetime, now: datetime) -> tuple[Item, ...]:
    """What the structure keeps and that closes before `until`, the nearest first: nobody is reminded of it meanwhile.

    Who asks was checked.
    """
    kept = lists.kept(session, structure_id, now).items
    return tuple(one for one in kept if not one.over and one.deadline is not None and one.deadline.at <= until)


def change_rhythm(
    session: Session, person_id: int, membership_ids: Sequence[int], preference: Preference, now: datetime
) -> None:
    """When this person wants to hear of these structures; what waits follows at once. Raises NotYours."""
    for membership_id in membership_ids:
        people.prefer(session, person_id, membership_id, preference)
        _, structure = people.own(session, person_id, membership_id)
        reminding.after_change_of_team(session, structure.id, now)
    owing.redate(session, now, recipient=_to(person_id))


def _check(until: datetime, now: datetime) -> None:
    if until <= now:
        raise Refusal(PAST)
    if until > now + MOST:
        raise Refusal(TOO_LONG)


def _ahead(until: datetime | None, now: datetime) -> datetime | None:
    return until if until is not None and until > now else None


def _to(person_id: int) -> Recipient:
    """On all their channels: a pause and a rhythm hold for all."""
    return Recipient(people.TELEGRAM, f"person:{person_id}")
