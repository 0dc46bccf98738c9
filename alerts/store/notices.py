"""Notices as they were read, whole, each with its opportunity."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select, update

from alerts.store.engine import Session
from alerts.store.tables import NoticeRow, OpportunityRow
from alerts.store.values import fingerprint, from_json, remembered, to_json
from alerts.store.writing import insert_rows, parts, table_of
from scrapers.notice import Notice

_notices = table_of(NoticeRow)
_c = _notices.c
_opportunities = table_of(OpportunityRow)

# In the order of publication; those without a date last, on both databases.
_IN_ORDER: Select[Any] = select(_c.content, _c.opportunity_id, _c.version, _c.matched_at).order_by(
    _c.published.nulls_last(), _c.first_seen, _c.id
)
_OF_OPPORTUNITIES = _IN_ORDER.where(_c.opportunity_id.in_(bindparam("opportunities", expanding=True)))


@dataclass(frozen=True, slots=True)
class Written:
    """A notice with its JSON and the fingerprint of it: made once, compared, then stored."""

    notice: Notice
    content: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A notice read back. `version` counts the versions read, from 1."""

    notice: Notice
    opportunity_id: str
    version: int
    matched: bool


def written(notice: Notice) -> Written:
    content = to_json(Notice, notice)
    return Written(notice, content, fingerprint(content))


def known_fingerprints(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Notice id → fingerprint of the version we hold."""
    found: dict[str, str] = {}
    for some in parts(ids):
        query = select(_c.id, _c.fingerprint).where(_c.id.in_(some))
        found.update((row.id, row.fingerprint) for row in session.execute(query))
    return found


def insert_notices(session: Session, fresh: Sequence[Written], opportunities: Mapping[str, str], now: datetime) -> None:
    """New notices, to be matched. `opportunities`: notice id → opportunity id."""
    rows = [
        {
            "id": one.notice.id,
            "source": one.notice.source,
            "kind": one.notice.kind.value,
            "published": one.notice.published,
            "fingerprint": one.fingerprint,
            "version": 1,
            "content": one.content,
            "opportunity_id": opportunities[one.notice.id],
            "first_seen": now,
            "changed_at": now,
        }
        for one in fresh
    ]
    insert_rows(session, NoticeRow, rows)


def write_over(session: Session, changed: Sequence[Written], opportunities: Mapping[str, str], now: datetime) -> None:
    """New versions of known notices, to be matched again."""
    if not changed:
        return
    statement = (
        update(_notices)
        .where(_c.id == bindparam("key"))
        .values(
            kind=bindparam("new_kind"),
            published=bindparam("new_published"),
            fingerprint=bindparam("new_fingerprint"),
            content=bindparam("new_content"),
            opportunity_id=bindparam("new_opportunity"),
            version=_c.version + 1,
            changed_at=now,
            matched_at=None,
            trouble=None,
        )
    )
    rows = [
        {
            "key": one.notice.id,
            "new_kind": one.notice.kind.value,
            "new_published": one.notice.published,
            "new_fingerprint": one.fingerprint,
            "new_content": one.content,
            "new_opportunity": opportunities[one.notice.id],
        }
        for one in changed
    ]
    session.execute(statement, rows)


def next_to_match(session: Session, limit: int) -> list[Stored]:
    """Notices that `match_new` has not dealt with, in the order of publication."""
    query = _IN_ORDER.where(_c.matched_at.is_(None), _c.trouble.is_(None)).limit(limit)
    return [_stored(row) for row in session.execute(query)]


def of_opportunities(session: Session, ids: Collection[str]) -> dict[str, list[Stored]]:
    """Opportunity id → its notices, in the order of publication."""
    found: dict[str, list[Stored]] = {}
    for some in parts(ids):
        for row in session.execute(_OF_OPPORTUNITIES, {"opportunities": some}):
            found.setdefault(row.opportunity_id, []).append(_stored(row))
    return found


def open_opportunities(session: Session, since: date) -> list[str]:
    """Those neither cancelled nor awarded, with a notice published that day or later, in the order of their ids."""
    query = select(_c.opportunity_id).distinct().join(_opportunities, _opportunities.c.id == _c.opportunity_id)
    chosen = query.where(_opportunities.c.closed.is_(None), _c.published >= since)
    return list(session.execute(chosen.order_by(_c.opportunity_id)).scalars())


def all_opportunities(session: Session) -> list[str]:
    """Every opportunity that has a notice, in the order of their ids."""
    return list(session.execute(select(_c.opportunity_id).distinct().order_by(_c.opportunity_id)).scalars())


def load_notices(session: Session, ids: Collection[str]) -> dict[str, Notice]:
    """By id; those that we do not hold are left out."""
    found: dict[str, Notice] = {}
    for some in parts(ids):
        query = select(_c.id, _c.content).where(_c.id.in_(some))
        found.update((row.id, from_json(Notice, row.content)) for row in session.execute(query))
    return found


def shared_opportunities(session: Session, ids: Collection[str]) -> list[str]:
    """Those of these opportunities that have several notices."""
    found: list[str] = []
    for some in parts(ids):
        query = select(_c.opportunity_id).where(_c.opportunity_id.in_(some)).group_by(_c.opportunity_id)
        found.extend(session.execute(query.having(func.count() > 1)).scalars())
    return found


def still_to_match(session: Session, ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """Of these notices, those that nobody dealt with meanwhile: id → (opportunity id, version)."""
    found: dict[str, tuple[str, int]] = {}
    for some in parts(ids):
        query = select(_c.id, _c.opportunity_id, _c.version).where(_c.id.in_(some), _c.matched_at.is_(None))
        found.update((row.id, (row.opportunity_id, row.version)) for row in session.execute(query))
    return found


def opportunity_of(session: Session, notice_id: str) -> str | None:
    """The opportunity that a notice is of today: merging moves notices."""
    return session.execute(select(_c.opportunity_id).where(_c.id == notice_id)).scalar()


def mark_matched(session: Session, dealt_with: Collection[tuple[str, int]], now: datetime) -> None:
    """(id, version) pairs; a notice that changed meanwhile stays to be matched."""
    if not dealt_with:
        return
    statement = (
        update(_notices).where(_c.id == bindparam("key"), _c.version == bindparam("seen")).values(matched_at=now)
    )
    session.execute(statement, [{"key": notice_id, "seen": version} for notice_id, version in dealt_with])


def note_trouble(session: Session, notice_id: str, version: int, trouble: str) -> None:
    """This version could not be dealt with, and why."""
    session.execute(update(_notices).where(_c.id == notice_id, _c.version == version).values(trouble=trouble))


def forget_troubles(session: Session, source: str | None = None) -> int:
    """Those in trouble (of one source, or all) are to be matched again; how many they are."""
    statement = update(_notices).where(_c.trouble.is_not(None))
    chosen = statement if source is None else statement.where(_c.source == source)
    return len(session.execute(chosen.values(trouble=None).returning(_c.id)).all())


def count_troubles(session: Session) -> dict[str, int]:
    """Source → how many of its notices could not be dealt with."""
    query = select(_c.source, func.count()).where(_c.trouble.is_not(None)).group_by(_c.source)
    return {row[0]: row[1] for row in session.execute(query)}


def _stored(row: Row[Any]) -> Stored:
    return Stored(remembered(Notice, row.content), row.opportunity_id, row.version, row.matched_at is not None)
