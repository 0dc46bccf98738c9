"""What a structure says of an opportunity: we answer, together, keep, not for us; and what follows from it."""

from datetime import datetime

from alerts.model.response import RefusalReason, Response, ResponseStatus
from alerts.services import people, reminding
from alerts.services.errors import NotYours
from alerts.store import responses
from alerts.store.engine import Session
from alerts.store.recipients import PERSON, TELEGRAM
from alerts.store.responses import Held

GONE = "Cette annonce n'est plus enregistrée, ou elle concerne une structure dont vous ne faites pas partie."


def respond(
    session: Session,
    person_id: int,
    match_id: int,
    status: ResponseStatus | None,
    now: datetime,
    why: RefusalReason | None = None,
) -> Response | None:
    """What the structure says from now on; None takes back what it said. Managers and members may, alike.

    Saying again what was said changes nothing: the answer then holds who said it first (`by`), and when (`at`); a
    reason that comes after the refusal is added to it. Of two people who say different things the last one wins.
    Reminders follow in the same transaction. Raises NotYours.
    """
    before = held_for(session, person_id, match_id, for_update=True).response
    after = _after(before, Response(match_id, status, now, person_id, why)) if status else None
    if after != before:
        responses.put_response(session, match_id, after)
        reminding.owe_reminders(session, [match_id], now)
    return after


def held_for(session: Session, person_id: int, match_id: int, *, for_update: bool = False) -> Held:
    """The match, which is of a structure of this person. Raises NotYours."""
    held = responses.load_held(session, match_id, for_update=for_update)
    if held is None:
        raise NotYours(GONE)
    people.member_for(session, person_id, held.structure_id)
    return held


def as_it_is_now(session: Session, match_id: int, receipt: str) -> int:
    """What this number of a button names today: of two opportunities that turned out to be one, one match is left.

    `receipt` is that of the message under which the button stands. The right to it is still to be checked.
    """
    if responses.load_held(session, match_id) is not None:
        return match_id
    told = responses.matches_of_receipt(session, TELEGRAM, None, receipt)
    return told[0] if len(told) == 1 else match_id


def told_in(session: Session, person_id: int, receipt: str, now: datetime) -> list[int]:
    """The matches that a message sent to this person spoke of, by its receipt; empty when it was not theirs.

    In the order of the message, where what closes first comes first: a number means the same here and there.
    """
    found = responses.matches_of_receipt(session, TELEGRAM, _key(person_id), receipt)
    deadlines = reminding.deadlines(session, responses.held_of(session, found), now)
    dated = sorted((one for one in found if one in deadlines), key=lambda one: deadlines[one].at)
    return dated + [one for one in found if one not in deadlines]


def last_told(session: Session, person_id: int) -> int | None:
    """The match of the last message that reached this person, about a structure they are still in."""
    last = _last(session, person_id)
    return last[0] if last else None


def last_receipt(session: Session, person_id: int) -> str | None:
    """The receipt of that message: « chat/message »."""
    last = _last(session, person_id)
    return last[1] if last else None


def _last(session: Session, person_id: int) -> tuple[int, str] | None:
    structures = [structure.id for _, structure in people.memberships_of(session, person_id)]
    return responses.last_match_told(session, TELEGRAM, _key(person_id), structures)


def _key(person_id: int) -> str:
    return f"{PERSON}{person_id}"


def _after(before: Response | None, said: Response) -> Response:
    """The one before when nothing new is said."""
    if before is None or before.status is not said.status:
        return said
    if said.why is None or said.why is before.why:
        return before
    return Response(before.match_id, before.status, before.at, before.by, said.why)
