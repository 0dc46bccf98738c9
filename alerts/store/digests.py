"""The digests in the ledger: whom they may be for, those that wait, those that left and what they told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update

from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.people import Recipient
from alerts.store.deliveries import claimed_of
from alerts.store.engine import Session
from alerts.store.mail_tables import AddressRow
from alerts.store.people_tables import MembershipRow
from alerts.store.recipients import PERSON, number_of
from alerts.store.tables import DeliveryRow
from alerts.store.writing import parts, table_of

_rows = table_of(DeliveryRow)
_d = _rows.c
_a, _m = table_of(AddressRow).c, table_of(MembershipRow).c
_DIGEST = _d.kind == DeliveryKind.DIGEST.value
TOLD = (DeliveryKind.ALERT.value, DeliveryKind.CORRECTION.value)


@dataclass(frozen=True, slots=True)
class WaitingDigest:
    """A digest that has not left. `held_back`: nobody has it in hand, it may be moved or settled."""

    dedupe_key: str
    structure_id: str
    to: Recipient
    next_at: datetime
    attempts: int
    held_back: bool


def structures_by_mail(session: Session, after: str, limit: int) -> list[str]:
    """Structures that have a member with an address of their own, in the order of their ids, beyond `after`."""
    query = select(_m.structure_id).distinct().join(table_of(AddressRow), _a.person_id == _m.person_id)
    chosen = query.where(_a.confirmed_at.is_not(None), _m.structure_id > after)
    return list(session.execute(chosen.order_by(_m.structure_id).limit(limit)).scalars())


def waiting_digests(
    session: Session, recipients: Collection[str], held_back: Collection[str]
) -> dict[str, WaitingDigest]:
    """Dedupe key → the digest, of these people, about any structure. `held_back`: the reasons for which one that was
    claimed waits in nobody's hands."""
    found: dict[str, WaitingDigest] = {}
    columns = (_d.dedupe_key, _d.structure_id, _d.channel, _d.recipient, _d.next_at, _d.attempts, _d.reason)
    for some in parts(recipients):
        query = select(*columns).where(_d.recipient.in_(some), _d.next_at.is_not(None), _DIGEST)
        for row in session.execute(query):
            free = row.attempts == 0 or row.reason in held_back
            to = Recipient(row.channel, row.recipient)
            one = WaitingDigest(row.dedupe_key, row.structure_id, to, row.next_at, row.attempts, free)
            found[one.dedupe_key] = one
    return found


def ended(session: Session, dedupe_keys: Collection[str], but: str) -> set[str]:
    """Of these digests, those that were settled, for another reason than `but`."""
    found: set[str] = set()
    for some in parts(dedupe_keys):
        query = select(_d.dedupe_key).where(_d.dedupe_key.in_(some), _d.next_at.is_(None))
        found.update(session.execute(query.where(or_(_d.reason.is_(None), _d.reason != but))).scalars())
    return found


def structures_of(session: Session, to: Recipient) -> list[str]:
    """The structures of a person; none for a group."""
    number = number_of(to, PERSON)
    query = select(_m.structure_id).where(_m.person_id == number).order_by(_m.structure_id)
    return [] if number is None else list(session.execute(query).scalars())


def move_digests(session: Session, moments: Sequence[tuple[WaitingDigest, datetime]]) -> None:
    """Another moment for them to leave, unless somebody claimed them meanwhile."""
    for one, at in moments:
        session.execute(update(_rows).where(_still(one)).values(next_at=at))


def end_digests(session: Session, ended: Collection[WaitingDigest], reason: str, now: datetime) -> None:
    """These will not leave, unless somebody claimed them meanwhile."""
    values = {"next_at": None, "settled_at": now, "outcome": "refused", "reason": reason}
    for one in ended:
        session.execute(update(_rows).where(_still(one)).values(**values))


def revive_digests(session: Session, due: Mapping[str, datetime], reason: str) -> int:
    """Those of these keys that were settled for this reason wait again; how many."""
    keys: list[str] = []
    for some in parts(due):
        query = select(_d.dedupe_key).where(_d.dedupe_key.in_(some), _d.outcome == "refused", _d.reason == reason)
        keys += session.execute(query).scalars()
    back: dict[str, object] = {"settled_at": None, "outcome": None, "reason": None}
    for key in keys:
        session.execute(update(_rows).where(_d.dedupe_key == key).values(next_at=due[key], **back))
    return len(keys)


def last_told(session: Session, structure_id: str, to: Recipient, before: datetime | None = None) -> datetime | None:
    """When their last digest left, or the last one before then."""
    theirs = (_d.structure_id == structure_id, _d.channel == to.channel, _d.recipient == to.key)
    query = select(_d.settled_at).where(_DIGEST, *theirs, _d.outcome == "sent")
    query = query if before is None else query.where(_d.settled_at < before)
    found: datetime | None = session.execute(query.order_by(_d.settled_at.desc()).limit(1)).scalar()
    return found


def left_with(session: Session, delivery_id: int) -> list[Claimed]:
    """The rows that left in the letter of this one, itself first; none when it has not left."""
    first = session.execute(select(*_d).where(_d.id == delivery_id, _d.outcome == "sent")).first()
    if first is None:
        return []
    same = and_(_d.channel == first.channel, _d.receipt == first.receipt, _d.recipient == first.recipient)
    others = _chosen(session, and_(same, _d.structure_id == first.structure_id, _d.id != delivery_id))
    return [claimed_of(first), *others]


def settled_at(session: Session, delivery_id: int) -> datetime | None:
    """When it ended; None while it waits."""
    found: datetime | None = session.execute(select(_d.settled_at).where(_d.id == delivery_id)).scalar()
    return found


def news_of(session: Session, structure_id: str, since: datetime) -> tuple[list[Claimed], list[Claimed]]:
    """The alerts and corrections of a structure, whoever they are for: those that wait, those sent since then."""
    about = (_d.structure_id == structure_id, _d.kind.in_(TOLD), _d.match_id.is_not(None))
    waiting = _chosen(session, and_(*about, _d.next_at.is_not(None)))
    sent = _chosen(session, and_(*about, _d.outcome == "sent", _d.settled_at >= since))
    return waiting, sent


def _chosen(session: Session, which: ColumnElement[bool]) -> list[Claimed]:
    return [claimed_of(row) for row in session.execute(select(*_d).where(which).order_by(_d.id))]


def _still(one: WaitingDigest) -> ColumnElement[bool]:
    return and_(_d.dedupe_key == one.dedupe_key, _d.attempts == one.attempts, _d.next_at.is_not(None))
