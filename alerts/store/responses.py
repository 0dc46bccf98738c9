"""What structures do with what they were told of, and what is asked of the ledger about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update

from alerts.model.delivery import DeliveryKind
from alerts.model.match import Match
from alerts.model.response import KEEPING, RefusalReason, Response, ResponseStatus
from alerts.store.engine import Session
from alerts.store.tables import DeliveryRow, MatchRow, NoticeRow
from alerts.store.values import remembered
from alerts.store.writing import parts, table_of

_matches, _deliveries = table_of(MatchRow), table_of(DeliveryRow)
_notices = table_of(NoticeRow)
_m, _d, _n = _matches.c, _deliveries.c, _notices.c
_KEEPING = sorted(status.value for status in KEEPING)

_HELD: Select[Any] = select(
    _m.id, _m.opportunity_id, _m.content, _m.created_at, _m.status, _m.status_why, _m.status_by, _m.status_at
)
# Built once: every message asks for it.
_ABOUT = (
    _HELD.add_columns(_m.structure_id, _n.id.label("notice"))
    .join(_notices, _n.opportunity_id == _m.opportunity_id)
    .where(_n.id.in_(bindparam("notices", expanding=True)))
    .where(_m.structure_id.in_(bindparam("structures", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Held:
    """A match by its number, with what its structure said of it (None: nothing yet)."""

    match_id: int
    opportunity_id: str
    match: Match
    told_at: datetime
    response: Response | None = None

    @property
    def structure_id(self) -> str:
        return self.match.structure_id


def load_held(session: Session, match_id: int, *, for_update: bool = False) -> Held | None:
    """`for_update`: see `held_of`."""
    return next(iter(held_of(session, [match_id], for_update=for_update)), None)


def held_of(session: Session, match_ids: Collection[int], *, for_update: bool = False) -> list[Held]:
    """Those that exist, in the order of their numbers.

    `for_update`: nobody else answers for them, nor changes their reminders, until the end of the transaction; messages
    about them can be owed all the same (the lock lets references through).
    """
    found: list[Held] = []
    for some in parts(sorted(set(match_ids))):
        query = _HELD.where(_m.id.in_(some)).order_by(_m.id)
        rows = session.execute(query.with_for_update(key_share=True) if for_update else query)
        found += [_to_held(row) for row in rows]
    return found


def held_about(
    session: Session, structure_ids: Collection[str], notice_ids: Collection[str]
) -> dict[tuple[str, str], Held]:
    """(structure, notice) → the match of the structure with the opportunity that the notice is of today."""
    found: dict[tuple[str, str], Held] = {}
    for structures in parts(structure_ids):
        for some in parts(notice_ids):
            rows = session.execute(_ABOUT, {"structures": structures, "notices": some})
            found.update(((row.structure_id, row.notice), _to_held(row)) for row in rows)
    return found


def kept_in(session: Session, opportunity_ids: Collection[str]) -> list[int]:
    """The matches of these opportunities that somebody keeps."""
    found: list[int] = []
    for some in parts(opportunity_ids):
        query = select(_m.id).where(_m.opportunity_id.in_(some), _m.status.in_(_KEEPING))
        found.extend(session.execute(query.order_by(_m.id)).scalars())
    return found


def kept_by(session: Session, structure_id: str) -> list[int]:
    """The matches that this structure keeps."""
    query = select(_m.id).where(_m.structure_id == structure_id, _m.status.in_(_KEEPING))
    return list(session.execute(query.order_by(_m.id)).scalars())


def put_response(session: Session, match_id: int, response: Response | None) -> None:
    """The last word wins; None takes it back."""
    values: dict[str, object] = {"status": None, "status_why": None, "status_by": None, "status_at": None}
    if response is not None:
        why = response.why.value if response.why else None
        values = {
            "status": response.status.value,
            "status_why": why,
            "status_by": response.by,
            "status_at": response.at,
        }
    session.execute(update(_matches).where(_m.id == match_id).values(**values))


def waiting_reminders(session: Session, match_ids: Collection[int]) -> dict[str, datetime | None]:
    """Dedupe key → when it leaves, of the reminders that wait; None for one that was begun, and is not to be moved."""
    found: dict[str, datetime | None] = {}
    for some in parts(match_ids):
        query = select(_d.dedupe_key, _d.next_at, _d.attempts).where(*_reminders(some), _d.next_at.is_not(None))
        found.update((row.dedupe_key, None if row.attempts else row.next_at) for row in session.execute(query))
    return found


def move_reminder(session: Session, dedupe_key: str, at: datetime) -> None:
    """It leaves at another moment, unless it is begun."""
    waiting = (_d.dedupe_key == dedupe_key, _d.attempts == 0, _d.next_at.is_not(None))
    session.execute(update(_deliveries).where(*waiting).values(next_at=at))


def settle_reminders(session: Session, dedupe_keys: Collection[str], reason: str, now: datetime) -> None:
    """These will not leave. One that is being sent at this moment is told as refused all the same: nobody waits for
    it."""
    ended = {"next_at": None, "settled_at": now, "outcome": "refused", "reason": reason}
    for some in parts(dedupe_keys):
        waiting = update(_deliveries).where(_d.dedupe_key.in_(some), _d.next_at.is_not(None))
        session.execute(waiting.values(**ended))


def revive_reminders(session: Session, due: dict[str, datetime], reason: str) -> None:
    """Those that were settled for this reason wait again: what was refused by mistake and kept again."""
    for some in parts(due):
        query = select(_d.dedupe_key).where(_d.dedupe_key.in_(some), _d.outcome == "refused", _d.reason == reason)
        for key in session.execute(query).scalars().all():
            back = {"next_at": due[key], "settled_at": None, "outcome": None, "reason": None}
            session.execute(update(_deliveries).where(_d.dedupe_key == key).values(**back))


def matches_of_receipt(session: Session, channel: str, recipient: str | None, receipt: str) -> list[int]:
    """The matches that a message spoke of: several when they left together. Empty when it was not for this recipient
    (None: whoever it was for)."""
    to = () if recipient is None else (_d.recipient == recipient,)
    said = (_d.channel == channel, _d.receipt == receipt, _d.match_id.is_not(None), *to)
    found = session.execute(select(_d.match_id).where(*said).order_by(_d.id)).scalars()
    return list(dict.fromkeys(found))


def last_match_told(
    session: Session, channel: str, recipient: str, structure_ids: Collection[str]
) -> tuple[int, str] | None:
    """The match of the last message that reached them about one of these structures, and its receipt."""
    told = (_d.structure_id.in_(structure_ids), _d.channel == channel, _d.recipient == recipient, _d.outcome == "sent")
    query = select(_d.match_id, _d.receipt).where(*told, _d.match_id.is_not(None))
    row = session.execute(query.order_by(_d.settled_at.desc(), _d.id.desc()).limit(1)).first()
    return (row.match_id, row.receipt or "") if row else None


def _to_held(row: Row[Any]) -> Held:
    match = remembered(Match, row.content)
    return Held(row.id, row.opportunity_id, match, row.created_at, response_of(row))


def response_of(row: Row[Any]) -> Response | None:
    """From a row that has the `status` columns of a match, and its `id`."""
    if row.status is None:
        return None
    why = RefusalReason(row.status_why) if row.status_why else None
    return Response(row.id, ResponseStatus(row.status), row.status_at, row.status_by, why)


def _reminders(match_ids: Collection[int]) -> tuple[Any, ...]:
    return _d.match_id.in_(match_ids), _d.kind == DeliveryKind.REMINDER.value
