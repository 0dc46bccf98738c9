"""May we answer, and why: once when all the lots say the same, lot by lot when their reservations differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from alerts.clauses.eligibility import may_answer
from alerts.messages import words
from alerts.messages.french import is_named, sentence, to_lots, uncapitalised
from alerts.messages.message import Fact
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import Answer, Eligibility, LotReading, Reservation
from alerts.model.structure import Structure
from scrapers.notice import Lot, Notice

_BY_VERDICT = {Verdict.AGAINST: Answer.NO, Verdict.CHECK: Answer.CHECK, Verdict.FOR: Answer.YES}
_BEST_FIRST = (Answer.YES, Answer.CHECK, Answer.NO)


@dataclass(frozen=True, slots=True)
class Answered:
    """`lots` are named only when they have different answers. `reason` is one or more sentences, perhaps empty."""

    answer: Answer
    reason: str
    lots: tuple[str, ...] = ()


def answers(
    structure: Structure, match: Match, notice: Notice, lots: Sequence[Lot], readings: Sequence[LotReading]
) -> tuple[Answered, ...]:
    """Never empty. A match gives the reasons of its best lot: they hold for all only where all are reserved alike."""
    read = {reading.lot_id: reading.reservation for reading in readings}
    held = [(lot, read.get(lot.id) or LotReading(lot.id).reservation) for lot in lots]
    if len({(reservation.status, reservation.to) for _, reservation in held}) < 2:
        return (for_each(_of_match(match), [lot.id for lot in lots if is_named(lot.id)]),)
    return _lot_by_lot(structure, notice, held)


def _lot_by_lot(structure: Structure, notice: Notice, held: Sequence[tuple[Lot, Reservation]]) -> tuple[Answered, ...]:
    """The answer for each lot and its reservation, lots with the same answer told together."""
    found = []
    for lot, reservation in held:
        own = replace(reservation, lots_named=())  # this lot is one of them
        answer = may_answer(structure.kinds, own, cpv=lot.cpv or notice.cpv, concession=notice.concession)
        found.append((lot.id, answer))
    return together(found)


def together(found: Iterable[tuple[str | None, Eligibility]]) -> tuple[Answered, ...]:
    """One answer for all the lots that have the same; lots are named only when there are several answers."""
    groups: dict[tuple[Answer, str], list[str]] = {}
    for lot_id, one in found:
        held = groups.setdefault((one.answer, sentence(one.reason)), [])
        held += [lot_id] if is_named(lot_id) else []
    told = [for_each(Answered(answer, reason, tuple(ids)), ids) for (answer, reason), ids in groups.items()]
    return tuple(told) if len(told) != 1 else (replace(told[0], lots=()),)


def for_each(told: Answered, lots: Sequence[str]) -> Answered:
    """A reason speaks of one lot: it is said to hold for each when there are several."""
    if len(lots) < 2 or not told.reason:
        return told
    return replace(told, reason=f"Pour chaque lot : {uncapitalised(told.reason)}")


def answer_fact(told: Answered, asked: str, *, strong: bool = True) -> Fact:
    """« Pouvez-vous répondre au lot 2 ? Non, d'après l'avis. … »; `asked` is « Pouvez-vous répondre »."""
    question = f"{asked} {to_lots(told.lots)} ?" if told.lots else f"{asked} ?"
    return Fact(question, f"{words.ANSWERS[told.answer]}. {told.reason}".strip(), strong, told.answer)


def best(told: Sequence[Answered]) -> Answer:
    """What one line says of several lots: the structure may answer as soon as it may answer one."""
    return min((one.answer for one in told), key=_BEST_FIRST.index)


def _of_match(match: Match) -> Answered:
    """The question of law alone: `Match.answer` is «à vérifier» as soon as any criterion is."""
    grounds = [one for one in match.reasons if one.criterion is Criterion.ELIGIBILITY]
    verdicts = {one.verdict for one in grounds}
    answer = next((answer for verdict, answer in _BY_VERDICT.items() if verdict in verdicts), match.answer)
    return Answered(answer, " ".join(dict.fromkeys(sentence(one.text) for one in grounds)))
