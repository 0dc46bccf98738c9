"""What structures prepare: sheets, proofs and their documents, work on lots, and what became of it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import delete, select, update

from alerts.model.reply import KeptFile, Outcome, Proof, Sheet, Told, Work
from alerts.store.engine import Session
from alerts.store.reply_tables import OutcomeRow, ProofFileRow, ProofRow, SheetRow, WorkRow
from alerts.store.values import remembered, to_json
from alerts.store.writing import parts, put_rows, table_of

_proofs, _files, _works = table_of(ProofRow), table_of(ProofFileRow), table_of(WorkRow)
_sheets, _outcomes = table_of(SheetRow), table_of(OutcomeRow)
_FILE = (_files.c.name.label("file_name"), _files.c.media_type, _files.c.size)


def load_sheet(session: Session, structure_id: str) -> Sheet:
    """An empty one when nothing was said."""
    found = session.execute(select(_sheets.c.content).where(_sheets.c.structure_id == structure_id)).scalar()
    return remembered(Sheet, found) if found else Sheet()


def put_sheet(session: Session, structure_id: str, sheet: Sheet, now: datetime) -> None:
    row = {"structure_id": structure_id, "content": to_json(Sheet, sheet), "updated_at": now}
    put_rows(session, SheetRow, [row], ["structure_id"])


def load_proofs(session: Session, structure_id: str) -> tuple[Proof, ...]:
    """In the order in which they were written down."""
    return proofs_of(session, [structure_id]).get(structure_id, ())


def proofs_of(session: Session, structure_ids: Collection[str]) -> dict[str, tuple[Proof, ...]]:
    """The same for several structures; those that have none are left out."""
    query = select(_proofs.c.structure_id, _proofs.c.id, _proofs.c.content, *_FILE)
    query = query.outerjoin(_files, _files.c.proof_id == _proofs.c.id).order_by(_proofs.c.id)
    found: dict[str, list[Proof]] = {}
    for some in parts(sorted(set(structure_ids))):
        for row in session.execute(query.where(_proofs.c.structure_id.in_(some))):
            file = KeptFile(row.file_name, row.media_type, row.size) if row.file_name is not None else None
            found.setdefault(row.structure_id, []).append(replace(remembered(Proof, row.content), id=row.id, file=file))
    return {structure: tuple(proofs) for structure, proofs in found.items()}


def put_proof(session: Session, structure_id: str, proof: Proof, now: datetime) -> int:
    """Its number. One whose `id` is 0 is new; another number that is not of this structure changes nothing (0)."""
    bare = to_json(Proof, replace(proof, id=0, file=None))
    values = {"kind": proof.kind.value, "content": bare, "valid_until": proof.valid_until, "updated_at": now}
    if not proof.id:
        added = session.execute(_proofs.insert().values(structure_id=structure_id, **values).returning(_proofs.c.id))
        return int(added.scalar_one())
    mine = (_proofs.c.id == proof.id, _proofs.c.structure_id == structure_id)
    changed = session.execute(update(_proofs).where(*mine).values(**values).returning(_proofs.c.id))
    return int(changed.scalar() or 0)


def drop_proof(session: Session, structure_id: str, proof_id: int) -> bool:
    """With its document. False when this structure has no such proof."""
    mine = (_proofs.c.id == proof_id, _proofs.c.structure_id == structure_id)
    if session.execute(select(_proofs.c.id).where(*mine)).scalar() is None:
        return False
    drop_file(session, proof_id)
    session.execute(delete(_proofs).where(*mine))
    return True


def ending(session: Session, before: date, since: date = date.min) -> list[tuple[str, int]]:
    """(structure, proof) whose last day is `since` or later, and before then, by structure."""
    last = _proofs.c.valid_until
    query = select(_proofs.c.structure_id, _proofs.c.id).where(last < before, last >= since)
    return [(row[0], row[1]) for row in session.execute(query.order_by(_proofs.c.structure_id, _proofs.c.id))]


def put_file(session: Session, proof_id: int, file: KeptFile, content: bytes, now: datetime) -> None:
    """In the place of the one before. The proof exists, and is of the structure of whoever asks: the caller checks."""
    row = {
        "proof_id": proof_id,
        "name": file.name,
        "media_type": file.media_type,
        "size": len(content),
        "content": content,
        "added_at": now,
    }
    put_rows(session, ProofFileRow, [row], ["proof_id"])


def load_file(session: Session, proof_id: int) -> tuple[KeptFile, bytes] | None:
    row = session.execute(select(_files).where(_files.c.proof_id == proof_id)).first()
    return (KeptFile(row.name, row.media_type, row.size), bytes(row.content)) if row else None


def drop_file(session: Session, proof_id: int) -> None:
    session.execute(delete(_files).where(_files.c.proof_id == proof_id))


def load_works(session: Session, match_id: int) -> dict[str, Work]:
    """Lot (« » for the whole contract) → the work on it, the latest touched first."""
    query = select(_works.c.lot, _works.c.content).where(_works.c.match_id == match_id)
    rows = session.execute(query.order_by(_works.c.updated_at.desc(), _works.c.lot))
    return {row.lot: remembered(Work, row.content) for row in rows}


def works_of(session: Session, match_ids: Collection[int]) -> dict[int, dict[str, Work]]:
    """The same for several matches; those nobody worked on are left out."""
    found: dict[int, dict[str, Work]] = {}
    for some in parts(sorted(set(match_ids))):
        query = select(_works.c.match_id, _works.c.lot, _works.c.content).where(_works.c.match_id.in_(some))
        for row in session.execute(query.order_by(_works.c.match_id, _works.c.updated_at.desc(), _works.c.lot)):
            found.setdefault(row.match_id, {})[row.lot] = remembered(Work, row.content)
    return found


def put_work(session: Session, match_id: int, lot: str, work: Work, now: datetime) -> None:
    row = {"match_id": match_id, "lot": lot, "content": to_json(Work, work), "updated_at": now}
    put_rows(session, WorkRow, [row], ["match_id", "lot"])


def outcomes_of(session: Session, match_ids: Collection[int]) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for some in parts(sorted(set(match_ids))):
        for row in session.execute(select(_outcomes).where(_outcomes.c.match_id.in_(some))):
            found[row.match_id] = Told(row.match_id, Outcome(row.outcome), row.said_on, row.said_by)
    return found


def put_outcome(session: Session, told: Told, now: datetime) -> None:
    """The last word wins."""
    row = {
        "match_id": told.match_id,
        "outcome": told.outcome.value,
        "said_by": told.by,
        "said_on": told.on,
        "at": now,
    }
    put_rows(session, OutcomeRow, [row], ["match_id"])


def moved(session: Session, gone: int, kept: int) -> None:
    """Of two matches that become one, what was prepared for `gone` is of `kept`, where it had nothing."""
    taken = list(load_works(session, kept))
    mine = (_works.c.match_id == gone, _works.c.lot.not_in(taken))
    session.execute(update(_works).where(*mine).values(match_id=kept))
    if not outcomes_of(session, [kept]):
        session.execute(update(_outcomes).where(_outcomes.c.match_id == gone).values(match_id=kept))
