"""What is due, with all that its message stands on: whom to tell, the match, the opportunity as it is today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from alerts.messages.mail.written import broadcast_message
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind, Later, Refused
from alerts.model.response import KEEPING, ResponseStatus
from alerts.model.rhythm import next_moment, soonest
from alerts.model.structure import Structure
from alerts.services import audience, owing, reminding
from alerts.services.audience import Listener
from alerts.services.wording import Ground, Holding
from alerts.store import deliveries, notices, people, recipients, responses, structures
from alerts.store.engine import Session
from alerts.store.notices import Stored
from alerts.store.responses import Held
from scrapers.notice import Deadline

NOTHING_LEFT = "l'avis ou la structure n'est plus enregistré : il n'y a plus rien à dire"
CANCELLED = "consultation annulée avant l'envoi de l'alerte"
OVER = "échéance passée avant l'envoi"
NOT_FOLLOWED = "plus suivi par la structure"
MOVED = "l'échéance a changé : ce rappel n'a plus lieu d'être"
NOT_TOLD = "ce destinataire n'est plus relié à la structure, ou ne peut plus être joint"

WORDS = frozenset({DeliveryKind.NOTICE, DeliveryKind.BROADCAST})  # their words are in their cause
_OF_NO_NOTICE = WORDS | {DeliveryKind.DIGEST, DeliveryKind.PROOF, DeliveryKind.CALL, DeliveryKind.LEAD}
_AT_ONCE = frozenset({DeliveryKind.HELP})  # somebody asked for it a moment ago, at whatever hour


@dataclass(frozen=True, slots=True)
class Due:
    """A row that can be written. `ground` is None for what speaks of no match, `answers` is a receipt."""

    row: Claimed
    structure: Structure
    listener: Listener
    ground: Ground | None = None
    deadline: Deadline | None = None
    answers: str = ""

    @property
    def refused(self) -> bool:
        """The structure said « pas pour moi »."""
        return self.ground is not None and self.ground.status is ResponseStatus.REFUSED


Settled = tuple[list[Claimed], Refused | Later]


class Known:
    """What rows of one recipient stand on, looked up once in a session."""

    def __init__(self, session: Session, rows: Sequence[Claimed], now: datetime) -> None:
        self.structure = cache(partial(structures.load_structure, session))
        self.listener = cache(partial(audience.listener_of, session))
        about = [row for row in rows if row.kind not in _OF_NO_NOTICE]
        which = {row.structure_id for row in about if row.structure_id}, {_notice_of(row) for row in about}
        self._held = responses.held_about(session, *which)
        grounds = {one.match_id: one for one in self._held.values()}.values()
        self.groups = groups_of(session, grounds)
        self.deadlines = reminding.deadlines(session, grounds, now)

    def held(self, row: Claimed) -> Held | None:
        """The match of a row: by its notice, since opportunities that turn out to be one keep one match."""
        return self._held.get((row.structure_id, _notice_of(row))) if row.structure_id else None


def _known_elsewhere(session: Session, row: Claimed) -> Listener | None:
    """A word about the service (« vos e-mails ne passent plus ») reaches whoever gave up this channel for another."""
    person, where = recipients.number_of(row.to, recipients.PERSON), audience.address_of(session, row.to)
    member = person and row.structure_id and people.membership_in(session, person, row.structure_id)
    return Listener(row.to, address=where) if member and where else None


def load(session: Session, known: Known, row: Claimed, now: datetime) -> Due | Settled:
    """Whom to tell, the match that made them concerned, and the notices of the opportunity as it is today."""
    structure = known.structure(row.structure_id) if row.structure_id else None
    if structure is None:
        return [row], Refused(NOTHING_LEFT)
    listener = known.listener(structure.id, row.to) if row.recipient else Listener(row.to)
    if listener is None and row.kind is DeliveryKind.NOTICE:
        listener = _known_elsewhere(session, row)
    if listener is None:
        return [row], Refused(NOT_TOLD)
    if row.kind in _OF_NO_NOTICE:
        return _in_time(Due(row, structure, listener), now)
    found = grounded(known, row, structure, listener)
    if found is None:
        return [row], Refused(NOTHING_LEFT)
    if row.kind is DeliveryKind.CORRECTION and row.recipient and found.ground is not None:
        receipt = deliveries.receipt_of_alert(session, found.ground.match_id, row.to)
        found = Due(row, structure, listener, found.ground, found.deadline, receipt or "")
    return found if row.kind in _AT_ONCE else _in_time(found, now)


def grounded(known: Known, row: Claimed, structure: Structure, listener: Listener) -> Due | None:
    """The match of a row and its notices, whoever asks; None when one of them is gone."""
    held = known.held(row)
    group = known.groups.get(held.opportunity_id) if held else None
    if held is None or group is None:
        return None
    return Due(row, structure, listener, ground_of(held, structure, group), known.deadlines.get(held.match_id))


def _in_time(one: Due, now: datetime) -> Due | Settled:
    """Nothing leaves during a pause or in quiet hours, even when it was due before they began."""
    wish, pause = one.listener.preference, one.listener.paused_until
    at = soonest(wish, now, paused_until=pause)
    if at <= now:
        return one
    if one.row.kind is DeliveryKind.ALERT:
        at = owing.alert_due(one.listener, one.deadline.at if one.deadline else None, now)
    elif one.row.kind is DeliveryKind.DIGEST:
        at = next_moment(wish, now, paused_until=pause)
    return [one.row], Later(at, owing.PAUSED if pause is not None and pause > now else owing.QUIET)


def too_late(one: Due, held: Holding, now: datetime) -> Refused | None:
    """An alert on a phone that waited for weeks is not worth a look any more; a folder keeps everything."""
    if held.cancelled:
        return Refused(CANCELLED)
    over = one.deadline is not None and one.deadline.at <= now and not one.deadline.doubt
    return Refused(OVER) if over else None


def late_reminder(one: Due, held: Holding, now: datetime) -> Refused | None:
    """Why this reminder no longer says anything; None when it does."""
    if one.ground is None or one.ground.status not in KEEPING or held.cancelled or one.deadline is None:
        return Refused(NOT_FOLLOWED)
    if one.deadline.at <= now:
        return Refused(OVER)
    if datetime.fromisoformat(str(one.row.cause["deadline"])) != one.deadline.at:
        return Refused(MOVED)
    return None


def words_of(row: Claimed) -> Message:
    """Of a row whose words are in its cause: a notice, a broadcast."""
    title, text = str(row.cause["title"]), str(row.cause["text"])
    if row.kind is DeliveryKind.BROADCAST:
        return broadcast_message(str(row.cause["author"]), title, text)
    return Message(title, text, (Paragraph(text),))


def urgency(one: Due) -> tuple[bool, float, int]:
    """Deadlines first, the nearest first of all."""
    at = one.deadline.at.timestamp() if one.deadline else 0.0
    return one.deadline is None, at, one.row.id


def groups_of(session: Session, held: Iterable[Held]) -> dict[str, list[Stored]]:
    return notices.of_opportunities(session, {one.opportunity_id for one in held})


def ground_of(held: Held, structure: Structure, group: list[Stored]) -> Ground:
    status = held.response.status if held.response else None
    return Ground(structure, held.match_id, held.match, group, status)


def _notice_of(row: Claimed) -> str:
    return str(row.cause["notice"])
