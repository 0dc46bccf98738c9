"""Calls as people read them: a search before it becomes a call, a call for its seeker, a call for a candidate.

What leaves here is what may be shown: names and contacts only where both said yes.
"""

from collections.abc import Sequence
from datetime import datetime

from alerts.messages.network.call_values import Contact, Lot, Other, Searched, Sought, Wanted
from alerts.model.network import Answered, Call, Candidate, Network
from alerts.model.structure import Structure
from alerts.network.pieces import Piece, pieces
from alerts.services import call_ground, call_members, call_waves, calling, people, responding
from alerts.services.call_ground import Ground
from alerts.services.errors import NotYours, Refusal
from alerts.store import calls, network_people, replies, rooms, structures
from alerts.store import networks as kept
from alerts.store.engine import Session
from alerts.territory.france import France


def searched(session: Session, person_id: int, match_id: int, lot: str, now: datetime) -> list[Searched]:
    """In each network of the structure of this match, what a search would find, or the call that was made there.

    Raises NotYours; Refusal when nobody can answer any more.
    """
    held = responding.held_for(session, person_id, match_id)
    ground = call_ground.load(session, held.opportunity_id, held.match.notice_id, lot)
    if isinstance(ground, str):
        raise Refusal(ground)
    made = {
        one.network_id: one
        for one in calls.of_structure(session, held.structure_id)
        if (one.opportunity_id, one.lot) == (held.opportunity_id, lot)
    }
    mine = kept.networks_of_structure(session, held.structure_id)
    return [_searched(session, one, held.structure_id, ground, made, now) for one in mine if one.approved_at]


def sought(session: Session, person_id: int, call_id: int, now: datetime) -> Sought:
    """For its seeker. Raises NotYours."""
    return of_seeker(session, calling.own(session, person_id, _call(session, call_id)), now)


def wanted(session: Session, person_id: int, call_id: int, rank: int, now: datetime) -> Wanted:
    """For a member that it was proposed to. Raises NotYours."""
    call = _call(session, call_id)
    return of_candidate(session, call, calling.asked_of(session, person_id, call, rank), now)


def mine(session: Session, person_id: int, now: datetime) -> tuple[list[Sought], list[Wanted]]:
    """What the structures of this person look for, and what they were asked and may still answer: the latest first."""
    own, asked = list[Sought](), list[Wanted]()
    for structure_id in _structures(session, person_id):
        looks, proposed = open_of(session, structure_id, now)
        own, asked = own + looks, asked + proposed
    return own, asked


def open_of(session: Session, structure_id: str, now: datetime) -> tuple[list[Sought], list[Wanted]]:
    """As `mine`, of one structure; who asks is for the caller to check."""
    made = [one for one in calls.of_structure(session, structure_id) if one.closed_at is None]
    own = [of_seeker(session, one, now) for one in made if _member(session, one, structure_id)]
    asked = [
        of_candidate(session, call, one, now)
        for call, one in calls.asked_of(session, structure_id)
        if call.closed_at is None and one.answer is not Answered.NO and _member(session, call, structure_id)
    ]
    return [one for one in own if not one.over], [one for one in asked if not one.over]


def of_seeker(session: Session, call: Call, now: datetime) -> Sought:
    """What its seeker may read of it; who asks is for the caller to check. Raises NotYours when it is gone."""
    ground, structure = _ground(session, call), _structure(session, call.structure_id)
    yes = [one for one in calls.candidates_of(session, call.id) if one.answer is Answered.YES]
    others = [_other(session, call, one, ground) for one in yes if one.seeker_answer is not Answered.NO]
    room = rooms.room_of_call(session, call.id)
    return Sought(
        call.id,
        _network(session, call).name,
        Lot(ground.told(structure, now)),
        structure.name,
        call.freely,
        _over(session, call, ground, now),
        tuple(others),
        room.id if room and call.structure_id in room.members else None,
    )


def of_candidate(session: Session, call: Call, one: Candidate, now: datetime) -> Wanted:
    """What this candidate may read of it; who asks is for the caller to check. Raises NotYours when it is gone."""
    ground, structure = _ground(session, call), _structure(session, one.structure_id)
    pair = call_members.pair(session, call.network_id, call.structure_id, one.structure_id, ground.what)
    has = pair.parts[0].pieces if pair else ()
    seeks = [piece for piece in pieces(ground.what) if piece not in has]
    met = one.agreed and _member(session, call, call.structure_id)
    room = rooms.room_of_call(session, call.id) if met else None
    return Wanted(
        call.id,
        one.rank,
        _network(session, call).name,
        Lot(ground.told(structure, now)),
        structure.name,
        _words(has),
        _words(seeks) or one.brings,
        one.brings,
        call.freely,
        pair is not None and pair.mixed,
        one.answer,
        _over(session, call, ground, now),
        contact_of(session, call.structure_id) if met else None,
        room.id if room and one.structure_id in room.members else None,
    )


def contact_of(session: Session, structure_id: str) -> Contact | None:
    """Its name, and what its sheet gives to reach it; None when it is gone."""
    structure = structures.load_structure(session, structure_id)
    sheet = replies.load_sheet(session, structure_id)
    return Contact(structure.name, sheet.phone, sheet.email, sheet.town) if structure else None


def _searched(
    session: Session, network: Network, structure_id: str, ground: Ground, made: dict[int, Call], now: datetime
) -> Searched:
    call = made.get(network.id)
    seen = of_seeker(session, call, now) if call is not None else None
    queue = call_members.queue_for(session, network, structure_id, ground.what, now)
    return Searched(network.id, network.name, queue, seen)


def _other(session: Session, call: Call, one: Candidate, ground: Ground) -> Other:
    structure = _structure(session, one.structure_id)
    pair = call_members.pair(session, call.network_id, call.structure_id, one.structure_id, ground.what)
    contact = contact_of(session, one.structure_id) if one.agreed else None
    where = _departement(session, structure)
    return Other(one.rank, structure.kinds, where, one.brings, pair is not None and pair.mixed, contact)


def _departement(session: Session, structure: Structure) -> str:
    """Where its sheet says that it is, else the only one where it works; "" otherwise."""
    france = France.load()
    codes = set(france.departements_at(replies.load_sheet(session, structure.id).postcode))
    if len(codes) != 1:
        codes = {code for one in structure.activities for code in one.territory.departements}
    return france.departement_name(codes.pop()) if len(codes) == 1 else ""


def _over(session: Session, call: Call, ground: Ground, now: datetime) -> str:
    closed = call.closed_at is not None or call_waves.given_up(session, call)
    return ground.over(now) or (calling.CLOSED if closed else "")


def _ground(session: Session, call: Call) -> Ground:
    found = call_ground.load(session, call.opportunity_id, call.notice_id, call.lot)
    if isinstance(found, str):
        raise NotYours(calling.GONE)
    return found


def _call(session: Session, call_id: int) -> Call:
    found = calls.load(session, call_id)
    if found is None:
        raise NotYours(calling.GONE)
    return found


def _network(session: Session, call: Call) -> Network:
    found = kept.load_network(session, call.network_id)
    if found is None:
        raise NotYours(calling.GONE)
    return found


def _structure(session: Session, structure_id: str) -> Structure:
    found = structures.load_structure(session, structure_id)
    if found is None:
        raise NotYours(calling.GONE)
    return found


def _structures(session: Session, person_id: int) -> list[str]:
    return [structure.id for _, structure in people.memberships_of(session, person_id)]


def _member(session: Session, call: Call, structure_id: str) -> bool:
    return network_people.load_member(session, call.network_id, structure_id) is not None


def _words(pieces: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(piece.words for piece in pieces)
