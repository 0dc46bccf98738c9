"""Calls for partners, and the members that each one was proposed to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, select, update

from alerts.model.network import Answered, Call, Candidate
from alerts.store.engine import Session
from alerts.store.networks import hold_network
from alerts.store.partner_tables import CallRow, CandidateRow, ProposalRow
from alerts.store.people_tables import MembershipRow
from alerts.store.values import remembered, to_json
from alerts.store.writing import insert_new, insert_rows, table_of

_calls, _candidates, _proposals = table_of(CallRow), table_of(CandidateRow), table_of(ProposalRow)
_c, _k, _p = _calls.c, _candidates.c, _proposals.c
_LOT = ("network_id", "structure_id", "opportunity_id", "lot")


def add(session: Session, call: Call) -> int:
    """Its number; that of the one that this structure made before on this lot in this network, which opens again.
    `call.id` is not used."""
    row = {name: getattr(call, name) for name in (*_LOT, "notice_id", "opened_by", "freely", "opened_at", "closes_at")}
    insert_new(session, CallRow, [row], _LOT, returning=["id"])
    same = tuple(_c[name] == row[name] for name in _LOT)
    said = {"opened_by": call.opened_by, "freely": call.freely, "closes_at": call.closes_at, "closed_at": None}
    opened = update(_calls).where(*same).values(**said, waved_at=None)
    return int(session.execute(opened.returning(_c.id)).scalar_one())


def load(session: Session, call_id: int) -> Call | None:
    row = session.execute(select(*_c).where(_c.id == call_id)).first()
    return _call(row) if row else None


def hold(session: Session, call_id: int) -> Call | None:
    """As `load`; nobody else answers it, asks its next members, or leaves its network until the end of the
    transaction. The lock of the network comes first (`alerts.store.networks.hold_network`)."""
    network = session.execute(select(_c.network_id).where(_c.id == call_id)).scalar()
    if network is None or not hold_network(session, network):
        return None
    row = session.execute(select(*_c).where(_c.id == call_id).with_for_update(key_share=True)).first()
    return _call(row) if row else None


def of_structure(session: Session, structure_id: str) -> list[Call]:
    """All that it made, the latest first."""
    query = select(*_c).where(_c.structure_id == structure_id).order_by(_c.opened_at.desc(), _c.id.desc())
    return [_call(row) for row in session.execute(query)]


def asked_of(session: Session, structure_id: str) -> list[tuple[Call, Candidate]]:
    """Those that it was proposed, the latest first."""
    query = select(*_k).where(_k.structure_id == structure_id).order_by(_k.asked_at.desc(), _k.call_id.desc())
    found = [_candidate(row) for row in session.execute(query)]
    return [(call, one) for one in found if (call := load(session, one.call_id)) is not None]


def opened(session: Session) -> list[int]:
    """Those that nobody closed, of all networks."""
    return list(session.execute(select(_c.id).where(_c.closed_at.is_(None)).order_by(_c.id)).scalars())


def close(session: Session, call_id: int, now: datetime) -> bool:
    """False when it was closed already."""
    first = update(_calls).where(_c.id == call_id, _c.closed_at.is_(None)).values(closed_at=now)
    return session.execute(first.returning(_c.id)).scalar() is not None


def put_closing(session: Session, call_id: int, closes_at: datetime | None) -> None:
    """A correction moved the deadline."""
    session.execute(update(_calls).where(_c.id == call_id).values(closes_at=closes_at))


def put_waved(session: Session, call_id: int, now: datetime) -> None:
    session.execute(update(_calls).where(_c.id == call_id).values(waved_at=now))


def add_candidates(session: Session, candidates: Sequence[Candidate]) -> None:
    rows = [
        {
            "call_id": one.call_id,
            "structure_id": one.structure_id,
            "rank": one.rank,
            "brings": to_json(tuple[str, ...], one.brings),
            "asked_at": one.asked_at,
        }
        for one in candidates
    ]
    insert_rows(session, CandidateRow, rows)


def candidates_of(session: Session, call_id: int) -> list[Candidate]:
    """In the order in which they were found."""
    query = select(*_k).where(_k.call_id == call_id).order_by(_k.rank)
    return [_candidate(row) for row in session.execute(query)]


def candidate(session: Session, call_id: int, rank: int) -> Candidate | None:
    row = session.execute(select(*_k).where(_k.call_id == call_id, _k.rank == rank)).first()
    return _candidate(row) if row else None


def put_answer(session: Session, one: Candidate, said: Answered, now: datetime) -> None:
    """What the candidate says: the last word wins."""
    _put(session, one, answer=said.value, answered_at=now)


def put_seeker_answer(session: Session, one: Candidate, said: Answered, now: datetime) -> None:
    """What the seeker says of this candidate."""
    _put(session, one, seeker_answer=said.value, seeker_answered_at=now)


def count(session: Session, network_id: int) -> tuple[int, int]:
    """(calls that are open, calls that ended in an agreement, open or not)."""
    agreed = (_k.answer == Answered.YES.value, _k.seeker_answer == Answered.YES.value)
    found = exists().where(_k.call_id == _c.id, *agreed)
    query = select(func.count().filter(_c.closed_at.is_(None)), func.count().filter(found))
    row = session.execute(query.select_from(_calls).where(_c.network_id == network_id)).one()
    return int(row[0]), int(row[1])


def asked_often(session: Session, since: datetime, times: int) -> set[str]:
    """Structures that were asked to join so many others since then, in whichever network."""
    query = select(_k.structure_id).where(_k.asked_at > since).group_by(_k.structure_id)
    return set(session.execute(query.having(func.count() >= times)).scalars())


def sharing_people(session: Session, structure_id: str) -> set[str]:
    """Other structures that somebody of this one is in too."""
    memberships = table_of(MembershipRow)
    mine, theirs = memberships.alias(), memberships.alias()
    query = select(theirs.c.structure_id).join(mine, mine.c.person_id == theirs.c.person_id)
    return set(session.execute(query.where(mine.c.structure_id == structure_id)).scalars()) - {structure_id}


def forget_member(session: Session, network_id: int, structure_id: str) -> list[int]:
    """It is in no call of this network any more, nor in its counts; the numbers of its own calls that are open."""
    theirs = select(_c.id).where(_c.network_id == network_id)
    session.execute(delete(_candidates).where(_k.structure_id == structure_id, _k.call_id.in_(theirs)))
    session.execute(delete(_proposals).where(_p.structure_id == structure_id, _p.network_id == network_id))
    own = (_c.structure_id == structure_id, _c.network_id == network_id, _c.closed_at.is_(None))
    return list(session.execute(select(_c.id).where(*own).order_by(_c.id)).scalars())


def _put(session: Session, one: Candidate, **said: object) -> None:
    it = (_k.call_id == one.call_id, _k.structure_id == one.structure_id)
    session.execute(update(_candidates).where(*it).values(**said))


def _call(row: Row[Any]) -> Call:
    return Call(
        row.id,
        row.network_id,
        row.structure_id,
        row.opportunity_id,
        row.notice_id,
        row.lot,
        row.opened_at,
        row.opened_by,
        row.freely,
        row.closes_at,
        row.closed_at,
        row.waved_at,
    )


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        row.call_id,
        row.structure_id,
        row.rank,
        remembered(tuple[str, ...], row.brings),
        row.asked_at,
        Answered(row.answer) if row.answer else None,
        Answered(row.seeker_answer) if row.seeker_answer else None,
    )
