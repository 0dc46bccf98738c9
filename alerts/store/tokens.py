"""Links that act once. Only their hashes are here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, update

from alerts.store.engine import Session
from alerts.store.people_tables import TokenRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, insert_rows, table_of

Subject = dict[str, str]
LEFT = "left"  # in the subject of a link good several times: how many uses are left

_tokens = table_of(TokenRow)
_c = _tokens.c


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a token. `subject` is what it gives right to; `made_by` is a person, None for the host."""

    purpose: str
    subject: Subject
    made_by: int | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


def insert_token(session: Session, digest: str, kept: Kept) -> None:
    insert_rows(session, TokenRow, [_row(digest, kept)])


def add_token(session: Session, digest: str, kept: Kept) -> bool:
    """False when it was there already: of two who come at once, one gets True."""
    return bool(insert_new(session, TokenRow, [_row(digest, kept)], ["hash"], returning=["hash"]))


def _row(digest: str, kept: Kept) -> dict[str, Any]:
    return {
        "hash": digest,
        "purpose": kept.purpose,
        "subject": to_json(Subject, kept.subject),
        "made_by": kept.made_by,
        "expires_at": kept.expires_at,
        "used_at": kept.used_at,
        "created_at": kept.created_at,
    }


def load_token(session: Session, digest: str) -> Kept | None:
    row = session.execute(select(*_c).where(_c.hash == digest)).first()
    return _kept(row) if row else None


def use_token(session: Session, digest: str, purpose: str, now: datetime) -> Kept | None:
    """In one statement: of two who come at once, one gets it and the other None."""
    free = (_c.hash == digest, _c.purpose == purpose, _c.used_at.is_(None), _c.expires_at > now)
    row = session.execute(update(_tokens).where(*free).values(used_at=now).returning(*_c)).first()
    return _kept(row) if row else None


def use_one_of(session: Session, digest: str, purpose: str, now: datetime) -> Kept | None:
    """As `use_token`, for a link good several times: its subject holds how many are left (`LEFT`), counted while
    nobody else holds it. What is answered is what it was before this use; None when no use is left."""
    free = (_c.hash == digest, _c.purpose == purpose, _c.used_at.is_(None), _c.expires_at > now)
    row = session.execute(select(*_c).where(*free).with_for_update()).first()
    if row is None:
        return None
    kept = _kept(row)
    left = int(kept.subject.get(LEFT, "1")) - 1
    subject = to_json(Subject, {**kept.subject, LEFT: str(left)})
    values = {"subject": subject, "used_at": None if left > 0 else now}
    session.execute(update(_tokens).where(_c.hash == digest).values(**values))
    return kept


def tokens_made_by(session: Session, person_id: int) -> list[Kept]:
    query = select(*_c).where(_c.made_by == person_id).order_by(_c.created_at, _c.hash)
    return [_kept(row) for row in session.execute(query)]


def count_open(session: Session, subject: Subject, now: datetime) -> int:
    """How many about this may still be used. `subject`: a part of theirs, as (key, value)."""
    query = select(func.count()).select_from(_tokens)
    free = (_about(subject), _c.used_at.is_(None), _c.expires_at > now)
    return session.execute(query.where(*free)).scalar_one()


def delete_tokens_about(session: Session, subject: Subject, made_by: int | None = None) -> None:
    """All those about this, or only those that this person made."""
    chosen = _about(subject) if made_by is None else and_(_about(subject), _c.made_by == made_by)
    session.execute(delete(_tokens).where(chosen))


def delete_tokens_made_by(session: Session, person_id: int) -> None:
    session.execute(delete(_tokens).where(_c.made_by == person_id))


def delete_token(session: Session, digest: str) -> None:
    session.execute(delete(_tokens).where(_c.hash == digest))


def delete_tokens_of(session: Session, person_id: int, purposes: Collection[str]) -> int:
    """Those of these purposes that this person made, or whose they are. How many."""
    theirs = (_c.made_by == person_id, _c.purpose.in_(purposes))
    return len(session.execute(delete(_tokens).where(*theirs).returning(_c.hash)).all())


def delete_tokens_before(session: Session, moment: datetime) -> int:
    """Those used, or expired, before then. How many."""
    over = or_(_c.expires_at < moment, _c.used_at < moment)
    return len(session.execute(delete(_tokens).where(over).returning(_c.hash)).all())


def _about(subject: Subject) -> ColumnElement[bool]:
    """Subjects are JSON objects of texts: a (key, value) of one stands in it as it stands in another."""
    pairs = (to_json(Subject, {key: value})[1:-1] for key, value in subject.items())
    return and_(*(_c.subject.contains(pair, autoescape=True) for pair in pairs))


def _kept(row: Row[Any]) -> Kept:
    subject = from_json(Subject, row.subject)
    return Kept(row.purpose, subject, row.made_by, row.created_at, row.expires_at, row.used_at)
