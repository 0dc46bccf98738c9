"""What holds of a consultation today: its notice as changed, one after the other, by the notices that correct it.

A source's notices of one opportunity are its line. Two sources make two lines, read apart: their copies of the same
text never look like a change.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from alerts.messages.change import Facts, LotFacts, facts, merge
from alerts.model.reading import Clause, ClauseKind, Evidence, LotReading, Reservation
from scrapers.notice import Lot, Notice, NoticeKind, Topic

Read = Callable[[Notice], tuple[LotReading, ...]]
WHOLE = frozenset({NoticeKind.CALL, NoticeKind.PRIOR, NoticeKind.OTHER})
CHANGING = frozenset({NoticeKind.CORRECTION, NoticeKind.CANCELLATION})


@dataclass(frozen=True, slots=True)
class Effective:
    """`notice` is the first one with what was changed since; `readings` and `facts` are of what holds."""

    notice: Notice
    readings: tuple[LotReading, ...]
    facts: Facts


def effective(line: Iterable[Notice], read: Read) -> Effective | None:
    """`line` in the order of publication. None when nothing in it is to be answered (an award alone)."""
    held: Effective | None = None
    for notice in line:
        if notice.kind in WHOLE or (held is None and notice.kind in CHANGING):
            readings = read(notice)
            held = Effective(notice, readings, facts(notice, readings))
        elif held is not None and notice.kind in CHANGING:
            held = corrected(held, notice, read)
    return held


def corrected(held: Effective, correction: Notice, read: Read) -> Effective:
    """What `correction` says replaces, what it does not speak of is kept (`alerts.messages.merge`)."""
    if correction.kind is NoticeKind.CANCELLATION:
        return replace(held, facts=replace(held.facts, cancelled=True))
    own = read(correction)
    after = merge(held.facts, facts(correction, own), correction, own)
    if _restates_everything(correction):
        return Effective(_completed(correction, held.notice), own, after)
    readings = tuple(_reading(lot, held, own, correction) for lot in after.lots)
    return Effective(_overlaid(held.notice, correction, after), readings, after)


def _restates_everything(correction: Notice) -> bool:
    """An eForms change notice is the whole notice again (eForms, BT-140 and BT-141)."""
    return correction.shape == "eforms" and any(lot.id is not None for lot in correction.lots)


def _completed(correction: Notice, before: Notice) -> Notice:
    return replace(
        correction,
        title=correction.title or before.title,
        url=correction.url or before.url,
        documents_url=correction.documents_url or before.documents_url,
        buyer=correction.buyer if correction.buyer.name else before.buyer,
    )


def _overlaid(before: Notice, correction: Notice, after: Facts) -> Notice:
    """`before` with what a correction that restates a part of it changes."""
    deadlines = [lot.deadline for lot in after.lots if lot.deadline]
    return replace(
        before,
        places=correction.places or before.places,
        cpv=correction.cpv or before.cpv,
        amount=correction.amount or before.amount,
        documents_url=correction.documents_url or before.documents_url,
        deadline=min(deadlines, key=lambda one: one.at) if deadlines else before.deadline,
        passages=before.passages + tuple(one for one in correction.passages if one.topic is not Topic.BEFORE),
        lots=tuple(_lot(lot, before, correction) for lot in after.lots),
    )


def _lot(held: LotFacts, before: Notice, correction: Notice) -> Lot:
    old, new = _find(before.lots, held), _find(correction.lots, held)
    both = [lot for lot in (new, old) if lot is not None]
    base = old or new or Lot(held.id)
    return replace(
        base,
        id=held.id,
        title=held.title,
        deadline=held.deadline,
        cpv=next((lot.cpv for lot in both if lot.cpv), ()),
        places=next((lot.places for lot in both if lot.places), ()),
        amount=next((lot.amount for lot in both if lot.amount), None),
    )


def _find(lots: Iterable[Lot], held: LotFacts) -> Lot | None:
    return next((lot for lot in lots if LotFacts(lot.id).key == held.key), None)


def _reading(lot: LotFacts, held: Effective, own: Sequence[LotReading], correction: Notice) -> LotReading:
    """The reading that proves what holds for a lot: that of the correction where it speaks, else the one before."""
    told = [_attributed(one, correction) for one in _speaking_of(lot, own)]
    candidates = [*told, *_speaking_of(lot, held.readings)]
    return LotReading(lot.id, _reservation(lot, candidates), _clauses(lot, candidates))


def _reservation(lot: LotFacts, candidates: Sequence[LotReading]) -> Reservation:
    wanted = (lot.reservation, lot.to)
    same = (one.reservation for one in candidates if (one.reservation.status, one.reservation.to) == wanted)
    found = next(same, None) or Reservation(lot.reservation, lot.to, possible=lot.possible)
    return replace(found, lots_named=()) if lot.id is not None else found  # named: that is how it came to this lot


def _clauses(lot: LotFacts, candidates: Sequence[LotReading]) -> tuple[Clause, ...]:
    found: dict[ClauseKind, Clause] = {}
    for clause in (clause for one in candidates for clause in one.clauses):
        found.setdefault(clause.kind, replace(clause, lots_named=()) if lot.id is not None else clause)
    return tuple(replace(found[kind], hours=hours) for kind, hours in lot.clauses if kind in found)


def _speaking_of(lot: LotFacts, readings: Iterable[LotReading]) -> list[LotReading]:
    """Those of the lot itself, then those of the whole contract."""
    keys = (lot.key, None)
    named = [one for one in readings if LotFacts(one.lot_id).key in keys]
    return sorted(named, key=lambda one: one.lot_id is None)


def _attributed(reading: LotReading, correction: Notice) -> LotReading:
    """Its evidence says that it stands in the correction, since it will be shown beside the first notice."""

    def there(evidence: Evidence) -> Evidence:
        return replace(evidence, field=f"{evidence.field}, avis rectificatif {correction.publisher_id}")

    def with_source(clause: Clause) -> Clause:
        return replace(clause, evidence=there(clause.evidence))

    reservation = replace(reading.reservation, evidence=tuple(there(one) for one in reading.reservation.evidence))
    return LotReading(reading.lot_id, reservation, tuple(with_source(one) for one in reading.clauses))
