"""What holds after a correction: what it says replaces, what it does not speak of is kept.

BOAMP corrections in FNSimple or MAPA often restate one field only (the deadline, one lot). An eForms change notice
restates the whole notice, so that a lot or a clause it no longer holds is gone. A reservation is dropped only when the
correction says that there is none: R2113-7 wants it said in the notice, and silence about it proves nothing.
"""

from collections.abc import Iterable
from dataclasses import replace

from alerts.messages.facts import Facts, LotFacts, clause_facts
from alerts.messages.french import is_named, lot_number
from alerts.model.reading import LotReading, Reservation, ReservationStatus
from scrapers.notice import Notice, NoticeKind


def merge(before: Facts, correction: Facts, correction_notice: Notice, readings: Iterable[LotReading]) -> Facts:
    """`before` as changed by `correction`, the facts of `correction_notice` read alone (`readings`).

    A cancellation keeps the rest. Facts of the whole contract (lot None, or words that name lots) hold for the lots
    they speak of. Lots are matched by number, whatever their spelling.
    """
    if correction_notice.kind is NoticeKind.CANCELLATION:
        return replace(before, cancelled=True)
    whole = correction_notice.shape == "eforms"
    if _has_lots(correction) and (whole or not _has_lots(before)):
        lots = tuple(_after(_find(before, lot) or _blank(before, lot), lot, whole) for lot in correction.lots)
    else:
        lots = _partial(before, correction, tuple(readings))
    return Facts(before.cancelled or correction.cancelled, lots)


def _partial(before: Facts, correction: Facts, readings: tuple[LotReading, ...]) -> tuple[LotFacts, ...]:
    """The lots of `before`, each as changed by what speaks of it, then the lots that are new."""
    general = next((lot for lot in correction.lots if lot.key is None), None)
    named = next((reading for reading in readings if not is_named(reading.lot_id)), None)
    changed = []
    for lot in before.lots:
        if general is not None:
            lot = _after(lot, _for_lot(lot, general, named), whole=False)
        own = _find(correction, lot) if lot.key is not None else None
        changed.append(_after(lot, own, whole=False) if own else lot)
    added = [lot for lot in correction.lots if lot.key is not None and _find(before, lot) is None]
    return (*changed, *added)


def _for_lot(lot: LotFacts, general: LotFacts, reading: LotReading | None) -> LotFacts:
    """What a correction says of the whole contract, less what it says of other lots by name."""
    if reading is None or lot.key is None:
        return general
    told = general
    if not _names(reading.reservation.lots_named, lot):
        silent = Reservation()
        told = replace(told, reservation=silent.status, to=silent.to, possible=silent.possible, told=False)
    clauses = clause_facts(clause for clause in reading.clauses if _names(clause.lots_named, lot))
    return replace(told, clauses=clauses)


def _names(numbers: tuple[str, ...], lot: LotFacts) -> bool:
    return not numbers or lot.key in {lot_number(number).casefold() for number in numbers}


def _after(before: LotFacts, said: LotFacts, whole: bool) -> LotFacts:
    hours = dict(before.clauses)
    told = tuple((kind, hours.get(kind) if value is None else value) for kind, value in said.clauses)
    kept = () if whole else tuple(pair for pair in before.clauses if pair[0] not in dict(told))
    lot = replace(
        before,
        id=before.id if before.id is not None else said.id,
        title=said.title or before.title,
        deadline=said.deadline or before.deadline,
        clauses=tuple(sorted((*told, *kept), key=lambda pair: pair[0].value)),
    )
    if not said.told or _says_less(before, said):
        return lot
    return replace(lot, reservation=said.reservation, to=said.to, possible=said.possible, told=True)


def _says_less(before: LotFacts, said: LotFacts) -> bool:
    """A coded « réservé » that names nobody does not undo the beneficiary named before."""
    unnamed = said.reservation is ReservationStatus.UNKNOWN
    return unnamed and bool(before.to) and (not said.possible or set(before.to) <= set(said.possible))


def _find(among: Facts, lot: LotFacts) -> LotFacts | None:
    return next((other for other in among.lots if other.key == lot.key), None)


def _blank(before: Facts, lot: LotFacts) -> LotFacts:
    """What held for a lot that had no line of its own: what held for the whole contract, if that was all there was."""
    whole = next((other for other in before.lots if other.key is None), None)
    return replace(whole, id=lot.id, title=lot.title) if whole else LotFacts(lot.id, lot.title)


def _has_lots(held: Facts) -> bool:
    return any(lot.key is not None for lot in held.lots)
