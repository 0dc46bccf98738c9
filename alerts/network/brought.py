"""What one structure brings to a lot, and what several bring together: sets of pieces, as bits of small numbers.

That a structure gives at most half of its people to one contract is a threshold of ours (`reply_help.capacity`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from alerts.matching.reasons import eligibility, place
from alerts.matching.trades import trades_around
from alerts.model.match import Verdict
from alerts.model.reading import Answer
from alerts.model.structure import Criteria, StructureKind, Territory
from alerts.network.peers import OpenLot, Peer
from alerts.network.pieces import HOURS_TO_CHECK, PROVIDES_HOURS, Need, Piece, pieces
from alerts.reply_help.capacity import ON_ONE_CONTRACT

WHOLE = 12  # twelfths of the volume: halves, thirds and quarters add up to it
SURE_PLACES = ("lot", "notice")


@dataclass(frozen=True, slots=True)
class Brought:
    """Bit n of `maybe` and `sure` is the piece n of the lot; whatever is sure is also in `maybe`. `twelfths`: of the
    volume, for whoever tells its people."""

    maybe: int = 0
    sure: int = 0
    twelfths: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A lot with its pieces. `all`, `right` and `volume` are bits; 0 for what is not asked."""

    what: OpenLot
    pieces: tuple[Piece, ...]
    all: int
    right: int
    volume: int

    def bits(self, need: Need) -> int:
        return _bits(self.pieces, need)

    def named(self, bits: int) -> tuple[Piece, ...]:
        return tuple(piece for number, piece in enumerate(self.pieces) if bits >> number & 1)


def asked(what: OpenLot) -> Asked:
    found = pieces(what)
    return Asked(what, found, (1 << len(found)) - 1, _bits(found, Need.RIGHT), _bits(found, Need.VOLUME))


def _bits(of: tuple[Piece, ...], need: Need) -> int:
    return sum(1 << number for number, piece in enumerate(of) if piece.need is need)


def brought(peer: Peer, to: Asked) -> Brought:
    """Piece by piece, the best of its activities."""
    found = [_of_piece(peer, piece, to.what) for piece in to.pieces]
    return Brought(
        sum(1 << number for number, verdict in enumerate(found) if verdict is not Verdict.AGAINST),
        sum(1 << number for number, verdict in enumerate(found) if verdict is Verdict.FOR),
        twelfths(peer.fte, to.what.fte) if to.volume else 0,
    )


def _of_piece(peer: Peer, piece: Piece, what: OpenLot) -> Verdict:
    kinds, activities = peer.structure.kinds, peer.structure.activities
    match piece.need:
        case Need.RIGHT:
            return right(kinds, what)
        case Need.TRADE:
            return _best(trade(one, piece) for one in activities)
        case Need.PLACE:
            return _best(whereabouts(one.territory, piece, what) for one in activities)
        case Need.HOURS:
            return hours(kinds)
        case Need.VOLUME:
            return volume(peer.fte, what.fte)


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    return next((one for one in (Verdict.FOR, Verdict.CHECK) if one in found), Verdict.AGAINST)


def right(kinds: frozenset[StructureKind], what: OpenLot) -> Verdict:
    """To answer the lot, in law."""
    document = what.document
    answer = eligibility.asked(kinds, what.lot, document.concession, document.may_answer).answer
    return {Answer.YES: Verdict.FOR, Answer.CHECK: Verdict.CHECK, Answer.NO: Verdict.AGAINST}[answer]


def trade(wish: Criteria, piece: Piece) -> Verdict:
    """Whoever names no trade may do anything: to be checked."""
    if does_anything(wish):
        return Verdict.CHECK
    if wish.trades & piece.trades:
        return Verdict.FOR if piece.sure else Verdict.CHECK
    return _best(by_prefix(prefix, piece) for prefix in wish.cpv_prefixes)


def does_anything(wish: Criteria) -> bool:
    """It names no trade in particular."""
    return not wish.trades and not wish.cpv_prefixes


def by_prefix(prefix: str, piece: Piece) -> Verdict:
    """A free CPV prefix beside a piece that is a trade."""
    if any(code.startswith(prefix) for code in piece.codes):
        return Verdict.FOR
    around = not piece.codes and not piece.trades.isdisjoint(trades_around(prefix))
    return Verdict.CHECK if around else Verdict.AGAINST


def whereabouts(territory: Territory, piece: Piece, what: OpenLot) -> Verdict:
    """Whether the piece is in the territory; an address of the buyer is never a certainty."""
    where, france = what.lot.where, what.document.france
    if piece.spot is None:
        return place.reason(territory, where, france).verdict
    if place.is_nowhere(territory):
        return Verdict.AGAINST
    verdict, _ = place.spot_opinion(territory, piece.spot, france)
    second_best = where.source not in SURE_PLACES and not territory.whole_france
    return Verdict.CHECK if verdict is Verdict.FOR and second_best else verdict


def hours(kinds: frozenset[StructureKind]) -> Verdict:
    """Whether its people count as insertion (see `pieces`)."""
    provides = kinds & PROVIDES_HOURS
    if not provides:
        return Verdict.AGAINST
    return Verdict.FOR if provides - HOURS_TO_CHECK else Verdict.CHECK


def volume(own: float | None, needed: float | None) -> Verdict:
    """Alone: against when it surely has too few people, which others may add to."""
    if own is None:
        return Verdict.CHECK
    return Verdict.FOR if twelfths(own, needed) == WHOLE else Verdict.AGAINST


def twelfths(own: float | None, needed: float | None) -> int:
    """Of the volume of the lot that a structure can bear, rounded down."""
    if own is None or not needed:
        return 0
    return min(WHOLE, int(max(own, 0.0) * ON_ONE_CONTRACT / needed * WHOLE + 1e-9))


def together(some: Iterable[Brought], volume: int) -> Brought:
    """What several bring; `volume` is the bit of that piece."""
    maybe, sure, total = 0, 0, 0
    for one in some:
        maybe, sure, total = maybe | one.maybe, sure | one.sure, total + one.twelfths
    if volume and total >= WHOLE:
        maybe, sure = maybe | volume, sure | volume
    return Brought(maybe, sure, min(total, WHOLE))


def adds(one: Brought, to: Brought, everything: Asked) -> bool:
    """Whether it brings something that the other lacks: complementary, not alike."""
    missing = everything.all & ~to.maybe
    return bool(one.maybe & missing) or bool(missing & everything.volume and one.twelfths)


def mixed(some: Iterable[Brought], right: int) -> bool:
    """On a reserved lot, some may answer and others surely not: the law does not say whether they may together."""
    having = [bool(one.maybe & right) for one in some]
    return bool(right) and any(having) and not all(having)


def weight(some: tuple[Brought, ...], to: Asked) -> tuple[int, int, int]:
    """(pieces left, how many structures, doubts): the lower the better."""
    all_of_them = together(some, to.volume)
    left = (to.all & ~all_of_them.maybe).bit_count()
    doubts = (all_of_them.maybe & ~all_of_them.sure).bit_count() + mixed(some, to.right)
    return left, len(some), doubts
