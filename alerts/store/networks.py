"""Networks: what they are, and which ones people and structures belong to. Who is in: `network_people.py`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, or_, select, update

from alerts.model.network import Network, NetworkKind
from alerts.model.structure import Territory
from alerts.store.engine import Session
from alerts.store.network_tables import AnimatorRow, MemberRow, NetworkRow
from alerts.store.people_tables import MembershipRow
from alerts.store.values import remembered, to_json
from alerts.store.writing import parts, table_of, take_turn

NAMES_LOCK = 4_815_013  # PostgreSQL advisory lock

_networks, _animators, _members = table_of(NetworkRow), table_of(AnimatorRow), table_of(MemberRow)
_memberships = table_of(MembershipRow)
_n, _a, _m = _networks.c, _animators.c, _members.c


@dataclass(frozen=True, slots=True)
class _Content:
    trades: frozenset[str] | None = None
    territory: Territory | None = None
    weekly_cap: int = 3


def take_turn_of_names(session: Session) -> None:
    """Until the end of the transaction nobody else names a network: two may not take one name at once."""
    take_turn(session, NAMES_LOCK)


def approve_network(session: Session, network_id: int, now: datetime) -> bool:
    """False when it is gone, or was open already: of two hosts at once, one gets True."""
    waiting = (_n.id == network_id, _n.approved_at.is_(None))
    return (
        session.execute(update(_networks).where(*waiting).values(approved_at=now).returning(_n.id)).first() is not None
    )


def add_network(
    session: Session,
    name: str,
    kind: NetworkKind,
    now: datetime,
    *,
    asked_by: int | None = None,
    approved_at: datetime | None = None,
) -> int:
    """Its number. `asked_by`: the person who asks the host for it."""
    values = {"name": name, "kind": kind.value, "content": to_json(_Content, _Content()), "asked_by": asked_by}
    added = _networks.insert().values(**values, created_at=now, approved_at=approved_at)
    return int(session.execute(added.returning(_n.id)).scalar_one())


def put_network(session: Session, network: Network) -> None:
    """Write over all but its number, who asked for it and when it was made. Nothing happens when it is gone."""
    content = _Content(network.trades, network.territory, network.weekly_cap)
    values = {"name": network.name, "kind": network.kind.value, "content": to_json(_Content, content)}
    changed = update(_networks).where(_n.id == network.id)
    session.execute(changed.values(**values, approved_at=network.approved_at))


def load_network(session: Session, network_id: int) -> Network | None:
    row = session.execute(select(*_n).where(_n.id == network_id)).first()
    return _network(row) if row else None


def all_networks(session: Session, *, waiting: bool = False) -> list[Network]:
    """In the order in which they were made. `waiting`: only those that wait for the host."""
    query = select(*_n).order_by(_n.id)
    return _read(session, query.where(_n.approved_at.is_(None)) if waiting else query)


def delete_network(session: Session, network_id: int) -> None:
    """With its animators, members, mutes and broadcasts; the structures themselves stay."""
    session.execute(delete(_networks).where(_n.id == network_id))


def hold_network(session: Session, network_id: int) -> bool:
    """Nobody else changes who is in it until the end of the transaction. False when there is no such network.

    Take it before `alerts.store.people.hold_structure`, always in this order. The lock lets those through who only
    write broadcasts or members for it.
    """
    query = select(_n.id).where(_n.id == network_id).with_for_update(key_share=True)
    return session.execute(query).first() is not None


def asked_by(session: Session, network_id: int) -> int | None:
    """The person who asked the host for it; None for one made by the host, or when they were erased."""
    found: int | None = session.execute(select(_n.asked_by).where(_n.id == network_id)).scalar()
    return found


def networks_asked_by(session: Session, person_id: int) -> list[Network]:
    return _read(session, select(*_n).where(_n.asked_by == person_id).order_by(_n.id))


def networks_of_person(session: Session, person_id: int) -> list[Network]:
    """Those they animate, and those that one of their structures is a member of. By number."""
    animated = select(_a.network_id).where(_a.person_id == person_id)
    member = select(_m.network_id).join(_memberships, _memberships.c.structure_id == _m.structure_id)
    theirs = or_(_n.id.in_(animated), _n.id.in_(member.where(_memberships.c.person_id == person_id)))
    return _read(session, select(*_n).where(theirs).order_by(_n.id))


def networks_animated_by(session: Session, person_id: int) -> list[Network]:
    """By number, those that wait for the host included."""
    query = select(*_n).join(_animators, _a.network_id == _n.id).where(_a.person_id == person_id)
    return _read(session, query.order_by(_n.id))


def networks_of_structure(session: Session, structure_id: str) -> list[Network]:
    return networks_of_structures(session, [structure_id]).get(structure_id, [])


def networks_of_structures(session: Session, structure_ids: Collection[str]) -> dict[str, list[Network]]:
    """Structure id → its networks, by number; those that are in none are left out."""
    found: dict[str, list[Network]] = {}
    for some in parts(sorted(set(structure_ids))):
        query = select(_m.structure_id, *_n).join(_networks, _n.id == _m.network_id).order_by(_n.id)
        for row in session.execute(query.where(_m.structure_id.in_(some))):
            found.setdefault(row.structure_id, []).append(_network(row))
    return found


def _read(session: Session, query: Select[Any]) -> list[Network]:
    rows: Iterable[Row[Any]] = session.execute(query)
    return [_network(row) for row in rows]


def _network(row: Row[Any]) -> Network:
    content = remembered(_Content, row.content)
    kind = NetworkKind(row.kind)
    given = (row.id, row.name, kind, row.created_at, row.approved_at)
    return Network(*given, content.trades, content.territory, content.weekly_cap)
