"""« Juste à côté »: one change of the profile that takes in a near miss, made only when a manager says yes.

The near miss is judged again from what holds today, so that nothing of it has to be kept. Once the profile is wider,
the opportunity is adopted (`alerts.services.adopting`): it becomes a match of the structure, which can be kept,
answered and corrected like the rest, and no message is owed for it, since it was shown.
"""

from dataclasses import dataclass
from datetime import datetime

from alerts.clauses.read import read_notice
from alerts.matching import oracle, widening
from alerts.matching.document import describe
from alerts.matching.widening import Proposal
from alerts.model.match import Match
from alerts.model.people import Membership, Role
from alerts.model.reading import LotReading
from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.adopting import adopt
from alerts.services.effective import Effective, Read, effective
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.preview import Found
from alerts.services.telling import answerable
from alerts.services.tuning import mark_of
from alerts.store import current, matches, notices, structures
from alerts.store import people as members
from alerts.store.engine import Session
from alerts.territory.france import France
from scrapers.notice import Notice

CHANGED = "Ce changement est déjà fait, ou cette annonce n'est plus juste à côté de votre profil."
GONE = "Ce lien concerne une structure dont vous ne faites plus partie."
ONLY_MANAGERS = "Seul un responsable de la structure peut changer son profil"


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal made to a member, as `alerts.services.tuning.Offer`, with the notice that is just aside as of today.

    `mark` names what was read: a link may hold an older one, a form holds this one.
    """

    proposal: Proposal
    structure: Structure
    membership: Membership
    mark: str
    notice: Notice
    readings: tuple[LotReading, ...]
    match: Match
    managers: tuple[str, ...] = ()

    @property
    def may_accept(self) -> bool:
        return self.membership.role is Role.MANAGER


@dataclass(frozen=True, slots=True)
class Widened:
    """`match_id`: the match that the opportunity became, None when it closed at that very moment."""

    structure: Structure
    match_id: int | None


def offer(
    session: Session, membership_id: int, notice_id: str, now: datetime, *, read: Read = read_notice
) -> Offer | None:
    """What would take this notice in, as of now; None when nothing precise would, or when it is no near miss (any
    more): see `match_of`. Raises NotYours when the membership is gone."""
    membership, structure = _held(session, membership_id)
    held = _holding(session, notice_id, read)
    if held is None or match_of(session, membership_id, notice_id) is not None:
        return None
    document = describe(held.notice, held.readings, France.load())
    match = oracle.match(structure, document, now)
    found = widening.propose(structure, match, held.notice, held.readings, now) if match else None
    if match is None or found is None:
        return None
    names = tuple(person.name for person, _ in people.managers(people.team_of(session, structure.id)) if person.name)
    return Offer(found, structure, membership, mark_of(found), held.notice, held.readings, match, names)


def accept(
    session: Session, membership_id: int, notice_id: str, mark: str, now: datetime, *, read: Read = read_notice
) -> Widened:
    """Make the change on the profile of today, and adopt the opportunity.

    Raises NotYours, NotAllowed (only managers change a profile: the sentence says who they are), Refusal when it no
    longer says what was read, or is done already.
    """
    found = offer(session, membership_id, notice_id, now, read=read)
    if found is not None and not found.may_accept:
        raise NotAllowed(_who_may(found.managers))
    if found is None or found.mark != mark:
        raise Refusal(CHANGED)
    after = found.proposal.after
    people.change_structure(session, found.membership.person_id, membership_id, after, now)
    return Widened(after, _adopted(session, found, now))


def match_of(session: Session, membership_id: int, notice_id: str) -> int | None:
    """The match that this notice's opportunity is already for the structure, None when it is none. Raises NotYours."""
    membership, _ = _held(session, membership_id)
    opportunity = notices.opportunity_of(session, notice_id)
    return matches.number_of(session, membership.structure_id, opportunity) if opportunity else None


def _held(session: Session, membership_id: int) -> tuple[Membership, Structure]:
    membership = members.load_membership(session, membership_id)
    structure = structures.load_structure(session, membership.structure_id) if membership else None
    if membership is None or structure is None:
        raise NotYours(GONE)
    return membership, structure


def _holding(session: Session, notice_id: str, read: Read) -> Effective | None:
    """What holds today in the line of this notice; None when it is over or forgotten."""
    opportunity = current.open_now(session, [notice_id]).get(notice_id)
    group = notices.of_opportunities(session, [opportunity]).get(opportunity, []) if opportunity else []
    source = next((one.notice.source for one in group if one.notice.id == notice_id), None)
    held = effective((one.notice for one in group if one.notice.source == source), read)
    closed = "cancelled" if held and held.facts.cancelled else None
    return held if held is not None and answerable(held, closed) else None


def _adopted(session: Session, found: Offer, now: datetime) -> int | None:
    """The number of the match that it is from now on."""
    opportunity = notices.opportunity_of(session, found.match.notice_id)
    document = describe(found.notice, found.readings, France.load())
    match = oracle.match(found.proposal.after, document, now, near_misses=False)
    if match is None or opportunity is None:
        return None
    return adopt(session, found.structure.id, [Found(opportunity, found.notice, match)], now).get(opportunity)


def _who_may(managers: tuple[str, ...]) -> str:
    return f"{ONLY_MANAGERS} : {', '.join(managers)}." if managers else f"{ONLY_MANAGERS}."
