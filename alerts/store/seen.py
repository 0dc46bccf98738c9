"""What was seen of each opportunity: what is still to be looked at, keeping it, reading it back by place and day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, exists, func, or_, select

from alerts.network.seen import SeenOpportunity
from alerts.store.engine import Session
from alerts.store.seen_content import FORMAT, from_text, to_text
from alerts.store.tables import NoticeRow, OpportunityRow
from alerts.store.territory_tables import SeenPlaceRow, SeenRow
from alerts.store.writing import insert_rows, parts, put_rows, table_of

_n, _o = table_of(NoticeRow).c, table_of(OpportunityRow).c
_places = table_of(SeenPlaceRow)
_s, _p = table_of(SeenRow).c, _places.c
SLACK = timedelta(hours=1)  # a notice whose transaction ended after we had looked, though it began before
EVERYWHERE, NOWHERE = "FR", ""  # instead of a département: more than can be listed, not known
MOST_LISTED = 24
_MARK = f"{FORMAT}|"


@dataclass(frozen=True, slots=True)
class Look:
    """What was read of an opportunity. `seen` None: it could not be, and is not tried again before it changes."""

    opportunity_id: str
    versions: str
    seen: SeenOpportunity | None


def to_look_at(session: Session, limit: int, after: str = "") -> list[str]:
    """Opportunities never looked at, or of which a notice came or changed since (or hardly before): by id, after this
    one."""
    anew = and_(_s.opportunity_id == _n.opportunity_id, _s.versions.startswith(_MARK, autoescape=True))
    query = select(_n.opportunity_id).distinct().outerjoin(table_of(SeenRow), anew).where(_n.opportunity_id > after)
    stale = or_(_s.opportunity_id.is_(None), _n.changed_at >= _s.read_at)
    return list(session.execute(query.where(stale).order_by(_n.opportunity_id).limit(limit)).scalars())


def versions_today(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Opportunity → the versions of its notices, as `Look.versions`."""
    held: dict[str, list[str]] = {}
    for some in parts(ids):
        query = select(_n.opportunity_id, _n.id, _n.version).where(_n.opportunity_id.in_(some))
        for row in session.execute(query):
            held.setdefault(row.opportunity_id, []).append(f"{row.id}:{row.version}")
    return {key: _MARK + " ".join(sorted(named)) for key, named in held.items()}


def versions_seen(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Opportunity → the versions that it was read from, for those that were looked at."""
    found: dict[str, str] = {}
    for some in parts(ids):
        query = select(_s.opportunity_id, _s.versions).where(_s.opportunity_id.in_(some))
        found.update((row.opportunity_id, row.versions) for row in session.execute(query))
    return found


def keep(session: Session, looks: Sequence[Look], appeared: Mapping[str, date], now: datetime) -> None:
    """Write over what was kept of them. Those that are no longer (merged meanwhile) are left out."""
    there = _still_there(session, [one.opportunity_id for one in looks])
    kept = [one for one in looks if one.opportunity_id in there]
    rows = [
        {
            "opportunity_id": one.opportunity_id,
            "appeared": appeared[one.opportunity_id],
            "versions": one.versions,
            "content": to_text(one.seen) if one.seen else "",
            "read_at": now - SLACK,
        }
        for one in kept
    ]
    put_rows(session, SeenRow, rows, ["opportunity_id"])
    for some in parts([one.opportunity_id for one in kept]):
        session.execute(delete(_places).where(_p.opportunity_id.in_(some)))
    found = [{"opportunity_id": one.opportunity_id, "departement": code} for one in kept for code in _where(one.seen)]
    insert_rows(session, SeenPlaceRow, found)


def _still_there(session: Session, ids: Collection[str]) -> set[str]:
    found: set[str] = set()
    for some in parts(ids):
        found.update(session.execute(select(_o.id).where(_o.id.in_(some))).scalars())
    return found


def _where(seen: SeenOpportunity | None) -> list[str]:
    """Of the work, and of the buyer: its contracts are told of wherever they are."""
    if seen is None:
        return []
    spots = [spot for lot in seen.lots for spot in lot.spots]
    work = frozenset(code for spot in spots for code in spot.departements)
    home = seen.buyer.spot.departements if seen.buyer.spot else frozenset[str]()
    unknown = any(not lot.spots for lot in seen.lots)
    listed = work | home if len(work | home) <= MOST_LISTED else frozenset({EVERYWHERE})
    return sorted(listed | ({NOWHERE} if unknown else frozenset[str]()))


def in_places(
    session: Session, departements: Collection[str] | None, since: date, until: date
) -> list[SeenOpportunity]:
    """Those that appeared from `since` until the day before `until` and that may be in these départements (None: all of
    France): whoever asks looks closer. The newest first."""
    query = select(_s.content).where(_s.appeared >= since, _s.appeared < until, _s.content != "")
    if departements is not None:
        wanted = [*sorted(departements), EVERYWHERE, NOWHERE]
        query = query.where(exists().where(_p.opportunity_id == _s.opportunity_id, _p.departement.in_(wanted)))
    rows = session.execute(query.order_by(_s.appeared.desc(), _s.opportunity_id))
    return [from_text(content) for content in rows.scalars()]


def first_day(session: Session) -> date | None:
    """Since when opportunities are read: the few oldest say nothing of it. None when nothing was."""
    query = select(func.count()).select_from(table_of(SeenRow)).where(_s.content != "")
    strays = int(session.execute(query).scalar_one()) // 50
    days = select(_s.appeared).where(_s.content != "").order_by(_s.appeared).offset(strays).limit(1)
    found: date | None = session.execute(days).scalar()
    return found
