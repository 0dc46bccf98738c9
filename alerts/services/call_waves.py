"""The waves of calls: whom to ask next, and the calls that end by themselves. Safe to repeat, from several machines."""

from dataclasses import replace
from datetime import datetime

from alerts.model.network import Answered, Call, Candidate
from alerts.model.response import ResponseStatus
from alerts.network.calls import LASTS, WAVE, WAVES, wave_due, waves
from alerts.services import call_ground, call_members, call_telling
from alerts.services.call_ground import Ground
from alerts.store import calls, network_people, networks, proposals, responses
from alerts.store.engine import Database, Session

HOW = "call"


def call(database: Database, now: datetime) -> int:
    """Go on with every call that is open; how many members are asked. Each call is one transaction."""
    with database.read() as session:
        waiting = calls.opened(session)
    asked = 0
    for number in waiting:
        with database.write() as session:
            asked += _go_on(session, number, now)
    return asked


def wave(session: Session, one: Call, ground: Ground, now: datetime) -> int:
    """Ask the next members, first those who complete best; how many: three times at most, however often the call is
    opened again. The call is held by the caller."""
    network = networks.load_network(session, one.network_id)
    if network is None or network_people.load_member(session, network.id, one.structure_id) is None:
        return 0
    before = calls.candidates_of(session, one.id)
    if waves(before) >= WAVES:
        return 0
    known = [held.structure_id for held in before]
    found = call_members.queue_for(session, network, one.structure_id, ground.what, now, known).asks[:WAVE]
    first = max((held.rank for held in before), default=0) + 1
    asked = [
        Candidate(one.id, ask.structure_id, rank, tuple(piece.words for piece in ask.pieces), now)
        for rank, ask in enumerate(found, start=first)
    ]
    placed = [(candidate.structure_id, candidate.rank) for candidate in asked]
    calls.add_candidates(session, asked)
    proposals.record(session, network.id, placed, one.opportunity_id, one.lot, HOW, now)
    call_telling.tell_asked(session, one, placed, now)
    calls.put_waved(session, one.id, now)
    return len(asked)


def end(session: Session, one: Call, now: datetime) -> bool:
    """Close it, and tell those who said yes and wait; False when it was closed already."""
    if not calls.close(session, one.id, now):
        return False
    for held in calls.candidates_of(session, one.id):
        if held.answer is Answered.YES and not held.agreed:
            call_telling.tell_ended(session, one, held.structure_id, held.rank, now)
    return True


def given_up(session: Session, one: Call) -> bool:
    """The seeker is no member any more, or said « pas pour moi » of the lot."""
    if network_people.load_member(session, one.network_id, one.structure_id) is None:
        return True
    held = responses.held_about(session, [one.structure_id], [one.notice_id]).get((one.structure_id, one.notice_id))
    return held is not None and held.response is not None and held.response.status is ResponseStatus.REFUSED


def _go_on(session: Session, number: int, now: datetime) -> int:
    one = calls.hold(session, number)
    if one is None or one.closed_at is not None:
        return 0
    ground = call_ground.load(session, one.opportunity_id, one.notice_id, one.lot)
    if isinstance(ground, str) or ground.over(now) or given_up(session, one):
        end(session, one, now)
        return 0
    closes = ground.closes(now)
    if closes is None and now - one.opened_at > LASTS:
        end(session, one, now)
        return 0
    if closes != one.closes_at:
        calls.put_closing(session, one.id, closes)
        one = replace(one, closes_at=closes)
    if ground.too_late(now) or not wave_due(one, calls.candidates_of(session, one.id), now):
        return 0
    return wave(session, one, ground, now)
