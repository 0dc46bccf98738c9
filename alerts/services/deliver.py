"""Writing and sending what is owed: messages are written when they are sent, from what holds that day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from alerts.channels.channel import Channel, Letter, Style
from alerts.ledger.desk import Written
from alerts.ledger.drain import Drained, drain
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind, Later, Refused
from alerts.model.response import KEEPING, ResponseStatus
from alerts.model.rhythm import soonest
from alerts.model.structure import Structure
from alerts.services import audience, owing, reminding
from alerts.services.audience import Listener
from alerts.services.effective import Read
from alerts.services.wording import Ground, Holding, MayAnswer, Wording
from alerts.store import deliveries, notices, responses, structures
from alerts.store.engine import Database, Session
from alerts.store.notices import Stored
from alerts.store.responses import Held
from scrapers.notice import Deadline

NOTHING_LEFT = "l'avis ou la structure n'est plus enregistré : il n'y a plus rien à dire"
CANCELLED = "consultation annulée avant l'envoi de l'alerte"
OVER = "échéance passée avant l'envoi"
NOT_FOLLOWED = "plus suivi par la structure"
MOVED = "l'échéance a changé : ce rappel n'a plus lieu d'être"
NOT_TOLD = "ce destinataire n'est plus relié à la structure, ou ne peut plus être joint"

_ORDER = (DeliveryKind.CORRECTION, DeliveryKind.REMINDER, DeliveryKind.ALERT, DeliveryKind.NOTICE)
_Answer = Letter | Refused | Later


@dataclass(frozen=True, slots=True)
class _Due:
    """A row that can be written. `ground` is None for a word about the service itself, `answers` a receipt."""

    row: Claimed
    structure: Structure
    listener: Listener
    ground: Ground | None = None
    deadline: Deadline | None = None
    answers: str = ""


class Composer:
    """Writes the messages of rows of the ledger, and cards that somebody asks for. Safe to use from several threads.

    `styles`: channel → how much it says at once; pages for those it does not name.
    """

    def __init__(
        self,
        database: Database,
        read: Read,
        may_answer: MayAnswer,
        now: Callable[[], datetime],
        styles: Mapping[str, Style] | None = None,
    ) -> None:
        self._database, self._now, self._styles = database, now, styles or {}
        self._wording = Wording(read, may_answer, now)

    def __call__(self, rows: Sequence[Claimed]) -> Written:
        """See `alerts.ledger.desk.Compose`: corrections, reminders, then alerts; several of these as one list."""
        now = self._now()
        with self._database.read() as session:
            known = _Known(session, rows, now)
            loaded = [_load(session, known, row, now) for row in sorted(rows, key=lambda one: _ORDER.index(one.kind))]
        written: Written = []
        lists: dict[str, list[tuple[_Due, Holding]]] = {}
        for one in loaded:
            if not isinstance(one, _Due):
                written.append(one)
            elif one.row.kind is DeliveryKind.ALERT and one.ground is not None and self._cards(one):
                held = self._wording.holding(one.ground)
                refused = _too_late(one, held, now)
                if refused:
                    written.append(([one.row], refused))
                else:
                    lists.setdefault(one.structure.id, []).append((one, held))
            else:
                written.append(([one.row], self._alone(one, now)))
        return [*written, *(self._listed(some) for some in lists.values())]

    def card(self, match_id: int) -> Message | None:
        """The card of a match as of now; None when the match, its structure or its notices are gone."""
        with self._database.read() as session:
            held = responses.load_held(session, match_id)
            structure = structures.load_structure(session, held.structure_id) if held else None
            group = _groups(session, [held]).get(held.opportunity_id) if held else None
        ground = _ground(held, structure, group) if held and structure and group else None
        return self._wording.card(ground, self._wording.holding(ground)) if ground else None

    def _cards(self, one: _Due) -> bool:
        return self._styles.get(one.row.channel, Style.PAGE) is Style.CARD

    def _alone(self, one: _Due, now: datetime) -> _Answer:
        if one.ground is None:
            title, text = str(one.row.cause["title"]), str(one.row.cause["text"])
            return _letter(one, Message(title, text, (Paragraph(text),)))
        match one.row.kind:
            case DeliveryKind.CORRECTION if one.ground.status is ResponseStatus.REFUSED:
                return Refused(NOT_FOLLOWED)
            case DeliveryKind.CORRECTION:
                short = self._cards(one)
                write = self._wording.short_correction if short else self._wording.correction
                return _letter(one, write(one.ground, one.row.cause))
            case DeliveryKind.REMINDER:
                return self._reminder(one, one.ground, now)
            case _:
                held = self._wording.holding(one.ground)
                return Refused(CANCELLED) if held.cancelled else _letter(one, self._wording.page(one.ground, held))

    def _reminder(self, one: _Due, ground: Ground, now: datetime) -> _Answer:
        held = self._wording.holding(ground)
        if ground.status not in KEEPING or held.cancelled or one.deadline is None:
            return Refused(NOT_FOLLOWED)
        if one.deadline.at <= now:
            return Refused(OVER)
        if datetime.fromisoformat(str(one.row.cause["deadline"])) != one.deadline.at:
            return Refused(MOVED)
        return _letter(one, self._wording.reminder(ground, held))

    def _listed(self, found: list[tuple[_Due, Holding]]) -> tuple[list[Claimed], Letter]:
        """One card, or one list with the most urgent first."""
        ordered = sorted(found, key=lambda pair: _urgency(pair[0]))
        grounds = [(one.ground, held) for one, held in ordered if one.ground is not None]
        alone = len(grounds) == 1
        message = self._wording.card(*grounds[0]) if alone else self._wording.several(grounds)
        return [one.row for one, _ in ordered], _letter(ordered[0][0], message)


async def deliver(
    database: Database,
    channels: Mapping[str, Channel],
    read: Read,
    may_answer: MayAnswer,
    now: Callable[[], datetime],
    **options: Any,
) -> Drained:
    """Send everything that is due. `options` are those of `alerts.ledger.drain.drain`."""
    composer = Composer(database, read, may_answer, now, styles_of(channels.values()))
    return await drain(database, channels, composer, now, **options)


def styles_of(channels: Iterable[Channel]) -> dict[str, Style]:
    """Channel → its style, as `Composer` takes them."""
    return {channel.name: channel.style for channel in channels}


class _Known:
    """What rows of one recipient stand on, looked up once in a session."""

    def __init__(self, session: Session, rows: Sequence[Claimed], now: datetime) -> None:
        self.structure = cache(partial(structures.load_structure, session))
        self.listener = cache(partial(audience.listener_of, session))
        about = [row for row in rows if row.kind is not DeliveryKind.NOTICE]
        which = {row.structure_id for row in about if row.structure_id}, {_notice_of(row) for row in about}
        self._held = responses.held_about(session, *which)
        grounds = {one.match_id: one for one in self._held.values()}.values()
        self.groups = _groups(session, grounds)
        self.deadlines = reminding.deadlines(session, grounds, now)

    def held(self, row: Claimed) -> Held | None:
        """The match of a row: by its notice, since opportunities that turn out to be one keep one match."""
        return self._held.get((row.structure_id, _notice_of(row))) if row.structure_id else None


def _load(session: Session, known: _Known, row: Claimed, now: datetime) -> _Due | tuple[list[Claimed], Refused | Later]:
    """Whom to tell, the match that made them concerned, and the notices of the opportunity as it is today."""
    structure = known.structure(row.structure_id)
    if structure is None:
        return [row], Refused(NOTHING_LEFT)
    listener = known.listener(structure.id, row.to) if row.recipient else Listener(row.to)
    if listener is None:
        return [row], Refused(NOT_TOLD)
    if row.kind is DeliveryKind.NOTICE:
        return _in_time(_Due(row, structure, listener), now)
    held = known.held(row)
    group = known.groups.get(held.opportunity_id) if held else None
    if held is None or group is None:
        return [row], Refused(NOTHING_LEFT)
    ground, deadline = _ground(held, structure, group), known.deadlines.get(held.match_id)
    corrects = row.kind is DeliveryKind.CORRECTION and row.recipient
    receipt = deliveries.receipt_of_alert(session, held.match_id, row.to) if corrects else None
    return _in_time(_Due(row, structure, listener, ground, deadline, receipt or ""), now)


def _in_time(one: _Due, now: datetime) -> _Due | tuple[list[Claimed], Later]:
    """Nothing leaves during a pause or in quiet hours, even when it was due before they began."""
    wish, pause = one.listener.preference, one.listener.paused_until
    at = soonest(wish, now, paused_until=pause)
    if at <= now:
        return one
    if one.row.kind is DeliveryKind.ALERT:
        at = owing.alert_due(one.listener, one.deadline.at if one.deadline else None, now)
    return [one.row], Later(at, owing.PAUSED if pause is not None and pause > now else owing.QUIET)


def _notice_of(row: Claimed) -> str:
    return str(row.cause["notice"])


def _groups(session: Session, held: Iterable[Held]) -> dict[str, list[Stored]]:
    return notices.of_opportunities(session, {one.opportunity_id for one in held})


def _ground(held: Held, structure: Structure, group: list[Stored]) -> Ground:
    status = held.response.status if held.response else None
    return Ground(structure, held.match_id, held.match, group, status)


def _too_late(one: _Due, held: Holding, now: datetime) -> Refused | None:
    """An alert on a phone that waited for weeks is not worth a look any more; a folder keeps everything."""
    if held.cancelled:
        return Refused(CANCELLED)
    over = one.deadline is not None and one.deadline.at <= now and not one.deadline.doubt
    return Refused(OVER) if over else None


def _urgency(one: _Due) -> tuple[bool, float, int]:
    """Deadlines first, the nearest first of all."""
    at = one.deadline.at.timestamp() if one.deadline else 0.0
    return one.deadline is None, at, one.row.id


def _letter(one: _Due, message: Message) -> Letter:
    return Letter(one.structure, message, one.listener.address, one.answers)
