"""Who is in a network: its animators, its member structures, who wants none of its broadcasts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, delete, func, select, update

from alerts.model.network import Animator, Member, Shares
from alerts.model.people import Role
from alerts.model.structure import Structure
from alerts.store.engine import Session
from alerts.store.network_tables import AnimatorRow, BroadcastRow, InterestRow, MemberRow, MuteRow
from alerts.store.people_tables import MembershipRow
from alerts.store.tables import StructureRow
from alerts.store.values import remembered, to_json
from alerts.store.writing import insert_new, parts, put_rows, table_of

_animators, _members, _mutes = table_of(AnimatorRow), table_of(MemberRow), table_of(MuteRow)
_memberships, _structures = table_of(MembershipRow), table_of(StructureRow)
_broadcasts, _interests = table_of(BroadcastRow), table_of(InterestRow)
_a, _m, _u = _animators.c, _members.c, _mutes.c


def add_animator(session: Session, network_id: int, person_id: int, now: datetime) -> bool:
    """False when they were one already."""
    row = {"network_id": network_id, "person_id": person_id, "since": now}
    return bool(insert_new(session, AnimatorRow, [row], ["network_id", "person_id"], returning=["person_id"]))


def drop_animator(session: Session, network_id: int, person_id: int) -> bool:
    """False when they were none."""
    theirs = (_a.network_id == network_id, _a.person_id == person_id)
    return session.execute(delete(_animators).where(*theirs).returning(_a.person_id)).first() is not None


def animators_of(session: Session, network_id: int) -> list[Animator]:
    """In the order in which they came."""
    query = select(*_a).where(_a.network_id == network_id).order_by(_a.since, _a.person_id)
    return [Animator(row.network_id, row.person_id, row.since) for row in session.execute(query)]


def animated_by(session: Session, person_id: int) -> list[Animator]:
    """What this person animates, and since when, by network."""
    query = select(*_a).where(_a.person_id == person_id).order_by(_a.network_id)
    return [Animator(row.network_id, row.person_id, row.since) for row in session.execute(query)]


def is_animator(session: Session, network_id: int, person_id: int) -> bool:
    query = select(_a.person_id).where(_a.network_id == network_id, _a.person_id == person_id)
    return session.execute(query).first() is not None


def roles_in(session: Session, network_id: int, person_id: int) -> dict[str, Role]:
    """Their structures that are members of this network → what they are in each."""
    query = select(_memberships.c.structure_id, _memberships.c.role).join(
        _members, _m.structure_id == _memberships.c.structure_id
    )
    rows = session.execute(query.where(_m.network_id == network_id, _memberships.c.person_id == person_id))
    return {row.structure_id: Role(row.role) for row in rows}


def add_member(session: Session, network_id: int, structure_id: str, now: datetime) -> bool:
    """False when it was one already: what it shares stays as it was."""
    row = {
        "network_id": network_id,
        "structure_id": structure_id,
        "shares": to_json(Shares, Shares()),
        "joined_at": now,
    }
    return bool(insert_new(session, MemberRow, [row], ["network_id", "structure_id"], returning=["structure_id"]))


def drop_member(session: Session, network_id: int, structure_id: str) -> bool:
    """With what it did with the broadcasts of this network; how many they reached stays. False when it was none."""
    theirs = select(_broadcasts.c.id).where(_broadcasts.c.network_id == network_id)
    did = (_interests.c.structure_id == structure_id, _interests.c.broadcast_id.in_(theirs))
    session.execute(delete(_interests).where(*did))
    it = (_m.network_id == network_id, _m.structure_id == structure_id)
    return session.execute(delete(_members).where(*it).returning(_m.structure_id)).first() is not None


def load_member(session: Session, network_id: int, structure_id: str) -> Member | None:
    query = select(*_m).where(_m.network_id == network_id, _m.structure_id == structure_id)
    row = session.execute(query).first()
    return _member(row) if row else None


def put_shares(session: Session, network_id: int, structure_id: str, shares: Shares) -> None:
    it = (_m.network_id == network_id, _m.structure_id == structure_id)
    session.execute(update(_members).where(*it).values(shares=to_json(Shares, shares)))


def members_of(session: Session, network_id: int) -> list[Member]:
    """In the order in which they joined."""
    query = select(*_m).where(_m.network_id == network_id).order_by(_m.joined_at, _m.structure_id)
    return [_member(row) for row in session.execute(query)]


def structures_of(session: Session, network_id: int) -> list[tuple[Member, Structure]]:
    """The members with their profiles, in the order in which they joined: one query, however many they are."""
    query = select(*_m, _structures.c.content).join(_structures, _structures.c.id == _m.structure_id)
    chosen = query.where(_m.network_id == network_id).order_by(_m.joined_at, _m.structure_id)
    rows: list[Row[Any]] = list(session.execute(chosen))
    return [(_member(row), remembered(Structure, row.content)) for row in rows]


def memberships_of(session: Session, structure_id: str) -> list[Member]:
    """What this structure is a member of, by network."""
    query = select(*_m).where(_m.structure_id == structure_id).order_by(_m.network_id)
    return [_member(row) for row in session.execute(query)]


def count_members(session: Session, network_ids: Collection[int]) -> dict[int, int]:
    """Network → how many member structures; those without any are left out."""
    return _count(session, _m.network_id, network_ids)


def count_animators(session: Session, network_ids: Collection[int]) -> dict[int, int]:
    """Network → how many animators; those without any are left out."""
    return _count(session, _a.network_id, network_ids)


def mute(session: Session, network_id: int, person_id: int, now: datetime) -> None:
    """They get no broadcast of it any more. Safe to repeat: the first day is kept."""
    row = {"network_id": network_id, "person_id": person_id, "since": now}
    insert_new(session, MuteRow, [row], ["network_id", "person_id"], returning=["person_id"])


def unmute(session: Session, network_id: int, person_id: int) -> None:
    session.execute(delete(_mutes).where(_u.network_id == network_id, _u.person_id == person_id))


def is_muted(session: Session, network_id: int, person_id: int) -> bool:
    query = select(_u.person_id).where(_u.network_id == network_id, _u.person_id == person_id)
    return session.execute(query).first() is not None


def muted_by(session: Session, network_id: int) -> frozenset[int]:
    """Who wants no broadcast of it."""
    return frozenset(session.execute(select(_u.person_id).where(_u.network_id == network_id)).scalars())


def mutes_of(session: Session, person_id: int) -> dict[int, datetime]:
    """Network → since when they want no broadcast of it."""
    query = select(_u.network_id, _u.since).where(_u.person_id == person_id).order_by(_u.network_id)
    return {row.network_id: row.since for row in session.execute(query)}


def notes_by(session: Session, person_id: int) -> list[tuple[int, str, datetime]]:
    """What this person wrote in broadcasts: (network, note, when), drafts included, in the order of writing."""
    columns = (_broadcasts.c.network_id, _broadcasts.c.note, _broadcasts.c.created_at)
    query = select(*columns).where(_broadcasts.c.author == person_id).order_by(_broadcasts.c.id)
    return [(row.network_id, row.note, row.created_at) for row in session.execute(query)]


def move_person(session: Session, kept: int, gone: int) -> None:
    """What `gone` animates and mutes is of `kept`; where both did, the earlier day holds."""
    for model in (AnimatorRow, MuteRow):
        columns = table_of(model).c
        both = select(columns.network_id, func.min(columns.since).label("since"))
        found = session.execute(both.where(columns.person_id.in_([kept, gone])).group_by(columns.network_id)).all()
        put_rows(
            session,
            model,
            [{"network_id": one.network_id, "person_id": kept, "since": one.since} for one in found],
            ["network_id", "person_id"],
        )
        session.execute(delete(table_of(model)).where(columns.person_id == gone))


def _count(session: Session, column: Column[Any], network_ids: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in parts(sorted(set(network_ids))):
        query = select(column, func.count()).where(column.in_(some)).group_by(column)
        found.update((row[0], row[1]) for row in session.execute(query))
    return found


def _member(row: Row[Any]) -> Member:
    return Member(row.network_id, row.structure_id, row.joined_at, remembered(Shares, row.shares))
