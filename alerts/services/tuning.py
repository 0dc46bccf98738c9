"""After « Pas pour moi »: one change of the profile, proposed, and made only when a manager says yes."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from alerts.matching import tuning
from alerts.matching.tuning import Proposal
from alerts.model.people import Membership, Role
from alerts.model.response import RefusalReason
from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.errors import NotAllowed, Refusal
from alerts.services.responding import held_for
from alerts.store import notices, structures
from alerts.store.engine import Session

CHANGED = "Ce changement est déjà fait, ou votre profil a changé entre-temps. Tapez /profil pour le voir."


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal made to a member. `mark` names it in a button: what is accepted is what was read.

    `may_accept` is False for a member who is no manager; `managers` are the first names of those who may.
    """

    proposal: Proposal
    structure: Structure
    membership: Membership
    mark: str
    managers: tuple[str, ...] = ()

    @property
    def may_accept(self) -> bool:
        return self.membership.role is Role.MANAGER


def offer(
    session: Session, person_id: int, match_id: int, why: RefusalReason, *, too_small: bool = False
) -> Offer | None:
    """None when no change is precise enough, or when it is made already. Raises NotYours."""
    held = held_for(session, person_id, match_id)
    structure = structures.load_structure(session, held.structure_id)
    notice = notices.load_notices(session, [held.match.notice_id]).get(held.match.notice_id)
    if structure is None or notice is None:
        return None
    found = tuning.propose(structure, held.match, notice, why, held.told_at, too_small=too_small)
    if found is None:
        return None
    team = people.managers(people.team_of(session, structure.id))
    membership = people.member_for(session, person_id, structure.id)
    names = tuple(person.name for person, _ in team if person.name)
    return Offer(found, structure, membership, mark_of(found), names)


def accept(
    session: Session,
    person_id: int,
    match_id: int,
    why: RefusalReason,
    mark: str,
    now: datetime,
    *,
    too_small: bool = False,
) -> Structure:
    """The structure with the change, made on the profile of today.

    Raises NotYours, NotAllowed (only managers change a profile), Refusal when it no longer says what was read.
    """
    found = offer(session, person_id, match_id, why, too_small=too_small)
    if found is not None and not found.may_accept:
        raise NotAllowed
    if found is None or found.mark != mark:
        raise Refusal(CHANGED)
    people.change_structure(session, person_id, found.membership.id, found.proposal.after, now)
    return found.proposal.after


def mark_of(proposal: Proposal) -> str:
    """Eight hexadecimal digits that change with the words of the proposal: they say all that it changes."""
    return f"{crc32(proposal.text.encode()):08x}"
