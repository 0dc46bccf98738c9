"""What is told about a call for partners, and about the room of a group, on the day when it is sent."""

from datetime import datetime

from alerts.messages.message import Message
from alerts.messages.network.call import agreed_message, ended_message, wanted_message, yes_message
from alerts.model.delivery import Later, Refused
from alerts.model.network import Answered, Call, Candidate
from alerts.services import call_seen, call_telling, room_words
from alerts.services.due import NOTHING_LEFT, Due
from alerts.services.errors import NotYours
from alerts.services.replying import Replying
from alerts.store import calls, network_people
from alerts.store.engine import Session
from alerts.store.recipients import PERSON, number_of

LEFT = "la structure ne fait plus partie du réseau"
MUTED = "cette personne ne veut plus de messages de ce réseau"
CLOSED = "appel à partenaires clos avant l'envoi"
SAID = "la structure a déjà répondu"


def message(session: Session, made: Replying, one: Due, now: datetime) -> Message | Refused | Later:
    """Of a row of kind CALL."""
    if "room" in one.row.cause:
        return room_words.message(session, made, one, now)
    call = calls.load(session, int(str(one.row.cause["call"])))
    candidate = calls.candidate(session, call.id, int(str(one.row.cause["rank"]))) if call else None
    if call is None or candidate is None:
        return Refused(NOTHING_LEFT)
    if network_people.load_member(session, call.network_id, one.structure.id) is None:
        return Refused(LEFT)
    try:
        return _written(session, one, call, candidate, now)
    except NotYours:
        return Refused(NOTHING_LEFT)


def _written(session: Session, one: Due, call: Call, candidate: Candidate, now: datetime) -> Message | Refused:
    """Raises NotYours when what it speaks of is gone."""
    match one.row.cause["what"]:
        case call_telling.ASKED:
            return _asked(session, one, call, candidate, now)
        case call_telling.SAID_YES:
            return _said_yes(session, call, candidate, now)
        case call_telling.AGREED:
            return _agreed(session, one, call, candidate, now)
        case _:
            return _ended(session, call, candidate, now)


def _asked(session: Session, one: Due, call: Call, candidate: Candidate, now: datetime) -> Message | Refused:
    person = number_of(one.row.to, PERSON)
    if person is not None and network_people.is_muted(session, call.network_id, person):
        return Refused(MUTED)
    if candidate.answer is not None:
        return Refused(SAID)
    wanted = call_seen.of_candidate(session, call, candidate, now)
    return Refused(CLOSED) if wanted.over else wanted_message(wanted)


def _said_yes(session: Session, call: Call, candidate: Candidate, now: datetime) -> Message | Refused:
    sought = call_seen.of_seeker(session, call, now)
    other = next((one for one in sought.waiting if one.rank == candidate.rank), None)
    if sought.over or other is None or candidate.seeker_answer is not None:
        return Refused(CLOSED if sought.over else SAID)
    return yes_message(sought, other)


def _agreed(session: Session, one: Due, call: Call, candidate: Candidate, now: datetime) -> Message | Refused:
    """The name of the seeker, to the member that said yes; only while both still say so."""
    if not candidate.agreed or one.structure.id != candidate.structure_id:
        return Refused(NOTHING_LEFT)
    wanted = call_seen.of_candidate(session, call, candidate, now)
    if wanted.contact is None:
        return Refused(NOTHING_LEFT)
    return agreed_message(wanted, wanted.contact)


def _ended(session: Session, call: Call, candidate: Candidate, now: datetime) -> Message | Refused:
    if candidate.agreed or candidate.answer is not Answered.YES:
        return Refused(SAID)
    wanted = call_seen.of_candidate(session, call, candidate, now)
    return ended_message(wanted)
