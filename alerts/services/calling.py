"""A blind call for partners: opened, answered, closed. Nobody's name, nor anybody's no, leaves before both say yes."""

from dataclasses import dataclass
from datetime import datetime

from alerts.model.network import Answered, Call, Candidate
from alerts.model.response import KEEPING, ResponseStatus
from alerts.network.rights import Act
from alerts.services import call_ground, call_telling, call_waves, networks, responding, rooms
from alerts.services.call_ground import Ground
from alerts.services.errors import NotYours, Refusal
from alerts.store import calls, network_people
from alerts.store import networks as kept_networks
from alerts.store import rooms as kept_rooms
from alerts.store.engine import Session

MOST_OPEN = 5  # calls of one structure in one network: each of them is messages to fifteen members at most
GONE = "Cet appel n'existe plus, ou il n'a pas été proposé à votre structure."
NOBODY = "Personne, dans ce réseau, ne semble pouvoir apporter ce qui vous manque : il n'y a personne à appeler."
CLOSED = "Cet appel est clos : on ne peut plus y répondre."
TOO_MANY = f"Vous avez déjà {MOST_OPEN} appels ouverts dans ce réseau : closez-en un d'abord."
ALREADY = "Vous avez déjà dit oui tous les deux : vos noms sont échangés. Pour vous retirer, quittez le groupe."
NO_LONGER = "Ce membre n'est plus disponible."


@dataclass(frozen=True, slots=True)
class Answer:
    """What is now said. `met`: both said yes, `room_id` is the room of their group."""

    call: Call
    said: Answered
    met: bool = False
    room_id: int | None = None


def open_call(
    session: Session, person_id: int, match_id: int, lot: str, network_id: int, now: datetime, *, freely: bool
) -> Call:
    """For the structure of this match, by any of its people; the first members are asked at once. What was open
    already stays as it is. `lot`: its key (`alerts.reply_help.case.key_of`).

    Raises NotYours, NotAllowed; Refusal when nobody can answer any more, or there is nobody to ask.
    """
    kept_networks.hold_network(session, network_id)
    held = responding.held_for(session, person_id, match_id, for_update=True)
    network = networks.require(session, person_id, network_id, Act.CALL_PARTNERS)
    networks.own_member(session, person_id, network_id, held.structure_id)
    ground = _open_ground(session, held.opportunity_id, held.match.notice_id, lot, now)
    about = (network.id, held.structure_id, held.opportunity_id, lot)
    same = [one for one in calls.of_structure(session, held.structure_id) if one.network_id == network.id]
    there = next((one for one in same if _about(one) == about and one.closed_at is None), None)
    if there is not None:
        return there
    if sum(one.closed_at is None for one in same) >= MOST_OPEN:
        raise Refusal(TOO_MANY)
    new = Call(0, *about[:3], held.match.notice_id, lot, now, person_id, freely, ground.closes(now))
    made = _held(session, calls.add(session, new))
    if held.response is None or held.response.status not in KEEPING - {ResponseStatus.KEPT}:
        responding.respond(session, person_id, match_id, ResponseStatus.TOGETHER, now)
    if not call_waves.wave(session, made, ground, now) and not calls.candidates_of(session, made.id):
        raise Refusal(NOBODY)
    return _held(session, made.id)


def answer(session: Session, person_id: int, call_id: int, rank: int, said: Answered, now: datetime) -> Answer:
    """A member that the call was proposed to says yes or no, by any of its people; the last word wins until both said
    yes. A no is told to nobody.

    Raises NotYours, in the same words whatever is missing; Refusal when it is closed.
    """
    call = _held(session, call_id)
    one = asked_of(session, person_id, call, rank)
    if one.agreed:
        return _already(session, call, said)
    _still_open(session, call, now)
    calls.put_answer(session, one, said, now)
    if said is Answered.NO:
        return Answer(call, said)
    theirs = one.seeker_answer or (Answered.YES if call.freely else None)
    if theirs is Answered.YES:
        calls.put_seeker_answer(session, one, Answered.YES, now)
        return _met(session, call, one, now)
    if theirs is None:
        call_telling.tell_yes(session, call, one.rank, now)
    return Answer(call, said)


