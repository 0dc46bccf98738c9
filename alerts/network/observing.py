"""From the notices of an opportunity to what is counted of it. Pure.

Each source tells the same contract in its own copy: the first one says what it is, the others and the award notices
complete it. A clause that only the award notice shows is a clause.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from alerts.clauses.lots import number_of
from alerts.matching.document import Document, LotFacts
from alerts.matching.reasons.trade import by_trade
from alerts.matching.trades import trades
from alerts.messages.proof import grounds
from alerts.model.reading import Evidence, LotReading, ReservationStatus
from alerts.network.peers import OpenLot
from alerts.network.pieces import Need, pieces, spoken_of
from alerts.network.seen import (
    End,
    Quoted,
    SeenBuyer,
    SeenClause,
    SeenLot,
    SeenNotice,
    SeenOpportunity,
    SeenSpot,
)
from alerts.territory.france import France
from alerts.territory.places import Spot, spot_of
from scrapers.notice import NO_WINNER, Lot, Notice, Place

Describe = Callable[[Notice, tuple[LotReading, ...]], Document]
LONGEST = 1_000  # characters of a quote
MOST_SPOTS = 24  # places of one lot: beyond, the départements that they cover are enough
_FAILED = re.compile(r"infructueu|sans\s+suite|non\s+attribu|pas\s+été\s+attribu", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copy:
    """What one source says today, or one award notice. `cancelled`: this source says so."""

    notice: Notice
    readings: tuple[LotReading, ...]
    cancelled: bool = False


def observed(
    opportunity_id: str, copies: Sequence[Copy], awards: Sequence[Copy], appeared: date, describe: Describe
) -> SeenOpportunity | None:
    """`copies` and `awards` in the order of publication. None when there is no notice at all."""
    if not copies and not awards:
        return None
    first = (*copies, *awards)[0]
    lots = _lots(first, describe(first.notice, first.readings))
    for other in (*copies, *awards)[1:]:
        lots = tuple(_completed(lot, other, alone=len(lots) == 1) for lot in lots)
    lots = tuple(replace(lot, unsuccessful=_failed(lot, awards, alone=len(lots) == 1)) for lot in lots)
    notice = first.notice
    end = _end(copies, awards, lots)
    return SeenOpportunity(
        opportunity_id, appeared, notice.id, notice.title, notice.kind, notice.url, _buyer(copies, awards), end, lots
    )


def _lots(copy: Copy, document: Document) -> tuple[SeenLot, ...]:
    read = {one.lot_id: one for one in copy.readings}
    pairs = zip(copy.notice.lots, document.lots, strict=True)
    return tuple(_lot(copy, lot, facts, read.get(lot.id, LotReading(lot.id)), document) for lot, facts in pairs)


def _lot(copy: Copy, lot: Lot, facts: LotFacts, reading: LotReading, document: Document) -> SeenLot:
    asked = _trades(OpenLot(copy.notice.id, document, facts))
    near = frozenset(slug for slug in spoken_of(facts) if by_trade(trades()[slug], facts)) - asked
    silent = not facts.cpv and facts.title.empty and facts.body.empty and facts.elsewhere.empty
    return SeenLot(
        lot.id,
        lot.title,
        asked,
        frozenset() if silent else near,
        silent,
        facts.cpv,
        reading.reservation.status,
        reading.reservation.to,
        _reserved(reading, copy.notice),
        _clauses(reading, copy.notice),
        facts.deadline.at if facts.deadline else None,
        _spots(facts.where.spots),
    )


def _trades(what: OpenLot) -> frozenset[str]:
    """Those that its codes or its title surely name."""
    sure = (piece.trades for piece in pieces(what) if piece.need is Need.TRADE and piece.sure)
    return frozenset(slug for some in sure for slug in some)


def _spots(spots: Sequence[Spot]) -> tuple[SeenSpot, ...]:
    kept = tuple(dict.fromkeys(SeenSpot(one.departements, one.communes, one.point) for one in spots))
    if len(kept) <= MOST_SPOTS:
        return kept
    return tuple(SeenSpot(frozenset({code})) for code in sorted(frozenset().union(*(one.departements for one in kept))))


def _reserved(reading: LotReading, notice: Notice) -> Quoted | None:
    """A sentence before a code, as in an alert."""
    return next((_quoted(one, notice) for one in grounds(reading.reservation)), None)


def _clauses(reading: LotReading, notice: Notice) -> tuple[SeenClause, ...]:
    return tuple(SeenClause(one.kind, _quoted(one.evidence, notice), one.hours) for one in reading.clauses)


def _quoted(evidence: Evidence, notice: Notice) -> Quoted:
    long = len(evidence.quote) > LONGEST
    quote = f"{evidence.quote[:LONGEST].rstrip()}…" if long else evidence.quote
    return Quoted(quote, evidence.field, SeenNotice(notice.id, notice.url, notice.published))


def _completed(lot: SeenLot, other: Copy, *, alone: bool) -> SeenLot:
    """With what another copy says of this lot and that the first did not."""
    for reading in _speaking_of(lot, other, alone=alone):
        held = {one.kind for one in lot.clauses}
        more = tuple(one for one in _clauses(reading, other.notice) if one.kind not in held)
        lot = replace(lot, clauses=lot.clauses + more) if more else lot
        if not lot.reserved and reading.reservation.status is not ReservationStatus.NONE:
            said = reading.reservation
            lot = replace(lot, status=said.status, to=said.to, proof=_reserved(reading, other.notice))
    return lot


def _speaking_of(lot: SeenLot, other: Copy, *, alone: bool) -> Iterable[LotReading]:
    """Readings of the lot of the same number; of the whole contract, when both are one."""
    number = number_of(lot.id)
    whole = alone and len(other.readings) == 1
    return (one for one in other.readings if whole or (number is not None and number_of(one.lot_id) == number))


def _buyer(copies: Sequence[Copy], awards: Sequence[Copy]) -> SeenBuyer:
    """The first that is named, with the number and the place that any copy of that name gives."""
    buyers = [copy.notice.buyer for copy in (*copies, *awards)]
    named = next((one for one in buyers if one.name), buyers[0])
    siret = named.siret or next((one.siret for one in buyers if one.siret and one.name == named.name), None)
    return SeenBuyer((named.name or "").strip(), siret, _home((*copies, *awards)))


def _home(copies: Sequence[Copy]) -> SeenSpot | None:
    """Where the buyer is, else the only département where it paid to be read."""
    france = France.load()
    places = [copy.notice.buyer.place for copy in copies if copy.notice.buyer.place]
    places += [
        Place(departement=codes[0]) for copy in copies if len(codes := copy.notice.publication_departements) == 1
    ]
    found = next((spot for place in places if (spot := spot_of(place, france)) is not None), None)
    return SeenSpot(found.departements, found.communes, found.point) if found else None


def _failed(lot: SeenLot, awards: Sequence[Copy], *, alone: bool) -> bool:
    """The last award notice that speaks of this lot says that nobody was chosen, by a code or in so many words."""
    for award in reversed(awards):
        for one in award.notice.lots:
            if number_of(one.id) == number_of(lot.id) or (alone and len(award.notice.lots) == 1):
                return _nobody_won(one, award.notice)
    return False


def _nobody_won(lot: Lot, notice: Notice) -> bool:
    if lot.winners:
        return False
    whole = notice.passages if len(notice.lots) == 1 else ()
    coded = any(code.name == NO_WINNER for code in lot.codes)
    return coded or any(_FAILED.search(passage.text) for passage in (*lot.passages, *whole))


def _end(copies: Sequence[Copy], awards: Sequence[Copy], lots: Sequence[SeenLot]) -> End | None:
    """Cancelled when the last source that speaks of it says so."""
    if lots and all(lot.unsuccessful for lot in lots):
        return End.UNSUCCESSFUL
    if awards:
        return End.AWARDED
    return End.CANCELLED if any(copy.cancelled for copy in copies) else None
