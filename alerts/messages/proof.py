"""What was read in the lots, each with the sentence that proves it, lots that say the same told together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from alerts.messages.codes import meaning
from alerts.messages.french import capitalised, count, lots, shortened
from alerts.messages.links import name
from alerts.messages.message import Block, Fact, Paragraph, Quote
from alerts.messages.places import place
from alerts.messages.words import clause, reserved, source_title
from alerts.model.reading import Evidence, LotReading, Reservation, ReservationStatus
from scrapers.notice import Notice

LONGEST = 700  # characters of one quote: a sentence is shorter, a paragraph without stops is not
CORRECTED = ", avis rectificatif "  # between a field and the number of the notice that corrects
MOST = 20  # proofs in one message


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing read, its evidence, and the lots it holds for (empty: the whole contract)."""

    words: str
    evidence: tuple[Evidence, ...]
    lots: tuple[str, ...]


def reservations(readings: Iterable[LotReading]) -> tuple[Proof, ...]:
    """What is said of a reservation, whether there is one or not."""
    return _together(
        (reserved(one.reservation), grounds(one.reservation), _lots(one.lot_id, one.reservation.lots_named))
        for one in readings
    )


def clauses(readings: Iterable[LotReading]) -> tuple[Proof, ...]:
    """Every clause or criterion read."""
    return _together(
        (clause(read), (read.evidence,), _lots(one.lot_id, read.lots_named)) for one in readings for read in one.clauses
    )


def by_words(proofs: Iterable[Proof]) -> dict[str, tuple[str, ...]]:
    """The same words are said once, for all their lots, even when their sentences differ."""
    told: dict[str, tuple[str, ...]] = {}
    for proof in proofs:
        told[proof.words] = tuple(dict.fromkeys((*told.get(proof.words, ()), *proof.lots)))
    return told


def grounds(held: Reservation) -> tuple[Evidence, ...]:
    """What proves a reservation, sentences first; codes only when alone, or as one side of a contradiction."""
    sentences = tuple(one for one in held.evidence if meaning(one) is None)
    if sentences and held.status is not ReservationStatus.CONFLICT:
        return sentences
    return sentences + tuple(one for one in held.evidence if meaning(one) is not None)


def quotes(notice: Notice, evidence: Iterable[Evidence], lot_ids: Sequence[str] = ()) -> tuple[Quote, ...]:
    """The exact words, with the place where they stand, and the lots they speak of when these are not told beside."""
    return tuple(Quote(shortened(one.quote, LONGEST), _stands(notice, one, lot_ids), one.field) for one in evidence)


def _stands(notice: Notice, evidence: Evidence, lot_ids: Sequence[str]) -> str:
    """« avis BOAMP 26-900001, conditions d'exécution »; words of a later notice say so (`alerts.services.effective`).

    A bare code is explained: « none » proves, but only to a machine.
    """
    field, _, correction = evidence.field.partition(CORRECTED)
    number = f"rectificatif {source_title(notice.source)} {correction}" if correction else name(notice)
    own = replace(evidence, field=field)
    means = meaning(own)
    told = (f"avis {number}", *([lots(lot_ids)] if lot_ids else []), place(own))
    return ", ".join(told) + (f" ; ce code veut dire : {means}" if means else "")


def proof_blocks(notice: Notice, proofs: Sequence[Proof], already: Sequence[Quote] = ()) -> tuple[Block, ...]:
    """A labelled fact then its quotes, for each proof; a quote that was `already` shown is not shown again."""
    shown_before = {(quote.text, quote.field) for quote in already}
    shown = [
        (proof, new)
        for proof in proofs
        if (new := [quote for quote in quotes(notice, proof.evidence) if (quote.text, quote.field) not in shown_before])
    ]
    blocks: list[Block] = []
    for proof, new in shown[:MOST]:
        blocks += [Fact(capitalised(lots(proof.lots)), proof.words), *new]
    if len(shown) > MOST:
        left = count(len(shown) - MOST, "autre élément lu", "autres éléments lus")
        blocks.append(Paragraph(f"Et {left} dans l'avis : consultez-le pour les lire."))
    return tuple(blocks)


def _lots(lot_id: str | None, named: tuple[str, ...]) -> tuple[str, ...]:
    return named if lot_id is None else (lot_id,)


def _together(read: Iterable[tuple[str, tuple[Evidence, ...], tuple[str, ...]]]) -> tuple[Proof, ...]:
    groups: dict[tuple[str, tuple[Evidence, ...]], tuple[str, ...]] = {}
    for words, evidence, lot_ids in read:
        held = groups.get((words, evidence), ())
        groups[words, evidence] = tuple(dict.fromkeys((*held, *lot_ids)))
    return tuple(Proof(words, evidence, lot_ids) for (words, evidence), lot_ids in groups.items())