def decide(session: Session, person_id: int, call_id: int, rank: int, said: Answered, now: datetime) -> Answer:
    """The seeker says yes or no to the member of this rank, which said yes. A no is told to nobody.

    Raises NotYours; Refusal when it is closed, or when that member does not say yes (any more).
    """
    call = own(session, person_id, _held(session, call_id))
    one = calls.candidate(session, call_id, rank)
    if one is None or one.answer is not Answered.YES or _left(session, call, one.structure_id):
        raise Refusal(NO_LONGER)
    if one.agreed:
        return _already(session, call, said)
    _still_open(session, call, now)
    calls.put_seeker_answer(session, one, said, now)
    return _met(session, call, one, now) if said is Answered.YES else Answer(call, said)


def close(session: Session, person_id: int, call_id: int, now: datetime) -> Call:
    """In one tap, by any of the people of its seeker. Safe to repeat. Raises NotYours."""
    call = own(session, person_id, _held(session, call_id))
    call_waves.end(session, call, now)
    return call


def counts(session: Session, person_id: int, network_id: int) -> tuple[int, int]:
    """(calls open now, calls that found somebody), for the animators: all that they see. Raises NotYours, NotAllowed.

    Who looks for partners, for what, and who answers is for the two of them.
    """
    networks.require(session, person_id, network_id, Act.SEE_RADAR)
    return calls.count(session, network_id)


def forget_member(session: Session, network_id: int, structure_id: str, now: datetime) -> None:
    """It leaves the network: its calls are closed, nobody finds it among candidates, its proposals are not counted."""
    for number in calls.forget_member(session, network_id, structure_id):
        call_waves.end(session, _held(session, number), now)


def own(session: Session, person_id: int, call: Call) -> Call:
    """A call of a structure of this person, which is a member. Raises NotYours."""
    _inside(session, person_id, call, call.structure_id)
    return call


def asked_of(session: Session, person_id: int, call: Call, rank: int) -> Candidate:
    """The candidate of this rank, a structure of this person, which is a member. Raises NotYours."""
    one = calls.candidate(session, call.id, rank)
    if one is None:
        raise NotYours(GONE)
    _inside(session, person_id, call, one.structure_id)
    return one


def _inside(session: Session, person_id: int, call: Call, structure_id: str) -> None:
    """In the same words, whether it exists or not."""
    try:
        networks.require(session, person_id, call.network_id, Act.CALL_PARTNERS)
        networks.own_member(session, person_id, call.network_id, structure_id)
    except Refusal as refusal:
        raise NotYours(GONE) from refusal


def _held(session: Session, call_id: int) -> Call:
    """Under its lock, and that of its network: nobody leaves while names are exchanged. Raises NotYours."""
    found = calls.hold(session, call_id)
    if found is None:
        raise NotYours(GONE)
    return found


def _open_ground(session: Session, opportunity_id: str, notice_id: str, lot: str, now: datetime) -> Ground:
    found = call_ground.load(session, opportunity_id, notice_id, lot)
    why = found if isinstance(found, str) else found.too_late(now)
    if isinstance(found, str) or why:
        raise Refusal(str(why))
    return found


def _still_open(session: Session, call: Call, now: datetime) -> None:
    """Raises Refusal."""
    if call.closed_at is not None or call_waves.given_up(session, call):
        raise Refusal(CLOSED)
    ground = call_ground.load(session, call.opportunity_id, call.notice_id, call.lot)
    why = ground if isinstance(ground, str) else ground.over(now)
    if why:
        raise Refusal(str(why))


def _met(session: Session, call: Call, one: Candidate, now: datetime) -> Answer:
    room = rooms.open_or_join(session, call, one.structure_id, now)
    call_telling.tell_agreed(session, call, one.structure_id, one.rank, now)
    return Answer(call, Answered.YES, met=True, room_id=room.id)


def _already(session: Session, call: Call, said: Answered) -> Answer:
    """Raises Refusal when it is to be taken back: names are known."""
    if said is Answered.NO:
        raise Refusal(ALREADY)
    room = kept_rooms.room_of_call(session, call.id)
    return Answer(call, said, met=True, room_id=room.id if room else None)


def _left(session: Session, call: Call, structure_id: str) -> bool:
    return network_people.load_member(session, call.network_id, structure_id) is None


def _about(call: Call) -> tuple[int, str, str, str]:
    return call.network_id, call.structure_id, call.opportunity_id, call.lot
